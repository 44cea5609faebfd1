"""`mapping-dsl attributes`."""

from __future__ import annotations

import click

from mapping_dsl.api import catalogues
from mapping_dsl.api.project import project
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.cli.listing import list_rows
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import say, say_findings
from mapping_dsl.report.catalogue_json import attribute_data


@click.command("attributes")
@click.option("--used", "path", metavar="PATH", help="Only those that this mapping reads.")
@click.option("--graph-select", is_flag=True, help="Print the Graph query that exports them.")
@click.option(
    "--object", "kind", type=click.Choice(catalogues.KINDS), help="Only those of users or groups."
)
@output_format("text", "json")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str | None,
    graph_select: bool,
    kind: str | None,
    output_format: str,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """List source and target attributes; `mapping-dsl explain NAME` shows one."""
    if path is None and graph_select:
        raise click.UsageError("--graph-select goes with --used PATH")
    if path is None:
        _list_all(kind, output_format)
        return
    uses, findings = catalogues.used(path, project(config, env, param, path))
    if findings:
        say_findings(findings, err=True)
        click.echo("not all of it is known: the mapping has errors", err=True)
        context.exit(1)
    if graph_select:
        say(catalogues.graph_select(uses, kind or "users") + "\n")
    else:
        _list_used([use for use in uses if kind in (None, use.kind)], output_format)


def _list_all(kind: str | None, output_format: str) -> None:
    found = [each for each in catalogues.attributes() if kind in (None, each.kind)]
    rows = [
        (each.side, each.kind, shorten(each.attribute.name), each.attribute.type.value)
        for each in found
    ]
    data = [attribute_data(each.side, each.kind, each.attribute) for each in found]
    list_rows(output_format, data, rows)


def _list_used(uses: list[catalogues.Use], output_format: str) -> None:
    rows = [(use.kind, use.name, _held(use)) for use in uses]
    data = [{"kind": kind, "name": name, "graph": held or None} for kind, name, held in rows]
    list_rows(output_format, data, rows)


def _held(use: catalogues.Use) -> str:
    """Return where a Graph record has an attribute; one in no catalog has its own name there."""
    return use.name if use.attribute is None else use.attribute.graph or "computed"
