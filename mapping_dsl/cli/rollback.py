"""`mapping-dsl rollback`."""

from __future__ import annotations

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import rollback
from mapping_dsl.cli.tenants import access, finish, sending


@click.command("rollback")
@click.argument("path", metavar="BUNDLE")
@sending
@click.pass_context
def command(
    context: click.Context,
    path: str,
    yes: bool,
    bundle: str | None,
    config: str | None,
    time_limit: float,
) -> None:
    """Put back the schema that a rollback bundle holds.

    What is live until then is first written to a bundle of its own.

    Nothing is sent without --yes.
    """
    found = project(config, mapping=path).config
    finish(context, rollback(path, found, access(time_limit, config), bundle, yes=yes))
