"""`mapping-dsl fmt`."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from mapping_dsl.api.format import Formatted, format_files, format_source
from mapping_dsl.cli.terminal import say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import decoded, replace
from mapping_dsl.resolve.bases import PRESET
from mapping_dsl.source import Source


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], check: bool, diff: bool) -> None:
    """Format mappings in place: files and folders, by default this one; `-` is standard input.

    A file with syntax errors is left as it is, and its errors are shown.
    """
    if paths == ("-",):
        done = [format_source(Source("-", _standard_input()))]
    else:
        done = list(format_files(paths or (".",)))
    broken = [one for one in done if one.findings]
    changed = [one for one in done if one.changed]
    for one in broken:
        say_findings(one.findings, err=True)
    if diff:
        say("".join(_diff(one) for one in changed))
    elif paths == ("-",) and not check and not broken:
        say(done[0].text)
    elif not check:
        _write(changed)
    if check or diff:
        for one in changed:
            click.echo(f"would reformat {one.source.path}", err=True)
    context.exit(1 if broken or ((check or diff) and changed) else 0)


def _standard_input() -> str:
    if sys.stdin is None:
        raise ToolError("standard input is closed")
    return decoded(sys.stdin.buffer.read(), "standard input")


def _write(changed: Iterable[Formatted]) -> None:
    for one in changed:
        if one.source.path.startswith(PRESET):
            raise ToolError(
                f"{one.source.path}: presets are part of this tool and stay as they are"
            )
        replace(one.source.path, one.text)
        click.echo(f"reformatted {one.source.path}", err=True)


def _diff(one: Formatted) -> str:
    from difflib import unified_diff

    old, new = (text.splitlines(keepends=True) for text in (one.source.text, one.text))
    return "".join(unified_diff(old, new, one.source.path, f"{one.source.path} (formatted)"))
