"""`mapping-dsl preview`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence

import click

from mapping_dsl.api.preview import Previewed, preview_files
from mapping_dsl.api.project import project
from mapping_dsl.catalog import paths
from mapping_dsl.catalog.lookup import near
from mapping_dsl.cli import preview_scim
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.evaluate.result import Failed
from mapping_dsl.preview.checked import violations
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.told import is_open
from mapping_dsl.report import preview_json, preview_text
from mapping_dsl.report.json_text import dump_each
from mapping_dsl.report.preview_words import assumptions, concise, title, violation
from mapping_dsl.requests.request import Dialect


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
@click.option(
    "--scim",
    type=click.Choice(["create", "update"]),
    help="Print the body of the request; in the formats json and http all requests.",
)
@click.option(
    "--current", multiple=True, metavar="FILE", help="What Webex has now, as SCIM shows it."
)
@click.option(
    "--dialect",
    type=click.Choice([dialect.value for dialect in Dialect]),
    help="How Entra writes a PATCH: without or with the flag in the tenant URL.",
)
@click.option(
    "--webex",
    multiple=True,
    metavar="FILE",
    help="Show how the records meet this SCIM listing; with `--scim` the users that Webex has.",
)
@click.option("--unassigned", is_flag=True, help="As if the app were not assigned to them.")
@click.option("--missing-is-absent", is_flag=True, help="What a record lacks is empty in Entra.")
@output_format("text", "concise", "json", "http")
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
    current: tuple[str, ...],
    dialect: str | None,
    webex: tuple[str, ...],
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
    line for each record. `--scim create` is what Entra sends to users that it does not manage yet,
    `--scim update` what it sends to those that it manages, which `--current` names. A listing of
    several pages is several files, or a list of them.

    Exits with 1 for an error in the mapping; else with 3 if something that was asked is not known,
    with 1 for a value that is an error or that Webex has no room for, and for a Webex object that
    is in the way. That is so in every format.
    """
    asked = preview_scim.Asked(scim, current, webex, Dialect(dialect) if dialect else None, kind)
    preview_scim.check(asked, output_format)
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
    picked = _picked(explain, done.previewers)
    shown = _Shown(done, asks=not scim and not webex)
    width = shutil.get_terminal_size((80, 24)).columns
    if scim:
        done = shown.watched()
        shown.add(preview_scim.say_requests(done, asked, output_format, shown.judge))
    elif webex:
        done = shown.watched()
        shown.add(preview_scim.say_meetings(done, asked, width, output_format, shown.judge))
    elif output_format == "json":
        _say_each(preview_json.encode(one, picked) for one in shown)
    elif output_format == "concise":
        for one in shown:
            say(concise(one, several=done.several))
    else:
        say(preview_text.render(list(shown), width=width, colour=coloured(), explained=picked))
    if scim or webex or output_format == "concise":
        for told in (*shown.wrong, *shown.assumed):
            click.echo(told, err=True)
    context.exit(1 if done.findings else shown.code)


class _Shown:
    """Previews on their way out, one by one; what is wrong and what is open is known at their end.

    `asks` tells whether they themselves are asked for, and not what Webex has to do with them: of
    whoever is skipped there, nothing can be wrong.
    """

    def __init__(self, done: Previewed, *, asks: bool) -> None:
        self.done = done
        self.asks = asks
        self.codes: set[int] = set()
        self.wrong: dict[str, None] = {}
        self.assumed: dict[str, None] = {}

    @property
    def code(self) -> int:
        """The exit code: 3 for what is not known, or else 1 for what is wrong."""
        return max(self.codes, default=0)

    def add(self, codes: Iterable[int]) -> None:
        """Take note of exit codes."""
        self.codes |= set(codes)

    def watched(self) -> Previewed:
        """Return the same with the previews that this one has an eye on."""
        return self.done.but(previews=iter(self))

    def __iter__(self) -> Iterator[Preview]:
        for one in self.done.previews:
            if self.asks:
                self.judge(one)
                self.add([3] if is_open(one) else [])
            self.assumed |= dict.fromkeys(assumptions(one))
            yield one

    def judge(self, one: Preview) -> None:
        """Take note of what is wrong with the values of a record."""
        found = violations(one)
        if found or any(isinstance(outcome.result, Failed) for outcome in one.outcomes):
            self.codes.add(1)
        name = title(one, several=self.done.several)
        self.wrong |= dict.fromkeys(f"{name}: {violation(each)}" for each in found)


def _say_each(items: Iterable[object]) -> None:
    """Print a list as JSON, item by item."""
    for text in dump_each(items):
        say(text)


def _picked(
    explain: tuple[str, ...], previewers: Sequence[Previewer]
) -> Callable[[Outcome], bool] | None:
    """Return what picks the targets that were asked for, "" being every target.

    Raises ToolError for one that no row maps.
    """
    if not explain:
        return None
    names = {paths.key(target.name): target.name for p in previewers for target in p.targets}
    for target in explain:
        if target and paths.key(target) not in names:
            meant = near(target, map(paths.shorten, names.values()))
            hint = f"; did you mean `{meant}`?" if meant else ""
            raise ToolError(f"--explain {target}: no row that could be read maps it{hint}")
    keys = set(map(paths.key, explain))
    return lambda outcome: "" in keys or outcome.mapping.target.key in keys
