"""What others read of our formats, written from their documentation and not from our writers."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import jsonschema
from junitparser import JUnitXml

_SARIF = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
_POSITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["line", "column"],
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
}
_RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start", "end"],
    "properties": {"start": _POSITION, "end": _POSITION},
}
_SPAN = {"type": "object", "required": ["begin"], "additionalProperties": False}

GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        **_SPAN,
                        "properties": {"begin": {"type": "integer"}, "end": {"type": "integer"}},
                    },
                    "positions": {
                        **_SPAN,
                        "properties": {"begin": _POSITION, "end": _POSITION},
                    },
                },
            },
        },
    },
}
"""GitLab's page `ci/testing/code_quality`: the fields of a report, the words for severity, no `./`.

GitLab's own `codeclimate.json` asks for four of these fields only and closes nothing."""

RDJSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["message", "location", "severity", "code", "suggestions"],
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["path", "range"],
                        "properties": {"path": {"type": "string"}, "range": _RANGE},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value"]},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["range", "text"],
                            "properties": {"range": _RANGE, "text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}
"""reviewdog's `proto/rdf/reviewdog.proto`, of which its JSON schema is made: closed here."""


class Note(NamedTuple):
    """An annotation as a reader understands it."""

    kind: str
    properties: dict[str, str]
    message: str


@cache
def _validator() -> Any:
    schema = json.loads(_SARIF.read_text("utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def sarif(text: str) -> Any:
    """Return the run of a log that OASIS' schema and GitHub's page take."""
    log = json.loads(text)
    _validator().validate(log)
    (run,) = log["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["id"]
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]
        assert "primaryLocationLineHash" not in result["partialFingerprints"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    return run


def gitlab(text: str) -> Any:
    """Return the issues of a Code Quality report."""
    issues = json.loads(text)
    jsonschema.Draft202012Validator(GITLAB).validate(issues)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    return issues


def rdjson(text: str) -> Any:
    """Return the diagnostics of reviewdog's format."""
    result = json.loads(text)
    jsonschema.Draft202012Validator(RDJSON).validate(result)
    return result["diagnostics"]


def junit(text: str) -> Any:
    """Return the suites, of which the counts are right."""
    read = JUnitXml.fromstring(text.encode())
    root = ET.fromstring(text)  # noqa: S314 (our own)
    for suite in root:
        cases = suite.findall("testcase")
        counted = [len(cases), len(suite.findall("*/failure")), len(suite.findall("*/error"))]
        assert [suite.get(key) for key in ("tests", "failures", "errors")] == list(
            map(str, counted)
        )
    return list(read)


def github(text: str) -> list[Note]:
    """Return annotations, read as GitHub's runner reads commands."""
    notes = []
    for line in text.splitlines():
        found = re.fullmatch(r"::(error|warning|notice) (.*?)::(.*)", line)
        assert found, line
        pairs = [pair.partition("=") for pair in found[2].split(",")]
        properties = {key: _unescaped(value, _GITHUB) for key, _, value in pairs}
        notes.append(Note(found[1], properties, _unescaped(found[3], _GITHUB)))
    return notes


def azure(text: str) -> list[Note]:
    """Return the issues of Azure's logging commands; other lines are of the log."""
    notes = []
    for line in text.splitlines():
        if not line.startswith("##"):
            continue
        found = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        assert found, line
        pairs = [pair.partition("=") for pair in found[1].split(";") if pair]
        properties = {key: _unescaped(value, _AZURE) for key, _, value in pairs}
        notes.append(Note(properties["type"], properties, _unescaped(found[2], _AZURE)))
    return notes


_GITHUB = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_AZURE = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}


def _unescaped(text: str, signs: dict[str, str]) -> str:
    return re.sub("|".join(signs), lambda found: signs[found[0]], text)


def in_bytes(text: str, position: dict[str, int]) -> int:
    """Return the offset in UTF-8 of a line and a column, which counts bytes from one."""
    before = text.encode().split(b"\n")[: position["line"] - 1]
    return sum(len(line) + 1 for line in before) + position["column"] - 1


def suggested(text: str, suggestion: dict[str, Any]) -> str:
    """Return a text with a suggestion of reviewdog's in it."""
    whole, new = text.encode(), str(suggestion["text"])
    start, end = (in_bytes(text, suggestion["range"][side]) for side in ("start", "end"))
    return (whole[:start] + new.encode() + whole[end:]).decode()


def between(text: str, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return what stands between two lines and columns, which count characters from one."""
    lines = text.split("\n")
    first, last = (
        sum(len(line) + 1 for line in lines[: at[0] - 1]) + at[1] - 1 for at in (start, end)
    )
    return text[first:last]
