"""What the service may write on its own into a document, and the digest of all that is left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from mapping_dsl.json_spans import step, steps

Json = Any
"""A value of JSON."""

_DIGITS = 8
_DEFAULTS = (
    None, False, 0, "",
    "FlowWhenChanged", "Always", "String", "ReadWrite", "Attribute", "Add, Update, Delete",
)  # fmt: skip
"""What a property is that nobody set (CSDL of 2026-08)."""
_UNORDERED = ("metadata", "referencedObjects")
_OF_A_DIRECTORY = ("discoverabilities", "discoveryDateTime", "id", "objects", "version")
"""What the service finds out, and definitions: a mapping that is merged adds to them."""


def is_default(key: str, value: Json) -> bool:
    """Tell whether a property is as Graph has it where nobody set it."""
    if key == "enabled":
        return value is True
    if isinstance(value, list | dict):
        return not value
    return any(value == one and type(value) is type(one) for one in _DEFAULTS)


def is_text(key: str, source: Mapping[str, Json]) -> bool:
    """Tell whether a member is the printed form of what stands beside it as a tree."""
    return key == "expression" and source.get("type") in ("Attribute", "Function")


def digest(value: Json, pointer: str) -> str:
    """Return 8 hexadecimal digits that stand for what is at a pointer of a schema.

    The order of keys, defaults and printed expressions do not count; nor, in a directory, what the
    service finds out, and definitions. Empty for nothing, and for what is
    nested too deeply.
    """
    above = steps(pointer)[-2:-1]
    if above == ["directories"] and isinstance(value, dict):
        value = {key: one for key, one in value.items() if key not in _OF_A_DIRECTORY}
    try:
        usual = _usual(value, pointer)
        text = json.dumps(usual, sort_keys=True, default=str)
    except RecursionError:
        return ""
    if usual == {}:
        return ""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _usual(value: Json, at: str) -> Json:
    """Return a value without what counts as equal; `at` is its pointer."""
    if isinstance(value, dict):
        return {
            key: _usual(one, at + step(key))
            for key, one in value.items()
            if not ("@odata." in key or is_text(key, value) or is_default(key, one))
        }
    if isinstance(value, list):
        items = [_usual(one, f"{at}/0") for one in value]
        ordered = steps(at)[-1:] and steps(at)[-1] not in _UNORDERED
        return items if ordered else sorted(items, key=lambda item: json.dumps(item, default=str))
    return value
