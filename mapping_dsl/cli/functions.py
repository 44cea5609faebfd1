"""`mapping-dsl functions`."""

from __future__ import annotations

import click

from mapping_dsl.api.catalogues import functions
from mapping_dsl.cli.listing import list_rows
from mapping_dsl.cli.options import output_format
from mapping_dsl.report.catalogue_json import function_data


@click.command("functions")
@output_format("text", "json")
def command(output_format: str) -> None:
    """List Entra's functions that can be evaluated; `mapping-dsl explain NAME` shows one."""
    found = functions()
    rows = [(function.name, function.page.partition("\n")[0]) for function in found]
    list_rows(output_format, [function_data(function) for function in found], rows)
