"""`mapping-dsl explain`."""

from __future__ import annotations

import click

from mapping_dsl.api.catalogues import Found, explain
from mapping_dsl.cli.options import output_format
from mapping_dsl.cli.terminal import say
from mapping_dsl.lang.function import Function
from mapping_dsl.report.catalogue_json import attribute_data, function_data, rule_data
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.pages import attribute_page, function_page, rule_page
from mapping_dsl.report.paragraphs import wrapped
from mapping_dsl.rule import Rule


@click.command("explain")
@click.argument("name")
@output_format("text", "json")
def command(name: str, output_format: str) -> None:
    """Explain a rule (its code or name), a function or an attribute."""
    found = explain(name)
    if output_format == "json":
        say(dump([_data(each) for each in found]))
    else:
        say("\n".join(_page(each) for each in found))


def _data(found: Rule | Function | Found) -> object:
    match found:
        case Rule():
            return rule_data(found)
        case Function():
            return function_data(found)
        case Found():
            return attribute_data(found.side, found.kind, found.attribute)


def _page(found: Rule | Function | Found) -> str:
    match found:
        case Rule():
            return wrapped(rule_page(found))
        case Function():
            return wrapped(function_page(found))
        case Found():
            return attribute_page(found.side, found.kind, found.attribute)
