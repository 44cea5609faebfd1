"""`mapping-dsl diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from mapping_dsl.api import accepted
from mapping_dsl.api.comparison import Comparison
from mapping_dsl.api.diff import Report, diff
from mapping_dsl.api.versions import Choice
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.outputs import Output, Own, current, keep, output_formats, write
from mapping_dsl.cli.terminal import say, say_findings
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.findings import Finding
from mapping_dsl.report import diff_text
from mapping_dsl.report.diff_entries import CLASSES, of_change
from mapping_dsl.report.diff_text import sentence, tally
from mapping_dsl.report.entry import Entry, Run, of_findings
from mapping_dsl.report.text import Paint, render

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
@output_formats
@reading
@click.pass_context
def command(
    context: click.Context,
    old: str,
    new: str | None,
    fail_on: str,
    accept: str | None,
    portal: bool,
    outputs: tuple[Output, ...],
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,  # noqa: ARG001 (every command that reads a mapping takes it)
) -> None:
    """Say what changed, how risky it is, and in which order to go on.

    OLD and NEW are each a mapping, a folder, `preset:NAME` or `git:REF[:PATH]`. Without NEW, a path
    is compared with what HEAD has of it, and `git:REF[:PATH]` with the work tree.
    """
    keep(filter(None, (old, new, accept)), outputs)
    intended = tuple(accepted.read(accept)) if accept else ()
    report = diff(old, new, Choice(config, env, param), intended)
    if portal:
        _print_clicks(report)
    else:
        run = _run(report)
        write(outputs, run, _own(report, run.tally))
    for unused in report.unused:
        click.echo(f"{accept}:{unused.line}: {_unused(unused, intended)}", err=True)
    for one in report.comparisons:
        say_findings(one.failures, err=True)
    if report.crashes:
        if context.find_root().params.get("debug"):
            import traceback

            for crash in report.crashes:
                traceback.print_exception(crash, file=sys.stderr)
        context.exit(3)
    context.exit(1 if report.fails(None if fail_on == _NEVER else Risk(fail_on)) else 0)


def _unused(one: accepted.Acceptance, all_: Iterable[accepted.Acceptance]) -> str:
    """Return why a line accepts nothing."""
    named = (one.code, one.target, one.digest)
    first = next(each for each in all_ if (each.code, each.target, each.digest) == named)
    why = "fits no change" if first is one else f"says what line {first.line} does"
    return f"{why}, and can be removed"


def _run(report: Report) -> Run:
    changes = [change for one in report.comparisons for change in one.changes]
    return Run(
        "diff",
        tuple(entry for one in report.comparisons for entry in _entries(one)),
        CLASSES,
        _tally(report, changes),
        current(),
        _summary(report),
        complete=not report.crashes,
        headline=_headline(report, changes),
    )


def _headline(report: Report, changes: list[Change]) -> str:
    """Return what all of it does to people; first what keeps anybody from knowing."""
    missing = sum(bool(one.broken) for one in report.comparisons)
    agreed = sum(len(one.accepted) for one in report.comparisons)
    parts = [
        "a rule failed, so that nothing may be concluded" if report.crashes else "",
        f"{missing} mapping{'s' * (missing != 1)} could not be compared" if missing else "",
        sentence(changes, whole=True),
    ]
    told = "; ".join(filter(None, parts))
    return told or (f"every change is accepted ({agreed})" if agreed else _nothing(changes))


def _nothing(changes: list[Change]) -> str:
    """Return that nothing changes for anybody; where the text differs, how much that means."""
    told = dict.fromkeys(change.message for change in changes if change.risk is Risk.STYLE)
    how = f" ({next(iter(told))})" if len(told) == 1 else ""
    return f"nothing changes for people{how}"


def _summary(report: Report) -> tuple[str, ...]:
    """Return a sentence for each mapping; a lone one has its own in the headline."""
    told = [(one.name, _sentence(one)) for one in report.comparisons if len(report.comparisons) > 1]
    return tuple(f"`{name}`: {says}" for name, says in told if says)


def _entries(one: Comparison) -> Iterator[Entry]:
    yield from of_findings((*one.broken, *one.failures))
    for change in one.changes:
        acceptable = change.risk in accepted.ACCEPTABLE
        yield of_change(change, accepted.line(change) if acceptable else "")
    for each in one.accepted:
        yield of_change(each.change, reason=each.reason)


def _sentence(one: Comparison) -> str:
    return "could not be compared: mend the errors first" if one.broken else sentence(one.changes)


def _tally(report: Report, changes: list[Change]) -> str:
    """Return the line that every run ends with, and one about what was not compared."""
    compared = [one for one in report.comparisons if not one.broken]
    missing = len(report.comparisons) - len(compared)
    same = sum(not one.changes for one in compared)
    agreed = sum(len(one.accepted) for one in report.comparisons)
    told = tally(changes, len(compared), same, agreed) if compared else ""
    return told + (f"{missing} could not be compared: mend the errors first\n" if missing else "")


def _own(report: Report, told: str) -> Own:
    """Return what only `diff` has: changes with their next steps, and its schema's documents."""

    def text(paint: Paint) -> str:
        shown = [one for one in report.comparisons if one.changes or len(report.comparisons) == 1]
        changed = "".join(_text(one, paint) for one in shown if not one.broken)
        return changed + render(_broken(report), paint) + told

    def whole(_: Paint) -> str:
        from mapping_dsl.report.json_text import dump

        return dump({"comparisons": [_data(one) for one in report.comparisons]})

    def lines(_: Paint) -> str:
        from mapping_dsl.report.json_text import dump_lines

        documents = map(_data, report.comparisons)
        return dump_lines(
            {"mapping": one["mapping"], **each}
            for one in documents
            for each in (*one["findings"], *one["changes"])
        )

    return {"text": text, "json": whole, "json-lines": lines}


def _text(one: Comparison, paint: Paint) -> str:
    lines = {change.digest: accepted.line(change) for change in one.changes}
    agreed = f"{len(one.accepted)} accepted" if one.accepted else ""
    return diff_text.render(one.name, one.changes, lines, paint, also=agreed) + "\n"


def _broken(report: Report) -> Iterator[Finding]:
    return (finding for one in report.comparisons for finding in one.broken)


def _data(one: Comparison) -> dict[str, Any]:
    from mapping_dsl.report.diff_json import comparison_data
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
    from mapping_dsl.report import clicks_text

    for one in report.comparisons:
        say_findings(one.broken)
        if one.pair and not one.broken:
            told = [*one.changes, *(each.change for each in one.accepted)]
            say(clicks_text.render(one.name, clicks(one.pair, told), changed=one.changed))
