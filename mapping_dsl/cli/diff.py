"""`mapping-dsl diff`."""

from __future__ import annotations

import sys
from typing import Any

import click

from mapping_dsl.api import accepted
from mapping_dsl.api.comparison import Comparison
from mapping_dsl.api.diff import Report, diff
from mapping_dsl.api.versions import Choice
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import paint, say, say_findings
from mapping_dsl.diff.change import Risk

_NEVER = "never"
_LEVELS = (Risk.IDENTITY.value, Risk.ACCESS.value, Risk.VALUE.value, _NEVER)


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default=Risk.VALUE.value,
    show_default=True,
    help="Exit with 1 from this class on.",
)
@click.option("--accept", metavar="FILE", help="Changes that are intended, a line each.")
@click.option("--portal", is_flag=True, help="Print the clicks in the portal that make the change.")
@output_format("text", "concise", "json")
@reading
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str | None,
    fail_on: str,
    accept: str | None,
    portal: bool,
    output_format: str,
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """Say what changed, how risky it is, and in which order to go on.

    OLD and NEW are each a mapping, a folder, `preset:NAME` or `git:REF[:PATH]`. Without NEW, a path
    is compared with what HEAD has of it, and `git:REF[:PATH]` with the work tree.
    """
    intended = tuple(accepted.read(accept)) if accept else ()
    report = diff(old, new, Choice(config, env, param), intended)
    if portal:
        _print_clicks(report)
    else:
        _print(report, output_format)
    for unused in report.unused:
        click.echo(f"{accept}:{unused.line}: fits no change, and can be removed", err=True)
    for one in report.comparisons:
        say_findings(one.failures, err=True)
    if report.crashes:
        if context.find_root().params.get("debug"):
            import traceback

            for crash in report.crashes:
                traceback.print_exception(crash, file=sys.stderr)
        context.exit(3)
    context.exit(1 if report.fails(None if fail_on == _NEVER else Risk(fail_on)) else 0)


def _print(report: Report, output_format: str) -> None:
    if output_format == "json":
        from mapping_dsl.report.json_text import dump

        say(dump({"comparisons": [_data(one) for one in report.comparisons]}))
        return
    from mapping_dsl.report import diff_text

    if output_format == "concise":
        say("".join(diff_text.concise(one.changes) for one in report.comparisons))
        from mapping_dsl.report.text import concise

        say("".join(concise(one.broken) for one in report.comparisons))
        return
    shown = [one for one in report.comparisons if one.changes or len(report.comparisons) == 1]
    for one in shown:
        if not one.broken:
            lines = {change.digest: accepted.line(change) for change in one.changes}
            agreed = f"{len(one.accepted)} accepted" if one.accepted else ""
            say(diff_text.render(one.name, one.changes, lines, paint(), also=agreed) + "\n")
    for one in report.comparisons:
        say_findings(one.broken)
    changes = [change for one in report.comparisons for change in one.changes]
    total = sum(len(one.accepted) for one in report.comparisons)
    compared = [one for one in report.comparisons if not one.broken]
    same = sum(not one.changes for one in compared)
    if compared:
        say(diff_text.tally(changes, len(compared), same, total))
    if len(compared) < len(report.comparisons):
        missing = len(report.comparisons) - len(compared)
        say(f"{missing} could not be compared: mend the errors first\n")


def _data(one: Comparison) -> dict[str, Any]:
    from mapping_dsl.report.diff_json import comparison_data
    from mapping_dsl.report.diff_text import sentence
    from mapping_dsl.report.findings_json import as_data

    return comparison_data(
        one.name,
        sentence(one.changes),
        one.changes,
        [(each.change, each.reason) for each in one.accepted],
        [as_data(finding) for finding in (*one.broken, *one.failures)],
    )


def _print_clicks(report: Report) -> None:
    from mapping_dsl.diff.portal import clicks
    from mapping_dsl.report.clicks_text import render

    for one in report.comparisons:
        say_findings(one.broken)
        if one.pair and not one.broken:
            told = [*one.changes, *(each.change for each in one.accepted)]
            say(render(one.name, clicks(one.pair, told), changed=one.changed))
