"""Colour, and what goes to which stream."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

import click

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.report.text import Paint, Style, plain, render

_COLOURS: dict[Style, dict[str, Any]] = {
    Style.ERROR: {"fg": "red", "bold": True},
    Style.WARNING: {"fg": "yellow", "bold": True},
    Style.INFO: {"fg": "cyan"},
    Style.PLACE: {"bold": True},
    Style.RULER: {"fg": "blue"},
    Style.LABEL: {"fg": "blue"},
    Style.OLD: {"fg": "red"},
    Style.NEW: {"fg": "green"},
}


def coloured(stream: object = None) -> bool:
    """Tell whether a stream takes colour: NO_COLOR and FORCE_COLOR decide, else a terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    isatty = getattr(stream or sys.stdout, "isatty", None)
    return bool(isatty and isatty()) and os.environ.get("TERM") != "dumb"


def _paint(text: str, style: Style) -> str:
    return click.style(text, **_COLOURS[style])


def paint(stream: object = None) -> Paint:
    """Return what gives colour to text for a stream."""
    return _paint if coloured(stream) else plain


def say(text: str, *, err: bool = False) -> None:
    """Write text as it is, with its colours."""
    click.echo(text, nl=False, err=err, color=True)


def say_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Write findings for a person."""
    say(render(findings, paint(sys.stderr if err else sys.stdout)), err=err)


def tally(
    findings: Iterable[Finding], allowed: int, expired: int, files: int, known: int | None
) -> str:
    """Return the line that every run ends with; `known` is of a baseline, if one is in use."""
    count = dict.fromkeys(Severity, 0)
    for finding in findings:
        count[finding.severity] += 1
    told = [f"{n} {severity}{'s' * (n != 1)}" for severity, n in count.items() if n]
    where = f" in {files} files" if files != 1 else ""
    kept = f"{allowed} allowed, {expired} expired"
    kept += "" if known is None else f", {known} in the baseline"
    return f"{', '.join(told) or 'no findings'}{where}, {kept}\n"
