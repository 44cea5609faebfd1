"""What the commands that talk to Microsoft Graph have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from mapping_dsl.api.tenants import Access, Outcome, State
from mapping_dsl.cli.options import F
from mapping_dsl.cli.terminal import paint, say
from mapping_dsl.errors import ToolError, Unfinished
from mapping_dsl.files import is_same
from mapping_dsl.graph.session import TIME_LIMIT
from mapping_dsl.graph.words import listed
from mapping_dsl.report.revealed import revealed
from mapping_dsl.tenant import Tenant

_MOST_PATHS = 20
_PLACE = "{tenant}"


def time_limit(command: F) -> F:
    """Add the limit on the time of a request."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(0.1, 3600),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="How long one request may take.",
    )(command)


def sending(command: F) -> F:
    """Add what the commands take that change a tenant."""
    for option in (
        time_limit,
        click.option("--config", metavar="FILE", help="The configuration to use."),
        click.option("--bundle", metavar="FILE", help="Where to write the rollback bundle."),
        click.option("--yes", is_flag=True, help="Do it. Without this nothing is sent."),
    ):
        command = option(command)
    return command


def tenant_names(command: F) -> F:
    """Add the choice of tenants."""
    return click.option(
        "--tenant",
        "names",
        multiple=True,
        metavar="NAME",
        help="A `[tenant.NAME]` of the configuration; several are allowed.",
    )(command)


def access(limit: float, config: str | None) -> Access:
    """Return how tenants are reached; a person is prompted on standard error."""
    return Access(lambda line: click.echo(line, err=True), limit, config)


def each(tenants: Sequence[Tenant], action: Callable[[Tenant], int]) -> int:
    """Do something for each tenant, the others too if one fails; return the exit code.

    Not having found out (3) outweighs an error (2), that findings (1), and those a difference (5).
    """
    if len(tenants) == 1:
        return action(tenants[0])
    codes = []
    for tenant in tenants:
        click.echo(f"{tenant.name}:", err=True)
        try:
            codes.append(action(tenant))
        except ToolError as error:
            click.echo(f"mapping-dsl: {tenant.name}: {' '.join(str(error).split())}", err=True)
            codes.append(3 if isinstance(error, Unfinished) else 2)
    return next((code for code in (3, 2, 1, 5) if code in codes), 0)


def path_of(tenant: Tenant, output: str) -> str:
    """Return the path of a tenant's own output."""
    return output.replace(_PLACE, tenant.name)


def check_output(output: str | None, tenants: Sequence[Tenant], *inputs: str | None) -> None:
    """Refuse one output file for several tenants, and one that would take the place of an input."""
    for path in inputs:
        if output and path and is_same(output, path):
            raise ToolError(f"{output}: is what is read here, which would be lost")
    if len(tenants) > 1 and _PLACE not in (output or _PLACE):
        raise ToolError(f"-o {output}: is one file for several tenants; put `{_PLACE}` in its name")


def finish(context: click.Context, outcome: Outcome) -> None:
    """Say how an `apply` or `rollback` ended and exit; 1 unless live is as it was to be."""
    say(listed(outcome.changes, paint()))
    click.echo(revealed(outcome.message))
    for path in outcome.differences[:_MOST_PATHS]:
        click.echo(f"  {revealed(path)}")
    if len(outcome.differences) > _MOST_PATHS:
        click.echo(f"  and {len(outcome.differences) - _MOST_PATHS} more")
    if outcome.undo:
        click.echo(f"to undo it: {outcome.undo}")
    context.exit(0 if outcome.state in (State.DONE, State.ALREADY) else 1)
