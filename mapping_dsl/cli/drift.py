"""`mapping-dsl drift`."""

from __future__ import annotations

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import chosen, drift
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.plan import refused
from mapping_dsl.cli.tenants import access, each, tenant_names, time_limit
from mapping_dsl.cli.terminal import paint, say, say_findings
from mapping_dsl.graph.words import listed
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.tenant import Tenant


@click.command("drift")
@click.argument("path")
@tenant_names
@click.option(
    "--unmanaged",
    type=click.Choice(["keep", "fail"]),
    default="fail",
    show_default=True,
    help="Whether live rows, object mappings and rules that PATH does not name are drift.",
)
@time_limit
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str,
    names: tuple[str, ...],
    unmanaged: str,
    time_limit: float,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Tell whether a tenant still has what a mapping says; exit with 5 if it has not.

    What is shown is what would bring it back. Nothing is sent that changes the tenant.
    """
    found = project(config, env, param, path)
    reached = access(time_limit, config)

    def one(tenant: Tenant) -> int:
        decided = Unmanaged(unmanaged)
        planned = drift(path, tenant, found, reached, unmanaged=decided, day=today)
        if planned.plan is None:
            return refused(planned)
        say_findings(planned.drifted)
        say(listed(planned.plan.changes, paint()))
        if planned.plan.changes:
            more = " what is shown as a change" if planned.drifted else ""
            told = f"the above would bring{more or ' it'} back"
            click.echo(f"{tenant.name} is not as {path} says; {told}")
            return 5
        if planned.drifted:
            click.echo(f"{tenant.name} is not as {path} says; no plan would bring it back")
            return 5
        click.echo(f"no drift: {tenant.name} is as {path} says")
        return 0

    context.exit(each(chosen(found.config, names), one))
