"""Tests that were run, as `schemas/tests.schema.json` describes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapping_dsl.findings import Finding, Place
from mapping_dsl.report.findings_json import as_data, location
from mapping_dsl.report.json_text import dump
from mapping_dsl.spec.coverage import Coverage
from mapping_dsl.spec.run import Ran, kind_of

_OUTCOMES = {True: "passed", False: "failed", None: "unknown"}


def document(ran: Iterable[Ran], findings: Iterable[Finding], reached: Coverage | None) -> str:
    """Return a whole run as JSON text."""
    data: dict[str, Any] = {
        "tests": [_test(one) for one in ran],
        "findings": [as_data(finding) for finding in findings],
    }
    if reached:
        data["coverage"] = {
            "branches": reached.branches,
            "reached": reached.reached,
            "percent": reached.percent,
        }
    return dump(data)


def _test(ran: Ran) -> dict[str, Any]:
    return {
        "name": ran.test.title.value,
        "object": kind_of(ran.test),
        "outcome": _OUTCOMES[ran.passed],
        "location": location(Place(ran.source, ran.test.span)),
    }
