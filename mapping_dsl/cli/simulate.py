"""`mapping-dsl simulate`."""

from __future__ import annotations

import shutil

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.simulate import simulate_file
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.lifecycle.original import originals
from mapping_dsl.report import simulate_json, simulate_text
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.revealed import revealed


@click.command("simulate")
@click.argument("path", required=False)
@click.option("--events", metavar="FILE", help="What happens in Entra: JSON, or JSON lines.")
@click.option(
    "--original-upn",
    metavar="TEXT",
    help="Print the user name that Entra put an object id in front of.",
)
@output_format("text", "json")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str | None,
    events: str | None,
    original_upn: str | None,
    output_format: str,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """Show what events in Entra do to people in Webex, step by step, and where that is stated.

    Exits with 1 if a row of the table does not hold under the mapping, if somebody comes to have
    two Webex users, or if it cannot be said. TEXT is an entry of an audit log, or any other text.
    """
    if original_upn is not None:
        if path is not None or events is not None:
            raise ToolError("--original-upn stands alone: it needs no mapping and no events")
        _print_originals(original_upn)
        return
    if path is None or events is None:
        raise ToolError("simulate: name a mapping, and the events with `--events FILE`")
    done = simulate_file(path, events, project(config, env, param, path))
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
    context.exit(1 if done.findings or any(step.breaks for step in steps) else 0)


def _print_originals(text: str) -> None:
    names = originals(text)
    if not names:
        raise ToolError(
            "--original-upn: no user name in it has an object id of 32 hex digits in front"
        )
    for name in names:
        say(f"{revealed(name)}\n")
