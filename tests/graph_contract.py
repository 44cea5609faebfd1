"""Requests held to the OpenAPI document of Graph's synchronization, where that is at hand."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from graph_server import Seen

CONTRACT = (
    Path(__file__).parents[2]
    / "shared"
    / "reference"
    / "entra"
    / "graph-synchronization-openapi.json"
)
_VERSION = "/v1.0"
_SCHEMA = "microsoft.graph.synchronizationSchema"


def check(requests: list[Seen]) -> None:
    """Assert that Graph knows each request: its path, its method, the shape of its body."""
    for one in requests:
        if one.path.startswith(_VERSION) and CONTRACT.exists():
            methods = [m for path, m in _paths() if path.fullmatch(one.path.removeprefix(_VERSION))]
            assert methods, f"Graph has no {one.path}"
            assert any(one.method.lower() in known for known in methods), one
            assert one.method in ("GET", "PUT", "DELETE")
            if one.body:
                _validator().validate(json.loads(one.body))


@cache
def _document() -> Any:
    return json.loads(CONTRACT.read_text("utf-8"))


@cache
def _paths() -> list[tuple[re.Pattern[str], set[str]]]:
    """Return a pattern and the methods of each path, those without a parameter at the end first."""
    return [
        (re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(path))), set(methods))
        for path, methods in _document()["paths"].items()
    ]


@cache
def _validator() -> Any:
    schema = {
        "$ref": f"#/components/schemas/{_SCHEMA}",
        "components": _document()["components"],
    }
    return jsonschema.Draft202012Validator(schema)
