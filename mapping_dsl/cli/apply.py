"""`mapping-dsl apply`."""

from __future__ import annotations

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import apply
from mapping_dsl.cli.tenants import access, finish, time_limit


@click.command("apply")
@click.argument("path", metavar="PLAN")
@click.option("--yes", is_flag=True, help="Do it. Without this nothing is sent.")
@click.option("--bundle", metavar="FILE", help="Where to write the rollback bundle.")
@click.option("--config", metavar="FILE", help="The configuration to use.")
@time_limit
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
