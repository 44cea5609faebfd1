"""`mapping-dsl apply`."""

from __future__ import annotations

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import apply
from mapping_dsl.cli.tenants import access, finish, sending


@click.command("apply")
@click.argument("path", metavar="PLAN")
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
    """Send a plan to its tenant: one request with the whole document.

    What is live until then is first written to a rollback bundle, beside the plan.

    Nothing is sent if the schema has changed since the plan was made, nor without --yes.
    """
    found = project(config, mapping=path).config
    finish(context, apply(path, found, access(time_limit, config), bundle, yes=yes))
