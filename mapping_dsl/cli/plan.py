"""`mapping-dsl plan`."""

from __future__ import annotations

from shlex import quote

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import Planned, chosen, plan_mapping, plan_reset
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.tenants import access, check_output, each, path_of, tenant_names, time_limit
from mapping_dsl.cli.terminal import paint, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.plan import write
from mapping_dsl.graph.words import NEXT, listed
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.tenant import Tenant

_NOTHING = "there is nothing to apply"


@click.command("plan")
@click.argument("path", required=False)
@tenant_names
@click.option(
    "-o", "--output", metavar="FILE", help="Write the plan there; `{tenant}` is its name."
)
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 5 if there is a change.")
@click.option(
    "--unmanaged",
    type=click.Choice([one.value for one in Unmanaged]),
    help="What to do with live mappings that PATH does not name.  [default: fail]",
)
@click.option("--reset", is_flag=True, help="Plan for the app's default mappings, without PATH.")
@time_limit
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str | None,
    names: tuple[str, ...],
    output: str | None,
    detailed_exitcode: bool,
    unmanaged: str | None,
    reset: bool,
    time_limit: float,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Show what a mapping would change in a tenant, and write a plan for `apply`.

    Nothing is sent that changes the tenant. A mapping with error findings is not planned.
    """
    if reset is (path is not None) or (reset and unmanaged):
        raise ToolError("give either PATH, the mapping to plan for, or --reset")
    found = project(config, env, param, path or ".")
    tenants = chosen(found.config, names)
    check_output(output, tenants, path, found.config.path)
    reached = access(time_limit, config)

    def one(tenant: Tenant) -> int:
        if path is None:
            planned = plan_reset(tenant, reached)
        else:
            decided = Unmanaged(unmanaged or "fail")
            planned = plan_mapping(path, tenant, found, reached, unmanaged=decided, day=today)
        return _tell(planned, tenant, output, reached.options, detailed=detailed_exitcode)

    context.exit(each(tenants, one))


def refused(planned: Planned) -> int:
    """Say why there is no plan; return the exit code."""
    say_findings(planned.findings, err=True)
    if planned.report:
        say_findings(planned.report.errors, err=True)
    what = "cannot be merged" if planned.findings else "has errors"
    click.echo(f"not planned: the mapping {what}; live is unchanged", err=True)
    return 3 if planned.report and planned.report.crashes else 1


def _tell(
    planned: Planned, tenant: Tenant, output: str | None, options: str, *, detailed: bool
) -> int:
    if planned.plan is None:
        return refused(planned)
    say_findings(planned.findings, err=True)
    if planned.note:
        click.echo(planned.note, err=True)
    say(listed(planned.plan.changes, paint()))
    if planned.note:
        click.echo(NEXT)
    elif not planned.plan.changes:
        click.echo(f"no change: {tenant.name} says the same already")
    if output:
        where = path_of(tenant, output)
        write(planned.plan, where)
        command = f"mapping-dsl apply {quote(where)}{options} --yes"
        some = planned.plan.changes or planned.note
        click.echo(f"wrote {where}; {f'next: {command}' if some else _NOTHING}", err=True)
    else:
        click.echo("live is unchanged; -o FILE writes a plan that `apply` takes", err=True)
    return 5 if detailed and (planned.plan.changes or planned.note) else 0
