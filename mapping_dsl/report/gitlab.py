"""Entries as GitLab's Code Quality report.

Columns are characters (code points): GitLab's page names no unit and its widget shows lines only.
"""

from __future__ import annotations

from typing import Any

from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.fingerprint import fingerprints
from mapping_dsl.report.json_text import dump

_SEVERITIES = {
    "error": "critical",
    "warning": "major",
    "identity": "blocker",
    "access": "critical",
    "value": "major",
}
"""GitLab's word for a class; all others are `info`."""


def render(run: Run) -> str:
    """Return the report as JSON, with paths from the root of the repository."""
    pairs = zip(run.open, fingerprints(run), strict=True)
    return dump([_issue(entry, fingerprint, run) for entry, fingerprint in pairs])


def _issue(entry: Entry, fingerprint: str, run: Run) -> dict[str, Any]:
    finding = entry.finding
    begin, end = entry.place.ends
    return {
        "description": f"{finding.code}: {entry.message}",
        "check_name": finding.slug,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES.get(entry.group, "info"),
        "location": {
            "path": run.paths.in_repository(entry.place.source.path),
            "lines": {"begin": begin[0], "end": end[0]},
            "positions": {"begin": _position(*begin), "end": _position(*end)},
        },
    }


def _position(line: int, column: int) -> dict[str, int]:
    return {"line": line, "column": column}
