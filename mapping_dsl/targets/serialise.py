"""JSON as it is written to files: the same document always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mapping_dsl.evaluate.depth import room


def to_json(document: Mapping[str, object]) -> str:
    """Write a document with its keys in the order they are in, and a newline at the end."""
    with room(_levels(document)):
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _levels(document: object) -> int:
    """Return how deep a document is, which for an expression is three levels a call."""
    level, levels = [document], 0
    while level:
        level = [part for whole in level for part in _parts(whole)]
        levels += 1
    return levels


def _parts(whole: object) -> list[object]:
    match whole:
        case dict():
            return list(whole.values())
        case list():
            return whole
        case _:
            return []
