"""Entries as SARIF 2.1.0, with what GitHub code scanning requires.

Columns are characters (code points): `columnKind` says so, and it is what a reader that does not
look has to assume (oasis-tcs/sarif-spec, issue 188). GitHub makes the fingerprint that it goes by
itself and warns about another one, so ours has a key of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from mapping_dsl import __version__
from mapping_dsl.findings import Edit, Fix, Label, Place, Severity
from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.fingerprint import fingerprints
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.pages import RULES, markdown_page, rule_page
from mapping_dsl.report.paths import Paths, is_absolute
from mapping_dsl.resolve.bases import PRESET
from mapping_dsl.rule import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "mappingDslSubject/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {**_LEVELS, Severity.INFO: "recommendation"}
"""GitHub's words for how bad a rule's findings are."""

_LONGEST = 1024
_SECTION = re.compile(r"^(?:\w+:$|Next: )", re.MULTILINE)
"""Where a page goes on with examples and steps."""


def render(run: Run) -> str:
    """Return a log of one run; paths are URIs from the root of the repository."""
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(run)]})


def _run(run: Run) -> dict[str, Any]:
    codes = sorted({entry.finding.code for entry in run.open})
    prints = fingerprints(run)
    return {
        "tool": {
            "driver": {
                "name": "mapping-dsl",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(RULES[code]) for code in codes],
            }
        },
        "automationDetails": {"id": f"mapping-dsl/{run.command}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [{"executionSuccessful": run.complete}],
        "results": [
            _result(entry, codes.index(entry.finding.code), found, run.paths)
            for entry, found in zip(run.open, prints, strict=True)
        ],
        "properties": {"tally": run.tally.rstrip("\n")},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(_SECTION.split(rule.page)[0].split())[:_LONGEST]},
        "help": {"text": rule_page(rule), "markdown": markdown_page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEMS[rule.severity]},
    }


def _result(entry: Entry, index: int, fingerprint: str, paths: Paths) -> dict[str, Any]:
    finding = entry.finding
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(entry.lines)},
        "locations": [_location(entry.place, paths)],
        "relatedLocations": [_related(label, paths) for label in finding.labels],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {"class": entry.group, "subject": finding.subject},
    }
    fix = finding.fix
    if fix is None or any(edit.place.source.home for edit in fix.edits):
        return made
    return {**made, "fixes": [_fix(fix, paths)]}


def _location(place: Place, paths: Paths) -> dict[str, Any]:
    artifact = _artifact(place.source.path, paths)
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(place)}}


def _related(label: Label, paths: Paths) -> dict[str, Any]:
    return {**_location(label.place.in_file, paths), "message": {"text": label.text}}


def _artifact(path: str, paths: Paths) -> dict[str, str]:
    """Return a file's URI from the root, or a whole one of what lies outside or in no file."""
    address = paths.in_repository(path)
    if address.startswith(PRESET):
        return {"uri": PRESET + quote(address.removeprefix(PRESET))}
    if is_absolute(address):
        return {"uri": f"file:///{quote(address.lstrip('/'), safe='/:')}"}
    return {"uri": quote(address), "uriBaseId": _ROOT}


def _region(place: Place) -> dict[str, int]:
    (line, column), (end_line, end_column) = place.ends
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _fix(fix: Fix, paths: Paths) -> dict[str, Any]:
    return {
        "description": {"text": fix.title},
        "artifactChanges": list(_changes(fix.edits, paths)),
    }


def _changes(edits: Iterable[Edit], paths: Paths) -> list[dict[str, Any]]:
    """Return the edits by file."""
    files: dict[str, list[dict[str, Any]]] = {}
    for edit in edits:
        replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}
        files.setdefault(edit.place.source.path, []).append(replacement)
    return [
        {"artifactLocation": _artifact(path, paths), "replacements": of}
        for path, of in files.items()
    ]
