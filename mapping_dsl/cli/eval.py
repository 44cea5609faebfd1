"""`mapping-dsl eval`."""

from __future__ import annotations

import shutil
import sys

import click

from mapping_dsl.api.eval import evaluate_text
from mapping_dsl.cli.options import output_format
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.evaluate.result import Failed
from mapping_dsl.files import decoded
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.preview_json import encode_evaluation
from mapping_dsl.report.trace_text import render_trace


@click.command("eval")
@click.argument("expression", default="-")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--user", metavar="FILE", help="A record, as Graph has it.")
@click.option("--absent", multiple=True, metavar="NAME", help="An attribute without a value.")
@click.option("--missing-is-absent", is_flag=True, help="What is not given is empty in Entra.")
@output_format("text", "json")
@click.pass_context
def command(
    context: click.Context,
    expression: str,
    values: tuple[str, ...],
    user: str | None,
    absent: tuple[str, ...],
    missing_is_absent: bool,
    output_format: str,
) -> None:
    """Evaluate one expression, with each step; `-` or nothing reads it from standard input."""
    text = decoded(sys.stdin.buffer.read(), "standard input") if expression == "-" else expression
    done = evaluate_text(text, user, values, absent=absent, missing_is_absent=missing_is_absent)
    if done.findings:
        say_findings(done.findings, err=True)
    if done.trace is None:
        context.exit(1)
    if output_format == "json":
        say(dump(encode_evaluation(done.trace)))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        say(render_trace(done.trace, width=width, colour=coloured()))
    context.exit(1 if isinstance(done.trace.result, Failed) else 0)
