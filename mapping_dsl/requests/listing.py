"""Webex users and groups as a SCIM listing has them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.paths import Path, parse, shorten
from mapping_dsl.errors import ToolError
from mapping_dsl.preview.scim import Json, held
from mapping_dsl.preview.shapes import what
from mapping_dsl.preview.strict_json import load

_DIGITS = 19  # a count of more is no count
_NOUN = {"users": "user", "groups": "group"}


def read_webex(content: bytes | str, path: str, *, kind: str = "users") -> list[Json]:
    """Read a SCIM listing (`Resources`), a list of Webex objects, or one of them.

    Raises ToolError, with file and entry, for what is no JSON or no such object: one without `id`,
    one whose attributes are not of the type that Webex's schema has, one that comes twice, and for
    the answer to a request that failed.
    """
    found = load(content, path)
    if isinstance(found, dict) and "Resources" in found:
        total, found = found.get("totalResults"), found["Resources"]
        if not isinstance(found, list):
            raise ToolError(f"{path}: `Resources` is {what(found)}, not a list")
        _whole(total, found, path)
    elif isinstance(found, dict) and ("detail" in found or "totalResults" in found):
        told = found.get("detail") or "a listing without `Resources`: nothing was found"
        raise ToolError(f"{path}: holds no Webex {_NOUN[kind]}: {told}")
    entries = found if isinstance(found, list) else [found]
    numbers: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        where = f"{path}: entry {number}" if isinstance(found, list) else path
        check(entry, where, kind)
        first = numbers.setdefault(entry["id"], number)
        if first != number:
            raise ToolError(f"{where}: has the `id` of entry {first}")
    return entries


def _whole(total: Any, entries: list[Any], path: str) -> None:  # noqa: ANN401 (JSON is anything)
    """Refuse one page of several: whoever stands on another would be taken for somebody new."""
    if isinstance(total, str) and _number(total) > len(entries):
        raise ToolError(
            f"{path}: holds {len(entries)} of {total} objects: put the `Resources` of all pages"
            " into one list"
        )


def _number(text: str) -> int:
    """Return a count as JSON writes it; 0 for what is none, or has more digits than any."""
    return int(text) if text.isdecimal() and len(text) < _DIGITS else 0


def check(entry: Any, where: str, kind: str = "users") -> None:  # noqa: ANN401 (JSON is anything)
    """Raise ToolError for what is no Webex object: without `id`, or with values of a wrong type."""
    if not isinstance(entry, dict):
        raise ToolError(f"{where}: is {what(entry)}, not a Webex {_NOUN[kind]}")
    if not isinstance(entry.get("id"), str) or not entry["id"]:
        raise ToolError(f"{where}: a Webex {_NOUN[kind]} without `id`")
    for root in entry:
        if ":" in root and root.casefold() in _known(kind) and not isinstance(entry[root], dict):
            raise ToolError(f"{where}: `{root}` is {what(entry[root])}, not an object")
        for attribute, at in _known(kind).get(root.casefold(), ()):
            if wrong := _holder(entry, at) or _wrong(held(entry, attribute.name), attribute):
                raise ToolError(f"{where}: {wrong}")


@cache
def _known(kind: str) -> dict[str, list[tuple[Attribute, Path]]]:
    """Return the attributes of a kind by the key of an object that they are found under."""
    found: dict[str, list[tuple[Attribute, Path]]] = defaultdict(list)
    for attribute in target_catalog(kind).attributes:
        at = parse(attribute.name)
        found[(at.urn or at.attribute).casefold()].append((attribute, at))
    return dict(found)


def _holder(entry: Json, at: Path) -> str:
    """Return what is wrong with what an attribute is a part of: a list, an object."""
    there = held(entry, at.whole)
    if at.filter and there is not None:
        several = isinstance(there, list) and all(isinstance(item, dict) for item in there)
        return "" if several else f"`{shorten(at.whole)}` is not a list of objects"
    if at.sub and there is not None and not isinstance(there, dict):
        return f"`{shorten(at.whole)}` is {what(there)}, not an object"
    return ""


def _wrong(value: object, attribute: Attribute) -> str:
    if value is None or attribute.type is AttributeType.REFERENCE or attribute.status != "usable":
        return ""
    name = shorten(attribute.name)
    if attribute.multivalued:
        return "" if isinstance(value, list) else f"`{name}` is {what(value)}, not a list"
    if attribute.type is AttributeType.BOOLEAN and not isinstance(value, bool):
        return f"`{name}` is {what(value)}, where true or false is meant"
    if attribute.type is AttributeType.STRING and not isinstance(value, str):
        return f"`{name}` is {what(value)}, not a text"
    return ""
