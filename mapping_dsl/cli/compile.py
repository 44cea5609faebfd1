"""`mapping-dsl compile`."""

from __future__ import annotations

import click

from mapping_dsl.api.compile import TARGETS, compile_mapping
from mapping_dsl.api.project import project
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.terminal import say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import is_same, replace

_ERRORS = "the mapping has errors"
_LOST = "the schema that it was imported from has more; delete the comments that say so to lose it"


@click.command("compile")
@click.argument("path")
@click.option("--to", type=click.Choice(list(TARGETS)), required=True, help="The target system.")
@click.option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
@reading
@click.pass_context
def command(
    context: click.Context,
    path: str,
    to: str,
    output: str | None,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Compile a mapping to Entra's synchronization schema or to the Webex transform.

    A mapping with error findings is not compiled: nothing is written, the exit code is 1.
    """
    if output and is_same(output, path):
        raise ToolError(f"{output}: is the mapping itself, which would be lost")
    compiled = compile_mapping(path, to, project(config, env, param, path), today)
    if compiled.text is None:
        say_findings(compiled.report.errors, err=True)
        say_findings(compiled.lost, err=True)
        errors = bool(compiled.report.errors)
        click.echo(f"not compiled: {_ERRORS if errors else _LOST}", err=True)
        context.exit(3 if compiled.report.crashes else 1)
    if output:
        replace(output, compiled.text)
    else:
        say(compiled.text)
