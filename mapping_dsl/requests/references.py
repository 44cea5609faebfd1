"""Managers and members: they come in requests of their own, when both ends are in Webex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Absent, Unknown, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome, lacking
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.operations import ALWAYS, Op, Operation
from mapping_dsl.requests.request import id_of

_KEEPS_OTHERS = "MultiValueAddOnly"
_SHOWN = 3


class Acquaintances(Frozen):
    """Some Webex ids by Entra object ids in small letters; of who is not there it is not known.

    `absent` are those who have none, nor get one: Entra skips them.
    """

    ids: Mapping[str, str]
    absent: frozenset[str] = frozenset()


Ids = Acquaintances | Mapping[str, str] | None
"""Webex ids by Entra object ids, of some, or of all that Entra put there; None if of nobody."""


class Later(Frozen):
    """What is sent for references, what of it nobody can tell, and what is left out, in words."""

    operations: tuple[Operation, ...] = ()
    open: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def reference_changes(
    outcomes: Iterable[Outcome],
    current: Mapping[str, Any] | None,
    ids: Ids,
    *,
    linked: bool = True,
) -> Later:
    """Return what is sent for references, given whether Entra manages the `current` object.

    Who is not in Webex is left out, as Entra skips a manager who is not in scope (Microsoft's page
    on known issues), and so is a manager who is no more: an absent reference is not sent. Entra
    never asks whom Webex has as members (`excludedAttributes=members`, Microsoft's SCIM guide; seen
    by Microsoft Q&A 2278290), at most whether one is there; it removes whom it added and who has
    left the group since.
    """
    user = dict(current or {})
    rows = [o for o in outcomes if o.target.type is AttributeType.REFERENCE]
    found = [_changes(row, user, ids, new=not current, linked=linked) for row in rows]
    return Later(
        tuple(one for later in found for one in later.operations),
        tuple(one for later in found for one in later.open),
        tuple(one for later in found for one in later.without),
    )


def _changes(row: Outcome, user: dict[str, Any], ids: Ids, *, new: bool, linked: bool) -> Later:
    sent = row.on_create if new else row.on_update
    if isinstance(sent, Unknown):
        return Later(open=(f"`{shorten(row.target.name)}`: {lacking(sent)}",))
    several = row.target.multivalued
    value = sent.value if isinstance(sent, Value) else None
    if value is None and not (several and _is_empty(row)):
        return Later()
    wanted = value if isinstance(value, tuple) else () if value is None else (str(value),)
    old = _ids(held(user, row.target.name))
    absent = ids.absent if isinstance(ids, Acquaintances) else frozenset[str]()
    skipped = tuple(one for one in wanted if one.casefold() in absent)
    without = (_skipped(row, skipped),) if skipped else ()
    known, nameless = _named((one for one in wanted if one not in skipped), ids)
    others = tuple(one for one in old if one not in known)
    if others and nameless:
        return Later(open=(_confused(row, others, nameless),), without=without)
    new_ids = tuple(one for one in known if one not in old)
    if row.mapping.flow_behavior == ALWAYS and not several:
        new_ids = known
    added = (*new_ids, *map(id_of, nameless))
    gone = others if several and linked and row.mapping.flow_type != _KEEPS_OTHERS else ()
    whole = isinstance(ids, Mapping)
    told = (_left(row, gone),) if gone and not whole else ()
    if row.mapping.flow_behavior == ALWAYS and several and set(known) & set(old):
        told = (*told, f"`{shorten(row.target.name)}`: what `flow always` sends of whom Webex has")
    return Later(tuple(_operations(row, old, added, gone if whole else ())), told, without)


def _named(wanted: Iterable[str], ids: Ids) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the Webex ids that are known, and who may have one that is not."""
    if isinstance(ids, Mapping):
        return tuple(filter(None, map(ids.get, wanted))), ()
    some = ids.ids if ids else {}
    known = {one: some.get(one.casefold()) for one in wanted}
    return tuple(filter(None, known.values())), tuple(one for one in known if not known[one])


def _operations(
    row: Outcome, old: tuple[str, ...], added: tuple[str, ...], removed: tuple[str, ...]
) -> Iterator[Operation]:
    path = row.target.name
    if added:
        replaced = old and not row.target.multivalued
        yield Operation(Op.REPLACE if replaced else Op.ADD, path, added)
    if removed:
        yield Operation(Op.REMOVE, path, removed)


def _confused(row: Outcome, others: tuple[str, ...], nameless: tuple[str, ...]) -> str:
    """Say that those whom Webex has may be those whose Webex ids nobody has told."""
    name, who = shorten(row.target.name), _listed(nameless)
    return f"`{name}`: Webex has {_listed(others)}, and its ids of {who} are not known"


def _skipped(row: Outcome, who: tuple[str, ...]) -> str:
    """Say that those are left out whom Entra does not provision."""
    name, later = shorten(row.target.name), "nor later until provisioning is restarted"
    return f"`{name}`: {_listed(who)} is not provisioned, so it is not sent, {later}"


def _left(row: Outcome, gone: tuple[str, ...]) -> str:
    """Say that nobody can tell who has left: Entra goes by its memory, and a record has none."""
    name = shorten(row.target.name)
    return f"`{name}`: Webex also has {_listed(gone)}; Entra removes only whom it added itself"


def _listed(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(f"`{one}`" for one in ids[:_SHOWN]) + more


def _is_empty(row: Outcome) -> bool:
    """Tell whether it is known that there are no members, which says who is to be removed."""
    return isinstance(row.result, Absent) and not row.mapping.default


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
