"""`mapping-dsl simulate`."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.simulate import simulate_file
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.lifecycle.original import originals
from mapping_dsl.lifecycle.steps import Step
from mapping_dsl.report import simulate_json, simulate_text
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.request import Dialect


@click.command("simulate")
@click.argument("path", required=False)
@click.option("--events", metavar="FILE", help="What happens in Entra: JSON, or JSON lines.")
@click.option(
    "--original-upn",
    metavar="TEXT",
    help="Print the user name that Entra put an object id in front of.",
)
@click.option(
    "--dialect",
    type=click.Choice([dialect.value for dialect in Dialect]),
    default=Dialect.PLAIN.value,
    show_default=True,
    help="How Entra writes a PATCH: without or with the flag in the tenant URL.",
)
@output_format("text", "json")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str | None,
    events: str | None,
    original_upn: str | None,
    dialect: str,
    output_format: str,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """Show what events in Entra do to people in Webex, step by step, and where that is stated.

    Exits with 1 if a row of the table does not hold under the mapping, if a Webex user is taken
    over, shared or left Active, if a manager is left out, if somebody comes to have two, or if a
    value does not fit; else with 3 if something is not known. TEXT is an entry of an audit log, or
    any other text.
    """
    if original_upn is not None:
        if path is not None or events is not None:
            raise ToolError("--original-upn stands alone: it needs no mapping and no events")
        _print_originals(original_upn)
        return
    if path is None or events is None:
        raise ToolError("simulate: name a mapping, and the events with `--events FILE`")
    done = simulate_file(path, events, project(config, env, param, path), Dialect(dialect))
    steps = list(done.steps)
    say_findings(done.findings, err=True)
    if not done.whole:
        click.echo("not simulated: the mapping cannot be read whole", err=True)
        context.exit(1)
    if output_format == "json":
        say(dump([*map(simulate_json.encode, steps)]))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        say(simulate_text.render(steps, width=width, colour=coloured()))
    context.exit(1 if done.findings else _code(steps))


def _code(steps: Sequence[Step]) -> int:
    """Return 1 for what is not as it should be, or else 3 for what is not known."""
    if any(step.breaks for step in steps):
        return 1
    return 3 if any(step.is_open for step in steps) else 0


def _print_originals(text: str) -> None:
    """Print each name once; of one that may be read in another way too, say so."""
    found = originals(text)
    if not found:
        raise ToolError(
            "--original-upn: no user name in it has an object id of 32 hex digits in front"
        )
    for one in found:
        if one.runs_on:
            click.echo(
                f"mapping-dsl: {revealed(one.name)}: the hex digits run on, and the first 32 were"
                f" taken for the object id {one.object_id}: see that it is theirs",
                err=True,
            )
    for name in dict.fromkeys(one.name for one in found):
        say(f"{revealed(name)}\n")
