"""What Webex has after some requests, as Entra means them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.catalog.paths import parse
from mapping_dsl.preview.scim import Json, held, place
from mapping_dsl.requests.request import NEW_ID, Request

_TRUTH = {"true": True, "false": False}


def applied(
    requests: Iterable[Request], current: Mapping[str, Any] | None, *, id_: str = NEW_ID
) -> Json | None:
    """Return the Webex object after the requests: of several the one that the last one is about.

    `id_` is what Webex calls an object that a POST makes. A DELETE leaves None. It is what Entra
    intends: a path with a filter that finds no item makes one, which Webex may refuse (`noTarget`),
    and a removal of members takes those that are named. Read-only input is left out, as Webex does.
    """
    after = None if current is None else deepcopy(dict(current))
    for request in requests:
        kind = "groups" if request.path.startswith("/Groups") else "users"
        match request.method:
            case "POST":
                after = _writable(deepcopy(dict(request.body or {})), kind) | {"id": id_}
            case "PATCH" if after is not None:
                for operation in (request.body or {})["Operations"]:
                    _apply(after, operation, kind)
            case "DELETE":
                after = None
            case _:
                continue  # a question changes nothing
    return after


def _apply(user: Json, operation: Mapping[str, Any], kind: str) -> None:
    path: str | None = operation.get("path")
    value: Any = operation.get("value")
    if path is None:
        for name, each in value.items():
            _put(user, name, each, kind)
    elif operation["op"].lower() == "remove":
        _remove(user, path, value)
    elif path == "members":
        old = user.get("members") or []
        user["members"] = [*old, *(item for item in value if item not in old)]
    else:
        _put(user, path, value, kind)


def _writable(body: Json, kind: str) -> Json:
    """Take out of a body what only Webex writes."""
    for attribute in target_catalog(kind).attributes:
        at = parse(attribute.name)
        holder = body.get(at.urn) if at.urn else body
        holder = holder.get(at.attribute) if at.sub and isinstance(holder, dict) else holder
        if attribute.mutability == "ReadOnly" and isinstance(holder, dict):
            holder.pop(at.sub or at.attribute, None)
    return {name: value for name, value in body.items() if value != {}}


def _put(user: Json, path: str, value: object, kind: str) -> None:
    known = find(target_catalog(kind), path)
    if known and known.mutability == "ReadOnly":
        return
    if known and known.type is AttributeType.BOOLEAN and isinstance(value, str):
        value = _TRUTH.get(value.lower(), value)
    elif known and known.type is AttributeType.REFERENCE and isinstance(value, str):
        value = {"value": value}
    place(user, path, value, primary=False)


def _remove(user: Json, path: str, value: list[Json] | None) -> None:
    """Take the named ones out: by a filter in the path, or by a list of values as Entra's own."""
    at = parse(path)
    gone = [at.filter[1]] if at.filter else [v["value"] for v in value or []]
    items = held(user, at.whole)
    if isinstance(items, list):
        items[:] = [item for item in items if item.get("value") not in gone]
