"""Whether two pieces of Graph's JSON mean the same, however they are spelled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.json_spans import Kind, Node

_ENVIRONMENT = re.compile(r"%\w+%")
_WORD = re.compile(r"[A-Za-z_]\w*")
_ATTRIBUTE = "Attribute"  # Graph's default (CSDL of 2026-08)
_FUNCTION = "Function"
_TYPES = {_ATTRIBUTE, "Constant", _FUNCTION}
_FLOWS = {"Add", "Update", "Delete"}


def same_source(live: Node | None, ours: Mapping[str, Any] | None) -> bool:
    """Tell whether a live `attributeMappingSource` is the tree that we would write.

    The tree counts, and not the text beside it, which the service prints from the tree. Of a
    constant the text alone says whether it is a literal, a word or the environment's. What is left
    out has Graph's default; keys that we do not know mean nothing here.
    """
    if is_null(live) or ours is None:
        return is_null(live) and ours is None
    waiting: list[tuple[Node | None, Mapping[str, Any]]] = [(live, ours)]
    while waiting:
        theirs, mine = waiting.pop()
        inside = None if theirs is None else _pairs(theirs, mine)
        if theirs is None or inside is None or not _same_node(theirs, mine):
            return False
        waiting += inside
    return True


def same_parameters(live: Node, ours: Mapping[str, Any]) -> bool:
    """Tell whether the arguments of a live function are those that we would write."""
    inside = _pairs(live, ours)
    return inside is not None and all(same_source(*pair) for pair in inside)


def same_flows(live: Node | None, ours: str) -> bool:
    """Tell whether the known ones of `flowTypes` are the same; all where nothing is said."""
    if is_null(live):
        return _flags(ours) == _FLOWS
    return live is not None and isinstance(live.value, str) and flows(live, ours) == live.value


def flows(live: Node | None, ours: str) -> str:
    """Return `flowTypes` as they are to be: as they are if they say the same.

    Flags that we do not know stay, and so do commas without spaces.
    """
    said = live.value if live is not None else None
    text = said if isinstance(said, str) else ""
    if isinstance(said, str) and _flags(said) & _FLOWS == _flags(ours):
        return said
    comma = ", " if ", " in text or "," not in text else ","
    unknown = [flag for flag in text.split(",") if flag.strip() not in {*_FLOWS, "None", ""}]
    known = [flag for flag in ours.split(", ") if flag != "None"]
    return comma.join([*known, *(flag.strip() for flag in unknown)]) or "None"


def sayable(live: Node | None) -> bool:
    """Tell whether a live source is of the types that the language has."""
    if is_null(live) or live is None:
        return True
    types = (node.get("type") for node in live.nodes())
    return all(one is None or one.value in _TYPES for one in types)


def same_scalar(live: Node | None, ours: str | float | None, default: object = None) -> bool:
    """Tell whether a scalar is the same; null and nothing at all are Graph's default."""
    if live is None or live.kind is Kind.NULL:
        return ours == default
    if live.kind in (Kind.OBJECT, Kind.ARRAY):
        return False
    return live.value == ours and isinstance(live.value, bool) is isinstance(ours, bool)


def is_null(node: Node | None) -> bool:
    """Tell whether nothing is there."""
    return node is None or node.kind is Kind.NULL


def string(node: Node | None, key: str) -> str:
    """Return the text of a member, empty where there is none."""
    found = node.get(key) if node is not None else None
    return found.value if found is not None and isinstance(found.value, str) else ""


def items(node: Node | None, key: str) -> tuple[Node, ...]:
    """Return the items of a member, none where it is no array."""
    found = node.get(key) if node is not None else None
    return found.items if found is not None else ()


def find_item(node: Node, key: str, name: str) -> int | None:
    """Return the index of the last item whose member `key` names the same attribute."""
    wanted = paths.key(name)
    found = (at for at, one in enumerate(node.items) if paths.key(string(one, key)) == wanted)
    return max(found, default=None)


def _flags(text: str) -> set[str]:
    return {flag.strip() for flag in text.split(",")} - {"None", ""}


def _same_node(theirs: Node, mine: Mapping[str, Any]) -> bool:
    type_ = string(theirs, "type") or _ATTRIBUTE
    if (type_, string(theirs, "name")) != (mine["type"], mine["name"]):
        return False
    if type_ != "Constant":
        return True
    said = theirs.get("expression")
    text = None if is_null(said) else string(theirs, "expression")
    return constant_kind(text, mine["name"]) == constant_kind(mine["expression"], mine["name"])


def constant_kind(text: str | None, name: str) -> str:
    """Return what a constant is by the text that its tree has beside it."""
    if text is None:
        return "environment" if _ENVIRONMENT.fullmatch(name) else "literal"
    return "word" if text == name and _WORD.fullmatch(text) else "literal"


def _pairs(theirs: Node, mine: Mapping[str, Any]) -> list[tuple[Node | None, Any]] | None:
    """Return the values that have one key and one place; none if the keys differ.

    Only functions have arguments: what else has some says nothing by them that we know of.
    """
    if mine["type"] != _FUNCTION and (string(theirs, "type") or _ATTRIBUTE) != _FUNCTION:
        return []
    there, here = _by_key(theirs), _keyed(mine["parameters"])
    if there is None or _lengths(there) != _lengths(here):
        return None
    return [pair for key in here for pair in zip(there[key], here[key], strict=True)]


def _by_key(node: Node) -> dict[str, list[Node | None]] | None:
    """Return a function's values by their keys; none for parameters that are no list."""
    found = node.get("parameters")
    if found is not None and found.kind not in (Kind.ARRAY, Kind.NULL):
        return None
    by_key = defaultdict[str, list[Node | None]](list)
    for entry in found.items if found is not None else ():
        if not is_null(entry.get("value")):
            by_key[string(entry, "key")].append(entry.get("value"))
    return by_key


def _keyed(parameters: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    by_key = defaultdict[str, list[Mapping[str, Any]]](list)
    for entry in parameters:
        by_key[entry["key"]].append(entry["value"])
    return by_key


def _lengths(by_key: Mapping[str, Sequence[object]]) -> dict[str, int]:
    return {key: len(values) for key, values in by_key.items()}
