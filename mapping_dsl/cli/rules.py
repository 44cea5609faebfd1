"""`mapping-dsl rules`."""

from __future__ import annotations

import click

from mapping_dsl.api.catalogues import rules
from mapping_dsl.cli.listing import list_rows
from mapping_dsl.cli.options import output_format
from mapping_dsl.report.catalogue_json import rule_data


@click.command("rules")
@output_format("text", "json")
def command(output_format: str) -> None:
    """List the rules; `mapping-dsl explain CODE` shows a rule's page."""
    found = rules()
    rows = [(rule.code, rule.slug, rule.kind, rule.title) for rule in found]
    list_rows(output_format, [rule_data(rule) for rule in found], rows)
