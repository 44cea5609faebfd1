"""Schema documents as JSON values: their digest, and whether Graph has what was sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from mapping_dsl.errors import ToolError
from mapping_dsl.evaluate.depth import room
from mapping_dsl.json_spans import DEEPEST, step, steps
from mapping_dsl.targets.entra.usual import is_default, is_text

Json = Any
"""A value of JSON; numbers with a point are Decimal."""

Named = dict[tuple[str, ...], list[Json]]

_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')
_STEP = {"{": 1, "[": 1, "}": -1, "]": -1}
_THE_SERVICES = re.compile(
    r"/version|/directories/[^/]+/(version|discoverabilities|discoveryDateTime)"
)
"""What Graph documents as read-only or as written at each change."""
_FLAGS = {"flowTypes", "discoverabilities"}
_BY: Mapping[str, tuple[str, ...]] = {
    "synchronizationRules": ("name",),
    "objectMappings": ("sourceObjectName", "targetObjectName", "name"),
    "attributeMappings": ("targetAttributeName",),
    "directories": ("name",),
    "objects": ("name",),
    "attributes": ("name",),
    "metadata": ("key",),
}
"""What tells the items of a list apart whose order says nothing."""


def parse(content: bytes, name: str) -> Json:
    """Return the value of a JSON text in UTF-8; ToolError calls it `name` if it is none."""
    try:
        text = content.decode("utf-8-sig")
        with room(_levels(text, name)):
            return json.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise ToolError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ToolError(f"{name}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except ValueError:
        raise ToolError(f"{name}: has a number that is too long") from None


def digest(content: bytes, name: str) -> str:
    """Return the SHA-256 of a document's meaning: order of keys and white space do not count."""
    value = parse(content, name)
    with room(_levels(content.decode("utf-8-sig"), name)):
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=_number)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _levels(text: str, name: str) -> int:
    """Return how deep a JSON text is nested, what is in quotes aside."""
    level = deepest = 0
    for mark in _MARK.finditer(text):
        level += _STEP.get(mark[0], 0)
        deepest = max(level, deepest)
    if deepest > DEEPEST:
        raise ToolError(f"{name}: is nested more than {DEEPEST:,} levels deep")
    return deepest


def _number(number: object) -> object:
    return {"number": str(number)}


NOTHING = object()
"""What a document has where the other one has more."""


def differences(sent: Json, live: Json) -> list[str]:
    """Return a path for each place where the live document is not what was sent."""
    return [path for path, _, _ in differing(sent, live)]


def differing(sent: Json, live: Json) -> Iterator[tuple[str, Json, Json]]:
    """Yield each place where the live document is not what was sent, and what both have there.

    A path is a JSON pointer with names instead of indexes where items have a name. What the
    service is expected to do counts as equal: it writes what is read-only, prints an expression's
    text anew from its tree, orders what has a name, adds `@odata` notes and properties with their
    defaults, and leaves out null.
    """
    waiting: list[tuple[Json, Json, str]] = [(sent, live, "")]
    while waiting:
        one, other, path = waiting.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            waiting += reversed(list(_members(one, other, path)))
        elif isinstance(one, list) and isinstance(other, list):
            waiting += reversed(list(_items(one, other, path)))
        elif one != other or isinstance(one, bool) is not isinstance(other, bool):
            yield path, one, other


class Paths:
    """The paths of one document, with names as `differing` writes them."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._names: dict[int, list[str | None]] = {}

    def of(self, pointer: str) -> str | None:
        """Return the path of what a JSON pointer leads to; None where two things have it."""
        value, path, above = self._document, "", ""
        for key in steps(pointer):
            if not isinstance(value, list):
                value, path, above = value[key], path + step(key), key
                continue
            index = int(key)
            name = self._listed(value, above)[index] if above in _BY else key
            if name is None:
                return None
            value, path, above = value[index], path + step(name), ""
        return path

    def pointer(self, path: str) -> str:
        """Return the JSON pointer to what has a path, or to the deepest that it is to stand in."""
        value, pointer, above = self._document, "", ""
        for key in steps(path):
            at: int | str = key
            if isinstance(value, list):
                names = [_joined(_name(item, _BY[above])) for item in value] if above in _BY else []
                at = names.index(key) if key in names else int(key) if key.isdecimal() else -1
                if not 0 <= at < len(value):
                    break
            elif not isinstance(value, dict) or key not in value:
                break
            above = "" if isinstance(value, list) else key
            value, pointer = value[at], pointer + step(at)
        return pointer

    def _listed(self, items: list[Json], key: str) -> list[str | None]:
        """Return the names of a list's items, None for those that share theirs."""
        if id(items) not in self._names:
            names = [_joined(_name(item, _BY[key])) for item in items]
            count = Counter(names)
            self._names[id(items)] = [name if count[name] == 1 else None for name in names]
        return self._names[id(items)]


def _members(
    sent: Mapping[str, Json], live: Mapping[str, Json], path: str
) -> Iterator[tuple[Json, Json, str]]:
    """Yield what two objects have under the same keys, but for what counts as equal."""
    for key in dict.fromkeys((*sent, *live)):
        one, other = sent.get(key, NOTHING), live.get(key, NOTHING)
        at = path + step(key)
        if "@odata." in key or _THE_SERVICES.fullmatch(at) or is_text(key, sent):
            continue
        if one is NOTHING or other is NOTHING:
            same = is_default(key, other if one is NOTHING else one)
        elif key in _FLAGS and isinstance(one, str) and isinstance(other, str):
            same = flags(one) == flags(other)
        else:
            same = _is_blank(one) and _is_blank(other)
        if same:
            continue
        if key in _BY and isinstance(one, list) and isinstance(other, list):
            yield from _named(by_name(one, key), by_name(other, key), at)
        else:
            yield one, other, at


def _named(sent: Named, live: Named, path: str) -> Iterator[tuple[Json, Json, str]]:
    for name in dict.fromkeys((*sent, *live)):
        at = path + step(_joined(name))
        pairs = zip_longest(sent.get(name, ()), live.get(name, ()), fillvalue=NOTHING)
        yield from ((one, other, at) for one, other in pairs)


def _joined(name: tuple[str, ...]) -> str:
    return " ".join(part for part in name if part)


def _items(sent: list[Json], live: list[Json], path: str) -> Iterator[tuple[Json, Json, str]]:
    for at, (one, other) in enumerate(zip_longest(sent, live, fillvalue=NOTHING)):
        yield one, other, path + step(at)


def by_name(items: list[Json], key: str) -> Named:
    """Return the items of the list `key` by what tells them apart; usually one each."""
    found: Named = {}
    for item in items:
        found.setdefault(_name(item, _BY[key]), []).append(item)
    return found


def flags(text: str) -> set[str]:
    """Return the members of a set of flags, however it is spaced and ordered."""
    return {flag.strip() for flag in text.split(",")} - {"", "None"}


def _is_blank(value: Json) -> bool:
    """Tell whether there is nothing in a value, as in a scope without any group."""
    if isinstance(value, dict):
        return all(one is None or one in ([], {}) for one in value.values())
    return value is None or value == []


def _name(item: Json, keys: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(item, dict):
        return ()
    return tuple(str(item.get(key) or "") for key in keys)
