"""Entries as workflow commands, which GitHub shows as annotations of a pull request.

Columns are characters (code points): GitHub's documentation names no unit and shows the whole line.
It shows ten errors, warnings and notices each of a step, so the worst come first.
"""

from __future__ import annotations

from mapping_dsl.findings import Severity
from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.excerpt import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run) -> str:
    """Return a command for each open entry, with paths from the root of the repository."""
    return "".join(_command(entry, run) for entry in run.worst_first)


def _command(entry: Entry, run: Run) -> str:
    finding = entry.finding
    properties = {
        "title": f"{finding.code} {finding.slug}",
        "file": visible(run.paths.in_repository(entry.place.source.path)),
        **_position(entry),
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = _data("\n".join(map(visible, entry.lines)))
    return f"::{_COMMANDS[finding.severity]} {told}::{message}\n"


def _position(entry: Entry) -> dict[str, int]:
    """Return lines, and columns of what stands on one line: GitHub takes no others."""
    (line, column), (end_line, end_column) = entry.place.ends
    if line != end_line:
        return {"line": line, "endLine": end_line}
    return {"line": line, "col": column, "endLine": line, "endColumn": end_column}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
