"""Managers and members: they come in requests of their own, when both ends are in Webex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.evaluate.result import Absent, Value
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.operations import Op, Operation

Ids = Mapping[str, str] | None
"""Webex ids by Entra object ids; what is not there is not in Webex. None if nobody knows them."""

_KEEPS_OTHERS = "MultiValueAddOnly"


def reference_changes(
    outcomes: Iterable[Outcome], current: Mapping[str, Any] | None, ids: Ids
) -> tuple[Operation, ...]:
    """Return what is sent for references, with `{webex id of …}` where nobody knows the id.

    Who is not in Webex is left out, as Entra skips a manager who is not in scope (Microsoft's page
    on known issues), and so is a manager who is no more: an absent reference is not sent. Members
    that are no more are removed, unless the row only adds.
    """
    user = dict(current or {})
    rows = (o for o in outcomes if o.target.type is AttributeType.REFERENCE)
    return tuple(change for row in rows for change in _changes(row, user, ids, new=not current))


def _changes(row: Outcome, user: dict[str, Any], ids: Ids, *, new: bool) -> Iterator[Operation]:
    sent = row.on_create if new else row.on_update
    path, old = row.target.name, _ids(held(user, row.target.name))
    several = row.target.multivalued
    value = sent.value if isinstance(sent, Value) else None
    if value is None and not (several and _is_empty(row)):
        return
    wanted = value if isinstance(value, tuple) else () if value is None else (str(value),)
    known = tuple(filter(None, (_id(one, ids) for one in wanted)))
    added = tuple(one for one in known if one not in old)
    if added:
        yield Operation(Op.REPLACE if old and not several else Op.ADD, path, added)
    removed = tuple(one for one in old if one not in known) if several else ()
    if removed and row.mapping.flow_type != _KEEPS_OTHERS:
        yield Operation(Op.REMOVE, path, removed)


def _is_empty(row: Outcome) -> bool:
    """Tell whether it is known that there are no members, which says who is to be removed."""
    return isinstance(row.result, Absent) and not row.mapping.default


def _id(entra: str, ids: Ids) -> str | None:
    return f"{{webex id of {entra}}}" if ids is None else ids.get(entra)


def _ids(value: object) -> tuple[str, ...]:
    """Return the ids that Webex has: of one object, of several, or as a plain text."""
    match value:
        case list():
            return tuple(id_ for item in value for id_ in _ids(item))
        case Mapping():
            return _ids(value.get("value"))
        case str():
            return (value,)
        case _:
            return ()
