"""Tests as JUnit's XML: a suite for each file, a case for each test and each other finding."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from mapping_dsl.findings import Finding
from mapping_dsl.report import junit
from mapping_dsl.report.entry import of_findings
from mapping_dsl.report.excerpt import visible
from mapping_dsl.report.paths import Paths
from mapping_dsl.spec.run import Ran

_NOT_PASSED = {False: ("failure", "it fails"), None: ("error", "nobody can tell whether it holds")}


def render(ran: Iterable[Ran], others: Iterable[Finding], paths: Paths) -> str:
    """Return the document; a test that nobody can decide is an error, which is no pass either.

    `others` are the findings that are not of a test.
    """
    root = Element("testsuites", {"name": "mapping-dsl test"})
    cases: dict[str, list[Element]] = {}
    for one in ran:
        path = visible(paths.in_repository(one.source.path))
        cases.setdefault(path, []).append(_case(path, one))
    for entry in of_findings(others):
        path = visible(paths.in_repository(entry.place.source.path))
        cases.setdefault(path, []).append(junit.case(path, entry))
    for path, each in cases.items():
        junit.suite(root, path, each)
    return junit.whole(root)


def _case(path: str, ran: Ran) -> Element:
    case = Element("testcase", {"name": visible(ran.test.title.value), "classname": path})
    if not ran.passed:
        tag, message = _NOT_PASSED[ran.passed]
        told = of_findings(ran.findings)
        message = "; ".join(visible(entry.message) for entry in told) or message
        text = "\n".join(junit.text_of(path, entry) for entry in told)
        SubElement(case, tag, {"message": message, "type": tag}).text = text
    return case
