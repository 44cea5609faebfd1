"""Schema documents as JSON values: their digest, and whether Graph has what was sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from mapping_dsl.errors import ToolError
from mapping_dsl.json_spans import step

Json = Any
"""A value of JSON; numbers with a point are Decimal."""

Named = dict[tuple[str, ...], list[Json]]

_THE_SERVICES = {"version"}
"""What the service writes at each change, by CSDL."""
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
_DEFAULTS = (
    None, False, 0, "",
    "FlowWhenChanged", "Always", "String", "ReadWrite", "Attribute", "Add, Update, Delete",
)  # fmt: skip
"""What a property is that nobody set (CSDL of 2026-08)."""


def parse(content: bytes, name: str) -> Json:
    """Return the value of a JSON text in UTF-8; ToolError calls it `name` if it is none."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise ToolError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ToolError(f"{name}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except (ValueError, RecursionError):
        raise ToolError(f"{name}: is nested too deep, or has a number that is too long") from None


def digest(content: bytes, name: str) -> str:
    """Return the SHA-256 of a document's meaning: order of keys and white space do not count."""
    text = json.dumps(parse(content, name), sort_keys=True, separators=(",", ":"), default=_number)
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _number(number: object) -> object:
    return {"number": str(number)}


def differences(sent: Json, live: Json, path: str = "") -> Iterator[str]:
    """Yield a path for each place where the live document is not what was sent.

    A path is a JSON pointer with names instead of indexes where items have a name. What the
    service is expected to do counts as equal: it writes the `version`, prints an expression's text
    anew from its tree, orders what has a name, adds `@odata` notes and properties with their
    defaults, and leaves out null.
    """
    match sent, live:
        case dict(), dict():
            yield from _in_object(sent, live, path)
        case list(), list():
            for at, (one, other) in enumerate(zip_longest(sent, live, fillvalue=_NOTHING)):
                yield from differences(one, other, path + step(at))
        case _ if sent != live or isinstance(sent, bool) is not isinstance(live, bool):
            yield path


_NOTHING = object()


def _in_object(sent: Mapping[str, Json], live: Mapping[str, Json], path: str) -> Iterator[str]:
    for key in dict.fromkeys((*sent, *live)):
        at = path + step(key)
        if "@odata." in key or (not path and key in _THE_SERVICES) or _is_text(key, sent):
            continue
        one, other = sent.get(key, _NOTHING), live.get(key, _NOTHING)
        if one is _NOTHING or other is _NOTHING:
            if not _is_default(key, other if one is _NOTHING else one):
                yield at
        elif _is_blank(one) and _is_blank(other):
            continue
        elif key in _FLAGS and isinstance(one, str) and isinstance(other, str):
            if flags(one) != flags(other):
                yield at
        elif key in _BY and isinstance(one, list) and isinstance(other, list):
            yield from _in_named(by_name(one, key), by_name(other, key), at)
        else:
            yield from differences(one, other, at)


def _in_named(sent: Named, live: Named, path: str) -> Iterator[str]:
    for name in dict.fromkeys((*sent, *live)):
        at = path + step(" ".join(part for part in name if part))
        pairs = zip_longest(sent.get(name, ()), live.get(name, ()), fillvalue=_NOTHING)
        for one, other in pairs:
            yield from differences(one, other, at)


def by_name(items: list[Json], key: str) -> Named:
    """Return the items of the list `key` by what tells them apart; usually one each."""
    found: Named = {}
    for item in items:
        found.setdefault(_name(item, _BY[key]), []).append(item)
    return found


def flags(text: str) -> set[str]:
    """Return the members of a set of flags, however it is spaced and ordered."""
    return {flag.strip() for flag in text.split(",")} - {"", "None"}


def _is_text(key: str, source: Mapping[str, Json]) -> bool:
    """Tell whether a member is the printed form of what stands beside it as a tree."""
    return key == "expression" and source.get("type") in ("Attribute", "Function")


def _is_blank(value: Json) -> bool:
    """Tell whether there is nothing in a value, as in a scope without any group."""
    if isinstance(value, dict):
        return all(map(_is_blank, value.values()))
    return value is None or value == []


def _is_default(key: str, value: Json) -> bool:
    if key == "enabled":
        return value is True
    if isinstance(value, list | dict):
        return not value
    return any(value == one and type(value) is type(one) for one in _DEFAULTS)


def _name(item: Json, keys: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(item, dict):
        return ()
    return tuple(str(item.get(key) or "") for key in keys)
