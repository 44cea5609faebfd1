"""`mapping-dsl preview`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

import click

from mapping_dsl.api.preview import Previewed, created, preview_files
from mapping_dsl.api.project import project
from mapping_dsl.catalog import paths
from mapping_dsl.catalog.lookup import near
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.preview.outcome import Outcome, Why
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import preview_json, preview_text
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.preview_words import assumptions, concise, titles
from mapping_dsl.report.revealed import revealed


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
@click.option(
    "--explain",
    multiple=True,
    is_flag=False,
    flag_value="",
    metavar="[TARGET]",
    help="Show each step.",
)
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
    explain: tuple[str, ...],
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
        project(config, env, param, path),
        kind=kind,
        instead=instead,
        assigned=not unassigned,
        missing_is_absent=missing_is_absent,
    )
    say_findings(done.findings, err=True)
    if not done.whole:
        click.echo("not previewed: the mapping cannot be read whole", err=True)
        context.exit(1)
    picked = _picked(explain, done.previews)
    failed = bool(done.findings) or _fails(done)
    if scim:
        failed |= _say_bodies(done)
    elif output_format == "json":
        say(dump([preview_json.encode(one, picked) for one in done.previews]))
    elif output_format == "concise":
        say(concise(done.previews))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        say(preview_text.render(done.previews, width=width, colour=coloured(), explained=picked))
    if scim or output_format == "concise":
        for assumption in assumptions(done.previews):
            click.echo(assumption, err=True)
    context.exit(1 if failed else 0)


def _say_bodies(done: Previewed) -> bool:
    """Print the bodies, and why some are null; tell whether one is for lack of knowledge."""
    bodies = created(done)
    for title, one in zip(titles(done.previews), bodies, strict=True):
        if one.refused:
            click.echo(f"{title}: no body: {revealed(str(one.refused))}", err=True)
    found = [one.body for one in bodies]
    say(dump(found[0] if len(found) == 1 else found))
    return any(one.refused and one.refused.verb is Verb.UNKNOWN for one in bodies)


def _picked(
    explain: tuple[str, ...], previews: Sequence[Preview]
) -> Callable[[Outcome], bool] | None:
    """Return what picks the targets that were asked for, "" being every target.

    Raises ToolError for one that no row maps.
    """
    if not explain:
        return None
    names = {o.mapping.target.key: o.target.name for p in previews for o in p.outcomes}
    for target in explain:
        if target and paths.key(target) not in names:
            meant = near(target, map(paths.shorten, names.values()))
            hint = f"; did you mean `{meant}`?" if meant else ""
            raise ToolError(f"--explain {target}: no row that could be read maps it{hint}")
    keys = set(map(paths.key, explain))
    return lambda outcome: "" in keys or outcome.mapping.target.key in keys


def _fails(done: Previewed) -> bool:
    """Tell whether a value is an error, which fails the whole object."""
    return any(outcome.why is Why.ERROR for one in done.previews for outcome in one.outcomes)
