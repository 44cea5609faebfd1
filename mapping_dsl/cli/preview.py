"""`mapping-dsl preview`."""

from __future__ import annotations

import shutil
from functools import partial

import click

from mapping_dsl.api.preview import Previewed, preview_files
from mapping_dsl.api.project import project
from mapping_dsl.catalog import paths
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.preview.body import create_body
from mapping_dsl.preview.outcome import Outcome, Why
from mapping_dsl.report import preview_json, preview_text
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.preview_words import concise


@click.command("preview")
@click.argument("path")
@click.option("--user", "users", multiple=True, metavar="FILE", help="Records, as Graph has them.")
@click.argument("more", nargs=-1, metavar="[FILE]...")
@click.option(
    "--object",
    "kind",
    type=click.Choice(["users", "groups"]),
    default="users",
    show_default=True,
    help="What the records are.",
)
@click.option("--set", "instead", multiple=True, metavar="TARGET=EXPR", help="Try another source.")
@click.option("--explain", is_flag=False, flag_value="", metavar="[TARGET]", help="Show each step.")
@click.option("--scim", type=click.Choice(["create"]), help="Print the body of the request.")
@click.option("--unassigned", is_flag=True, help="As if the app were not assigned to them.")
@click.option("--missing-is-absent", is_flag=True, help="What a record lacks is empty in Entra.")
@output_format("text", "concise", "json")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str,
    users: tuple[str, ...],
    more: tuple[str, ...],
    kind: str,
    instead: tuple[str, ...],
    explain: str | None,
    scim: str | None,
    unassigned: bool,
    missing_is_absent: bool,
    output_format: str,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """Show how user records would come out: the request, and every target with its value and why.

    FILEs hold one record, a list of them, or a page of `GET /users`. The format `concise` is one
    line for each record.
    """
    done = preview_files(
        path,
        (*users, *more),
        project(config, env, param),
        kind=kind,
        instead=instead,
        assigned=not unassigned,
        missing_is_absent=missing_is_absent,
    )
    say_findings(done.findings, err=True)
    if scim:
        bodies = [create_body(one) for one in done.previews]
        say(dump(bodies[0] if len(bodies) == 1 else bodies))
    elif output_format == "json":
        picked = None if explain is None else partial(_explained, paths.key(explain))
        say(dump([preview_json.encode(one, picked) for one in done.previews]))
    elif output_format == "concise":
        say(concise(done.previews))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        picked = None if explain is None else partial(_explained, paths.key(explain))
        text = preview_text.render(
            done.previews, width=width, colour=coloured(), explained=picked
        )
        say(text)
    context.exit(1 if done.findings or _fails(done) else 0)


def _explained(key: str, outcome: Outcome) -> bool:
    """Tell whether an outcome is of the target that was asked for, "" being every target."""
    return not key or outcome.mapping.target.key == key


def _fails(done: Previewed) -> bool:
    """Tell whether a value is an error, which fails the whole object."""
    return any(outcome.why is Why.ERROR for one in done.previews for outcome in one.outcomes)
