"""`mapping-dsl compile`."""

from __future__ import annotations

import click

from mapping_dsl.api.compile import TARGETS, Compiled, Into, compile_mapping, source_map
from mapping_dsl.api.project import project
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.terminal import say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import is_same, put
from mapping_dsl.report.excerpt import visible
from mapping_dsl.targets.entra.changes import Unmanaged

_ERRORS = "the mapping has errors"
_UNMERGED = "the mapping cannot be merged"
_UNKNOWN = "it lists rows or scopes without saying what they are"
_LOST = "the schema that it was imported from has more: compile `--into` it"


@click.command("compile")
@click.argument("path")
@click.option("--to", type=click.Choice(list(TARGETS)), required=True, help="The target system.")
@click.option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
@click.option("--into", metavar="FILE", help="Merge into this schema, as exported from Entra.")
@click.option(
    "--unmanaged",
    type=click.Choice([one.value for one in Unmanaged]),
    help="What to do with rows, scopes and actions that PATH's blocks say nothing of; blocks that "
    "PATH does not have are left alone.  [default: fail]",
)
@click.option("--source-map", metavar="FILE", help="Write where each part comes from there.")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str,
    to: str,
    output: str | None,
    into: str | None,
    unmanaged: str | None,
    source_map: str | None,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Compile a mapping to Entra's synchronization schema or to the Webex transform.

    With --into, the schema of a tenant is changed in what the mapping says, and in no other byte;
    -o may be that file itself. A file that would not change is not touched. A mapping with error
    findings is not compiled: nothing is written, the exit code is 1.
    """
    _check(path, to, output, into, unmanaged, source_map)
    live = Into(into, Unmanaged(unmanaged or "fail")) if into else None
    compiled = compile_mapping(path, to, project(config, env, param, path), today, live)
    say_findings(compiled.findings, err=True)
    if compiled.content is None:
        say_findings(compiled.report.errors, err=True)
        say_findings(compiled.lost, err=True)
        lost = _LOST if to == "entra" else _UNKNOWN
        what = lost if compiled.lost else _UNMERGED if compiled.findings else _ERRORS
        click.echo(f"not compiled: {what}", err=True)
        context.exit(3 if compiled.report.crashes else 1)
    _write(compiled, to, output, source_map)
    if into:
        _say_changes(compiled, into)


def _write(compiled: Compiled, to: str, output: str | None, map_file: str | None) -> None:
    if map_file:
        put(map_file, source_map(compiled, to).encode())
    if output:
        put(output, compiled.content or b"")
    else:
        click.echo(compiled.content, nl=False)


def _say_changes(compiled: Compiled, into: str) -> None:
    for change in compiled.changes:
        about = f": {change.subject}" if change.subject else ""
        click.echo(visible(f"{change.what} {change.pointer}{about}"), err=True)
    if not compiled.changes:
        click.echo(f"no change: {into} says the same already", err=True)


def _check(
    path: str,
    to: str,
    output: str | None,
    into: str | None,
    unmanaged: str | None,
    map_file: str | None,
) -> None:
    """Refuse options that do not go together, and a file that would be lost."""
    if into and to != "entra":
        raise ToolError(f"--into {into}: only Entra's schema is merged: use `--to entra`")
    if unmanaged and not into:
        raise ToolError(f"--unmanaged {unmanaged}: goes with `--into`")
    if output and is_same(output, path):
        raise ToolError(f"{output}: is the mapping itself, which would be lost")
    named = [file for file in (path, into, output) if file]
    for one in named if map_file else ():
        if map_file and is_same(one, map_file):
            raise ToolError(f"--source-map {map_file}: is named for something else, too")
