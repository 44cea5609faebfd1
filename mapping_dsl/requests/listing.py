"""Webex users and groups as a SCIM listing has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.paths import CORE, CORE_GROUP, Path, parse, shorten
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.scim import Json, held
from mapping_dsl.preview.shapes import what
from mapping_dsl.preview.strict_json import load

_DIGITS = 19  # a count of more is no count
_NAMED = {"users": "userName", "groups": "displayName"}
_NOUN = {"users": "user", "groups": "group"}


class _Page(Frozen):
    """Entries with what to call each, and how many Webex says there are on all pages."""

    entries: tuple[tuple[str, Any], ...]
    total: int = 0


def read_webex(content: bytes | str, path: str, *, kind: str = "users") -> list[Json]:
    """Read one file of Webex objects, as `read_all` does."""
    return read_all([(content, path)], kind=kind)


def read_all(contents: Iterable[tuple[bytes | str, str]], *, kind: str = "users") -> list[Json]:
    """Read files, each with its path, that together are what Webex has.

    Each holds a page of a SCIM listing (`Resources`), a list of such pages, a list of Webex objects
    or one of them. Raises ToolError, with file and entry, for what is no JSON or no such object:
    one without `id`, one whose attributes are not of the type that Webex's schema has, one that
    comes twice, and for the answer to a request that failed or a listing that is not whole.
    """
    files = list(contents)
    pages = [page for content, path in files for page in _pages(load(content, path), path, kind)]
    entries = [entry for page in pages for entry in page.entries]
    numbers: dict[str, str] = {}
    for where, entry in entries:
        check(entry, where, kind)
        first = numbers.setdefault(entry["id"], where)
        if first != where:
            raise ToolError(f"{where}: has the `id` of {_nearby(first, where)}")
    if pages and (total := max(page.total for page in pages)) > len(entries):
        named = ", ".join(path for _, path in files)
        told = f"{len(entries)} of {total} objects: name the files of all pages"
        raise ToolError(f"{named}: {'holds' if len(files) == 1 else 'hold'} {told}")
    return [entry for _, entry in entries]


def _pages(found: Any, path: str, kind: str) -> Iterator[_Page]:  # noqa: ANN401 (JSON is anything)
    """Yield the pages of a file, a list of objects being one of its own."""
    several = isinstance(found, list)
    if several and found and all(isinstance(one, dict) and "Resources" in one for one in found):
        for number, page in enumerate(found, 1):
            yield _page(page, f"{path}: page {number}", kind)
    elif several:
        yield _Page(tuple(_numbered(found, path)))
    else:
        yield _page(found, path, kind)


def _page(found: Any, path: str, kind: str) -> _Page:  # noqa: ANN401 (JSON is anything)
    if not isinstance(found, dict):
        return _Page(((path, found),))
    if "Resources" in found:
        entries = found["Resources"]
        if not isinstance(entries, list):
            raise ToolError(f"{path}: `Resources` is {what(entries)}, not a list")
        return _Page(tuple(_numbered(entries, path)), _number(found.get("totalResults")))
    if isinstance(found.get("items"), list):
        told = "a listing of the People API, which has no SCIM objects: take `GET /Users` of SCIM"
        raise ToolError(f"{path}: is {told}")
    if "detail" in found or "totalResults" in found:
        told = found.get("detail") or "a listing without `Resources`: nothing was found"
        raise ToolError(f"{path}: holds no Webex {_NOUN[kind]}: {told}")
    return _Page(((path, found),))


def _numbered(entries: list[Any], path: str) -> Iterator[tuple[str, Any]]:
    return ((f"{path}: entry {number}", entry) for number, entry in enumerate(entries, 1))


def _nearby(first: str, second: str) -> str:
    """Return the place of an entry as told beside another: without the file if it is the same."""
    file = first.rpartition(": ")[0]
    return first.removeprefix(f"{file}: ") if file and second.startswith(f"{file}: ") else first


def _number(text: Any) -> int:  # noqa: ANN401 (JSON is anything)
    """Return a count as JSON writes it; 0 for what is none, or has more digits than any."""
    fits = isinstance(text, str) and text.isdecimal() and len(text) < _DIGITS
    return int(text) if fits else 0


def check(entry: Any, where: str, kind: str = "users") -> None:  # noqa: ANN401 (JSON is anything)
    """Raise ToolError for what is no Webex object of a kind, or has values of a wrong type."""
    if not isinstance(entry, dict):
        raise ToolError(f"{where}: is {what(entry)}, not a Webex {_NOUN[kind]}")
    if told := _another(entry, kind):
        raise ToolError(f"{where}: is {told}, not a Webex {_NOUN[kind]}")
    if not isinstance(entry.get("id"), str) or not entry["id"].strip():
        raise ToolError(f"{where}: a Webex {_NOUN[kind]} without `id`")
    for root in entry:
        if ":" in root and root.casefold() in _known(kind) and not isinstance(entry[root], dict):
            raise ToolError(f"{where}: `{root}` is {what(entry[root])}, not an object")
        for attribute, at in _known(kind).get(root.casefold(), ()):
            if wrong := _holder(entry, at) or _wrong(held(entry, attribute.name), attribute):
                raise ToolError(f"{where}: {wrong}")
    if not held(entry, _NAMED[kind]):
        raise ToolError(f"{where}: a Webex {_NOUN[kind]} without `{_NAMED[kind]}`")


def _another(entry: Json, kind: str) -> str:
    """Return what an object says that it is, if it is none of a kind: by its schemas, its type."""
    schemas = held(entry, "schemas")
    named = [str(one).casefold() for one in schemas] if isinstance(schemas, list) else []
    cores = {"users": CORE.casefold(), "groups": CORE_GROUP.casefold()}
    if any(core in named for core in cores.values()) and cores[kind] not in named:
        return "a group" if kind == "users" else "a user"
    type_ = held(entry, "meta.resourceType")
    other = isinstance(type_, str) and type_.casefold() != _NOUN[kind]
    return f"a `{type_}`" if other else ""


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
