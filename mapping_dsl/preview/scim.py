"""Where a target's value stands in the JSON of a SCIM object."""

from __future__ import annotations

from typing import Any

from mapping_dsl.catalog.paths import Path, parse

_FLAGS = {"true": True, "false": False}
Json = dict[str, Any]


def place(body: Json, path: str, value: object, *, primary: bool = True) -> None:
    """Put a value where a path says, making what is on the way.

    What a filter compares becomes part of the item: `emails[type eq "work"].value` makes an item
    with that `type`, which Entra calls primary if it is the work address, where it may: in a POST.
    A path that is no SCIM path becomes a key.
    """
    at = _path(path)
    if at is None:
        body[path] = value
        return
    holder = _inside(body, at.urn, {}) if at.urn else body
    if at.filter:
        items = _inside(holder, at.attribute, [])
        item = _item(items, at.filter)
        if item is None:
            items.append(item := _new_item(at, primary=primary))
        item[at.sub or "value"] = value
    elif at.sub:
        _inside(holder, at.attribute, {})[at.sub] = value
    else:
        holder[at.attribute] = value


def held(user: Json, path: str) -> object:
    """Return what a SCIM object has at a path, or None; names are compared without case."""
    at = _path(path)
    if at is None:
        return _get(user, path)
    holder = _get(user, at.urn) if at.urn else user
    found = _get(holder, at.attribute)
    if at.filter:
        found = _item(found if isinstance(found, list) else [], at.filter)
        return _get(found, at.sub or "value")
    return _get(found, at.sub) if at.sub else found


def _path(path: str) -> Path | None:
    try:
        return parse(path)
    except ValueError:
        return None


def _inside(holder: Json, key: str, empty: Any) -> Any:  # noqa: ANN401 (an object or a list)
    """Return what a key holds, or make it; a row for `name` gives way to one for a part of it."""
    if type(holder.get(key)) is not type(empty):
        holder[key] = empty
    return holder[key]


def _new_item(at: Path, *, primary: bool) -> Json:
    on, value = at.filter or ("", "")
    item: Json = {on: _FLAGS.get(value.lower(), value)}
    work = (at.urn, at.attribute.lower(), on.lower(), value) == (None, "emails", "type", "work")
    if primary and work:
        item["primary"] = True
    return item


def _item(items: list[Any], test: tuple[str, str]) -> Json | None:
    on, value = test
    for item in items:
        if isinstance(item, dict) and str(_get(item, on)).lower() == value.lower():
            return item
    return None


def _get(holder: object, name: str) -> object:
    if not isinstance(holder, dict):
        return None
    folded = name.lower()
    return next((holder[key] for key in holder if key.lower() == folded), None)
