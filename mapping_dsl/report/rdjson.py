"""Entries as reviewdog's diagnostics (rdjson), with fixes as suggestions.

Columns are bytes of UTF-8 and ends are exclusive, as its schema says. Paths are from the working
folder: reviewdog puts that folder's own path in front of them.
"""

from __future__ import annotations

from typing import Any

from mapping_dsl.findings import Fix, Severity
from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.json_text import dump
from mapping_dsl.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run) -> str:
    """Return a `DiagnosticResult` as JSON."""
    diagnostics = [_diagnostic(entry, run) for entry in run.open]
    return dump({"source": {"name": "mapping-dsl"}, "diagnostics": diagnostics})


def _diagnostic(entry: Entry, run: Run) -> dict[str, Any]:
    finding = entry.finding
    source, span = entry.place.source, entry.place.span
    path = run.paths.from_here(source.path)
    return {
        "message": "\n".join(entry.lines),
        "location": {"path": path, "range": _range(source, *span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
        "suggestions": _suggestions(source, finding.fix) if finding.fix else [],
    }


def _suggestions(source: Source, fix: Fix) -> list[dict[str, Any]]:
    """Return a fix as one suggestion, as each is taken on its own; none if it is of other files.

    What stands between its edits is in the suggestion, unchanged.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.place.span)
    if any(edit.place.source is not source for edit in edits):
        return []
    start = at = edits[0].place.span.start
    text = ""
    for edit in edits:
        text += source.text[at : edit.place.span.start] + edit.text
        at = edit.place.span.end
    return [{"range": _range(source, start, at), "text": text}]


def _range(source: Source, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(source, start), "end": _position(source, end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.line_column(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
