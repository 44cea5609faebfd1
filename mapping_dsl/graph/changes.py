"""What differs between two schema documents, by risk: what a person decides on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from mapping_dsl.frozen import Frozen
from mapping_dsl.graph.document import Json, by_name, differences, flags, parse

_IDENTITY = {"username", "externalid"}
_ACCESS = {"active"}
_BLOCK = ("enabled", "flowTypes", "scope")
_LONGEST = 300


class Risk(StrEnum):
    """What a change can do, the worst first."""

    IDENTITY = "identity"
    ACCESS = "access"
    VALUE = "value"
    STYLE = "style"


class Change(Frozen):
    """One change: `what` it is about, and what stands there before and after, none if nothing."""

    risk: Risk
    what: str
    before: str | None
    after: str | None


def changes(old: bytes, new: bytes) -> tuple[Change, ...]:
    """Return what differs in meaning between two documents, the riskiest first.

    Raises ToolError if one is no JSON.
    """
    before, after = parse(old, "the live schema"), parse(new, "the new schema")
    found = [*_rules(before, after), *_elsewhere(before, after)]
    return tuple(sorted(found, key=lambda change: list(Risk).index(change.risk)))


def _rules(before: Json, after: Json) -> Iterator[Change]:
    for one, other in _pairs(before, after, "synchronizationRules"):
        for mine, theirs in _pairs(one, other, "objectMappings"):
            named = mine or theirs
            where = f"{named.get('sourceObjectName')} → {named.get('targetObjectName')}"
            yield from _block(where, mine, theirs)
            for row, changed in _pairs(mine, theirs, "attributeMappings"):
                yield from _row(where, row, changed)


def _block(where: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
    for key in _BLOCK:
        one, other = before.get(key), after.get(key)
        same = not differences({key: one}, {key: other})
        if key == "flowTypes" and isinstance(one, str) and isinstance(other, str):
            same = flags(one) == flags(other)
        if not same:
            yield Change(Risk.ACCESS, f"{key} of {where}", _short(one), _short(other))


def _row(where: str, before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[Change]:
    if not differences(before, after):
        return
    target = str((before or after).get("targetAttributeName"))
    matching = any(row.get("matchingPriority") for row in (before, after))
    if matching or target.casefold() in _IDENTITY:
        risk = Risk.IDENTITY
    else:
        risk = Risk.ACCESS if target.casefold() in _ACCESS else Risk.VALUE
    yield Change(risk, f"{target} of {where}", _shown(before), _shown(after))


def _elsewhere(before: Json, after: Json) -> Iterator[Change]:
    """Yield what is not in a row or a block: definitions of attributes, and what nobody expects."""
    for path in differences(before, after):
        if "/attributeMappings" in path or any(f"/{key}" in path for key in _BLOCK):
            continue
        risk = Risk.VALUE if path.startswith("/synchronizationRules") else Risk.STYLE
        yield Change(risk, path, None, None)


def _pairs(
    before: Json, after: Json, key: str
) -> Iterator[tuple[Mapping[str, Json], Mapping[str, Json]]]:
    """Yield the objects of two lists that are about the same, `{}` for one that is not there."""
    sides = [by_name(_objects(side, key), key) for side in (before, after)]
    for name in dict.fromkeys((*sides[0], *sides[1])):
        one, other = (list(side.get(name, ())) for side in sides)
        for at in range(max(len(one), len(other))):
            yield (one[at] if at < len(one) else {}), (other[at] if at < len(other) else {})


def _objects(side: Json, key: str) -> list[Json]:
    items = side.get(key) if isinstance(side, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _shown(row: Mapping[str, Any]) -> str | None:
    """Return a row in the words of the language, but for its target."""
    if not row:
        return None
    source = row.get("source")
    source = source if isinstance(source, dict) else {}
    parts = [str(source.get("expression") or source.get("name") or "none")]
    if row.get("defaultValue") is not None:
        parts.append(f"default {_short(row['defaultValue'])}")
    if row.get("matchingPriority"):
        parts.append(f"match {row['matchingPriority']}")
    parts += [str(row[key]) for key in ("flowType", "flowBehavior") if _is_set(row.get(key))]
    return " ".join(parts)[:_LONGEST]


def _is_set(value: Json) -> bool:
    return value is not None and value not in ("Always", "FlowWhenChanged")


def _short(value: Json) -> str | None:
    if value is None:
        return None
    try:
        text = (
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        )
    except RecursionError:
        text = "(nested too deep to be shown)"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
