"""`mapping-dsl init`."""

from __future__ import annotations

import click

from mapping_dsl.api.init import init
from mapping_dsl.api.pipelines import Service


@click.command("init")
@click.argument("folder", default=".")
@click.option("--from", "base", default="webex/default", show_default=True, metavar="PRESET")
@click.option(
    "--ci",
    type=click.Choice([service.value for service in Service]),
    help="The CI file to write; by default that of the service which the repository is on.",
)
@click.option(
    "--action",
    metavar="OWNER/NAME@VERSION",
    help="With GitHub: where the action of mapping-dsl is.",
)
def command(folder: str, base: str, ci: str | None, action: str | None) -> None:
    """Write a first mapping, a configuration and a CI file into a folder, by default this one.

    What there is of them already stays as it is.
    """
    done = init(folder, base, Service(ci) if ci else None, action)
    for path in done.wrote:
        click.echo(f"wrote {path}")
    for path in done.kept:
        click.echo(f"kept {path}, which exists already")
    for step in done.steps:
        click.echo(f"next: {step}")
