"""Records of people and groups: from Graph's names and shapes to provisioning names and values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.errors import ToolError
from mapping_dsl.evaluate.result import Failed, Result, Unknown, settle, unsettle
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.types import EvaluationError, Missing
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.preview.guest import own_address
from mapping_dsl.preview.shapes import NOT_THERE, at, foreign, plain, root, sort, what
from mapping_dsl.preview.strict_json import load

_DELETED = Attribute("deletedDateTime", AttributeType.DATETIME, graph="deletedDateTime")
"""What Graph has besides: no source of a mapping, but it tells who is in the recycle bin."""

_OF_GROUPS = ("groupTypes", "securityEnabled", "mailEnabled")
_CALLED = ("originalUserPrincipalName", "userPrincipalName", "mail", "displayName", "objectId")


class Values(dict[str, Plain]):
    """Values by provisioning names, which knows why one is not there.

    `odd` says what is wrong with a value that no attribute can have, `needs` what would have to be
    known to have one. A `closed` one has all there is: any other name is absent, not unknown.
    """

    def __init__(self, values: Mapping[str, Plain], *, closed: bool = False) -> None:
        super().__init__(values)
        self.closed = closed
        self.odd: dict[str, str] = {}
        self.needs: dict[str, Unknown] = {}

    def __missing__(self, name: str) -> Plain:
        if name in self.odd:
            raise EvaluationError(self.odd[name])
        if name in self.needs:
            unsettle(self.needs[name])
        if self.closed:
            return None
        raise Missing(name)

    def copy(self) -> Values:
        """Return one that can be added to without changing this one."""
        other = Values(self, closed=self.closed)
        other.odd, other.needs = {**self.odd}, {**self.needs}
        return other

    def put(self, name: str, result: Result) -> None:
        """Let a name be what it comes to, whatever it was before."""
        self.pop(name, None)
        self.odd.pop(name, None)
        match result:
            case Unknown():
                self.needs[name] = result
            case Failed(message):
                self.odd[name] = message
            case _:
                self[name] = unsettle(result)


class Record(Frozen):
    """One object to preview; `name` is what to call it, `file` and `number` say where it was.

    `foreign` are members and managers that Entra never provisions, with what they are, by the
    attribute that they are left out of. `nested` are the members that are groups.
    """

    name: str
    values: Values
    file: str = ""
    number: int = 1
    foreign: Mapping[str, tuple[str, ...]] = {}
    nested: tuple[str, ...] = ()


def read_records(
    content: bytes | str, path: str, *, kind: str = "users", missing_is_absent: bool = False
) -> list[Record]:
    """Read one JSON object, a list of them, or a page of a Graph listing.

    Raises ToolError for what is no JSON, for an entry that is no object, and for the object that
    Graph answers with when it has an error to tell.
    """
    found = load(content, path)
    if isinstance(found, dict) and isinstance(error := found.get("error"), dict):
        told = " ".join(f"{error.get('code', '')}: {error.get('message', '')}".split())
        raise ToolError(f"{path}: is no record but an error that Graph answered with: {told}")
    if isinstance(found, dict) and isinstance(found.get("value"), list):
        found = found["value"]
    entries = found if isinstance(found, list) else [found]
    if not entries:
        raise ToolError(f"{path}: holds no record")
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            which = f"record {number}" if isinstance(found, list) else "the record"
            raise ToolError(f"{path}: {which} is {what(entry)}, not an object")
        if told := _another(entry, kind):
            which = f"record {number}" if isinstance(found, list) else "the record"
            raise ToolError(f"{path}: {which} is {told}: see `--object`")
    return [
        to_record(entry, kind=kind, missing_is_absent=missing_is_absent, file=path, number=number)
        for number, entry in enumerate(entries, 1)
    ]


def _another(entry: Mapping[str, Any], kind: str) -> str:
    """Return what a record is that is of no such kind, by what Graph has of that one alone."""
    if kind == "groups" and (sort(entry) == "user" or "userPrincipalName" in entry):
        return "of a user, not of a group"
    of_group = sort(entry) == "group" or any(name in entry for name in _OF_GROUPS)
    if kind == "users" and of_group and "userPrincipalName" not in entry:
        return "of a group, not of a user"
    return ""


def to_record(
    fields: Mapping[str, Any],
    *,
    kind: str = "users",
    missing_is_absent: bool = False,
    file: str = "",
    number: int = 1,
) -> Record:
    """Make a record of a JSON object that has Graph's names, provisioning names, or both.

    Where both are given the provisioning name wins. A name that the catalog does not have is kept,
    but for annotations such as `@odata.type`.
    """
    values = Values({}, closed=missing_is_absent)
    known = source_catalog(kind).attributes if kind in ("users", "groups") else ()
    attributes = (*known, _DELETED)
    for attribute in attributes:
        _take(values, attribute.name, partial(_written, fields, attribute), attribute)
    taken = {name for a in attributes for name in (a.name, root(a))}
    for name in fields:
        if name not in taken and "@" not in name:
            _take(values, name, partial(fields.get, name), None)
    _normalise_guest(values)
    named = [(a.name, item) for a in _references(kind) for item in _referred(fields, a)]
    nested = tuple(_id(item) for _, item in named if sort(item) == "group")
    name = _name(values) or f"record {number}"
    return Record(name, values, file, number, _strangers(named), nested)


@cache
def _references(kind: str) -> tuple[Attribute, ...]:
    """Return the attributes of a kind of object that refer to others."""
    known = source_catalog(kind).attributes if kind in ("users", "groups") else ()
    return tuple(one for one in known if one.type is AttributeType.REFERENCE)


def _referred(fields: Mapping[str, Any], attribute: Attribute) -> Iterable[Any]:
    """Return the objects that stand for an attribute which refers to others."""
    written = fields.get(attribute.name, fields.get(root(attribute)))
    return written if isinstance(written, list) else (written,)


def _strangers(named: Iterable[tuple[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Return who is foreign, by the attribute that refers to them."""
    found: dict[str, tuple[str, ...]] = {}
    for name, item in named:
        if kind := foreign(item):
            found[name] = (*found.get(name, ()), f"{kind} {_id(item)}")
    return found


def _id(item: Mapping[str, Any]) -> str:
    return str(item.get("id") or "without id")


def _written(fields: Mapping[str, Any], attribute: Attribute) -> Any:  # noqa: ANN401 (JSON)
    """Return what a record has for an attribute: under its own name, or where Graph puts it."""
    if attribute.name in fields:
        return fields[attribute.name]
    return at(fields, attribute.graph) if attribute.graph else NOT_THERE


def _take(values: Values, name: str, read: Callable[[], Any], attribute: Attribute | None) -> None:
    """Put a value in, or what is wrong with it; nothing if the record does not mention it."""
    result = settle(lambda: plain(read(), name, attribute))
    if result != Unknown((name,)):
        values.put(name, result)


def _normalise_guest(values: Values) -> None:
    """Give a guest the userPrincipalName that Entra's provisioning sees: their own address."""
    raw = values.get("userPrincipalName")
    if isinstance(raw, str) and (own := own_address(raw)):
        values.setdefault("originalUserPrincipalName", raw)
        values["userPrincipalName"] = own


def _name(values: Values) -> str | None:
    found = (values.get(name) for name in _CALLED)
    return next((name for name in found if isinstance(name, str) and name), None)
