"""Entries as JUnit's XML: a suite for each file, a case for each entry.

An info is a case that passes; a rule that failed is an error, which is not a failure. Only what
Jenkins' schema knows is written, so the place stands in the text.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mapping_dsl.findings import Severity
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.excerpt import visible


def render(run: Run) -> str:
    """Return the document; a run that found nothing is one case that passes."""
    name = f"mapping-dsl {run.command}"
    root = Element("testsuites", {"name": name})
    by_file: dict[str, list[Entry]] = {}
    for entry in run.open:
        path = visible(run.paths.in_repository(entry.place.source.path))
        by_file.setdefault(path, []).append(entry)
    for path, entries in by_file.items():
        suite(root, path, [case(path, entry) for entry in entries])
    if not by_file:
        suite(root, name, [Element("testcase", {"name": run.command, "classname": name})])
    return whole(root)


def whole(root: Element) -> str:
    """Return the document of an element."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def suite(root: Element, name: str, cases: list[Element]) -> None:
    """Add a suite of cases, counted."""
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    SubElement(root, "testsuite", {"name": name, **counts}).extend(cases)


def case(path: str, entry: Entry) -> Element:
    """Return an entry as a case."""
    finding = entry.finding
    about = f" {finding.subject}" if finding.subject else ""
    name = visible(f"{finding.code} {finding.slug}{about}")
    made = Element("testcase", {"name": name, "classname": path})
    if finding.severity is Severity.INFO:
        SubElement(made, "system-out").text = text_of(path, entry)
    else:
        tag = "error" if finding.code == RULE_CRASHED.code else "failure"
        about_it = {"message": visible(entry.message), "type": entry.group}
        SubElement(made, tag, about_it).text = text_of(path, entry)
    return made


def text_of(path: str, entry: Entry) -> str:
    """Return where an entry is, what is the matter, and what to do about it."""
    line, column = entry.place.ends[0]
    return "\n".join((f"{path}:{line}:{column}", *map(visible, entry.lines)))
