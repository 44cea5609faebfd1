"""Entries as logging commands of Azure Pipelines.

Columns are characters (code points), as Microsoft's page of logging commands names no unit. Azure
knows errors and warnings only; an info is a line of the log.
"""

from __future__ import annotations

from mapping_dsl.findings import Severity
from mapping_dsl.report import concise
from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.excerpt import visible


def render(run: Run) -> str:
    """Return a command for each open entry, with paths from the root of the repository."""
    return "".join(_command(entry, run) for entry in run.worst_first)


def _command(entry: Entry, run: Run) -> str:
    finding = entry.finding
    if finding.severity is Severity.INFO:
        return concise.line(entry)
    line, column = entry.place.ends[0]
    properties = {
        "type": finding.severity.value,
        "sourcepath": visible(run.paths.in_repository(entry.place.source.path)),
        "linenumber": line,
        "columnnumber": column,
        "code": finding.code,
    }
    told = "".join(f"{name}={_property(str(value))};" for name, value in properties.items())
    message = _data("\n".join(map(visible, entry.lines)))
    return f"##vso[task.logissue {told}]{message}\n"


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")
