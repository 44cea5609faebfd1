"""`mapping-dsl init`."""

from __future__ import annotations

import click

from mapping_dsl.api.init import init


@click.command("init")
@click.argument("folder", default=".")
@click.option("--from", "base", default="webex/default", show_default=True, metavar="PRESET")
def command(folder: str, base: str) -> None:
    """Write a first mapping and a configuration into a folder, by default this one."""
    written = init(folder, base)
    for path in written:
        click.echo(f"wrote {path}")
    click.echo(f"next: mapping-dsl lint {written[0]}")
