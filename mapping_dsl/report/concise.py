"""Entries as one line each, which editors and `grep` can read."""

from __future__ import annotations

from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.excerpt import visible
from mapping_dsl.report.text import where


def render(run: Run) -> str:
    """Return a line for each open entry, with the path as it was given."""
    return "".join(map(line, run.open))


def line(entry: Entry) -> str:
    """Return one entry as one line."""
    finding = entry.finding
    return f"{where(finding.place)}: {entry.group}[{finding.code}]: {visible(finding.message)}\n"
