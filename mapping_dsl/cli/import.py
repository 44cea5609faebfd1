"""`mapping-dsl import`."""  # noqa: N999 (a file is called as its command)

from __future__ import annotations

import sys

import click

from mapping_dsl.api.importing import Imported, import_schema, verify
from mapping_dsl.cli.terminal import say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import is_same, read_bytes, replace
from mapping_dsl.findings import Severity


@click.command("import")
@click.argument("path", metavar="FILE")
@click.option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
@click.option("--verify", "verified", is_flag=True, help="Compile it again and compare.")
@click.pass_context
def command(context: click.Context, path: str, output: str | None, verified: bool) -> None:
    """Make a mapping of a schema that was exported from Entra; `-` is standard input.

    FILE holds a whole schema, a template, one object mapping or a list of attribute mappings. What
    a mapping cannot say is listed in comments, and only `compile --into` that schema keeps it.
    """
    if output and path != "-" and is_same(output, path):
        raise ToolError(f"{output}: is the schema itself, which would be lost")
    done = import_schema(_standard_input() if path == "-" else read_bytes(path), path)
    if output:
        replace(output, done.text)
    else:
        say(done.text)
    say_findings(done.findings, err=True)
    equal = not verified or _is_equal(done, path)
    wrong = any(finding.severity is Severity.ERROR for finding in done.findings)
    context.exit(1 if wrong or not equal else 0)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ToolError("standard input is closed")
    return sys.stdin.buffer.read()


def _is_equal(done: Imported, path: str) -> bool:
    """Compile the mapping, tell what differs, and whether nothing does."""
    found = verify(done)
    for difference in found:
        click.echo(
            f"{path}: differs at {difference.pointer or 'the whole'}: {difference.text}", err=True
        )
    if not found:
        rows = sum(len(b.mappings) for r in done.read.mapping.rules for b in r.object_mappings)
        click.echo(f"verified: {rows} rows compile to what {path} says", err=True)
    return not found
