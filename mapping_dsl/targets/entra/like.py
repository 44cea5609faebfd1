"""What is new in a live document, with the keys that its neighbours have, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mapping_dsl.json_spans import Node
from mapping_dsl.targets.entra.same import constant_kind

_DEFAULTS: Mapping[str, Any] = {
    "defaultValue": None,
    "exportMissingReferences": False,
    "flowBehavior": "FlowWhenChanged",
    "flowType": "Always",
    "matchingPriority": 0,
    "parameters": [],
    "targetOperand": None,
    "categoryFilterGroups": [],
    "groups": [],
    "inputFilterGroups": [],
    "anchor": False,
    "caseExact": False,
    "multivalued": False,
    "mutability": "ReadWrite",
    "required": False,
    "apiExpressions": [],
    "metadata": [],
    "referencedObjects": [],
}
"""Graph's defaults (CSDL of 2026-08), by key: a key means the same wherever it stands."""

_CONSTANT = "Constant"


def keys(neighbours: Iterable[Node]) -> tuple[str, ...]:
    """Return the keys of the neighbours: in the order of the one that has most, the others after.

    Empty without neighbours.
    """
    found = [[member.key for member in node.members] for node in neighbours]
    fullest = max(found, key=len, default=[])
    return tuple(dict.fromkeys([*fullest, *(key for each in found for key in each)]))


def shaped(value: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """Return an object with its keys in an order.

    A key that is not in it, as no neighbour has it, is left out where it says only the default. The
    text of a source is left out likewise, where the tree says all that it does.
    """
    if not order:
        return dict(value)
    known = [key for key in order if key in value]
    others = (key for key in value if key not in order and not _says_nothing(value, key))
    return {key: value[key] for key in (*known, *others)}


def shaped_source(value: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """Return an `attributeMappingSource` and all inside it with keys in an order."""
    whole = shaped(value, order)
    waiting = [whole]
    while waiting:
        one = waiting.pop()
        entries = [
            entry | {"value": shaped(entry["value"], order)} for entry in one.get("parameters", ())
        ]
        if entries:
            one["parameters"] = entries
            waiting += (entry["value"] for entry in entries)
    return whole


def _says_nothing(value: Mapping[str, Any], key: str) -> bool:
    if key == "expression":
        text, name = value[key], value["name"]
        alike = constant_kind(text, name) == constant_kind(None, name)
        return alike or value["type"] != _CONSTANT
    return key in _DEFAULTS and bool(value[key] == _DEFAULTS[key])
