"""Findings as JSON: every field, with lines and columns counted from one in characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapping_dsl.findings import Finding, Place
from mapping_dsl.report.json_text import dump
from mapping_dsl.source import Span


def as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as `schemas/findings.schema.json` describes it."""
    return {
        "code": finding.code,
        "rule": finding.slug,
        "severity": finding.severity.value,
        "message": finding.message,
        "subject": finding.subject or None,
        "location": location(finding.place),
        "labels": [{"text": x.text, "location": location(x.place)} for x in finding.labels],
        "help": finding.help or None,
        "fix": finding.fix
        and {
            "title": finding.fix.title,
            "safe": finding.fix.safe,
            "edits": [{"text": e.text, "location": location(e.place)} for e in finding.fix.edits],
        },
    }


def location(place: Place) -> dict[str, Any]:
    """Return a place: its file, its two ends, and their offsets."""
    return {
        "path": place.source.path,
        "start": _point(place, place.span.start),
        "end": _point(place, place.span.end),
        "span": list(Span(*place.span)),
    }


def _point(place: Place, offset: int) -> dict[str, int]:
    line, column = place.source.line_column(offset)
    return {"line": line, "column": column}


def document(
    findings: Iterable[Finding], allowed: int, expired: int, known: int | None = None
) -> str:
    """Return a whole run as JSON text; `known` is of a baseline, if one is in use."""
    data = {
        "findings": [as_data(finding) for finding in findings],
        "allowed": allowed,
        "expired": expired,
        **({} if known is None else {"baseline": known}),
    }
    return dump(data)
