"""Simulations in words: events, what is sent, and the rows that hold or do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never
from urllib.parse import unquote

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.lifecycle import events
from mapping_dsl.lifecycle.entra import State
from mapping_dsl.lifecycle.events import Event
from mapping_dsl.lifecycle.steps import Effect, InEntra, Step, Told
from mapping_dsl.lifecycle.webex import WebexUser
from mapping_dsl.preview.scim import held
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.request import Request


def event(happened: Event) -> str:
    """Return what happens, in a few words."""
    match happened:
        case events.Assign(newcomer, role):
            there = " who is in Webex already" if newcomer.webex else ""
            return f"assign {newcomer.user}{there}{_in(role)}"
        case events.AssignGroup(group, members, role):
            return f"assign group {group}{_in(role)}: {_members(members)}"
        case events.GroupChange(group, members):
            return f"group {group} changes: {_members(members)}"
        case events.UnassignGroup(group):
            return f"unassign group {group}"
        case events.Change(user, record):
            return f"change {user}: {', '.join(map(_changed, record.items()))}"
        case events.Pass(days):
            return f"{days} day{'s' * (days != 1)} pass"
        case events.ReAdd(user):
            return f"re-add {user}"
        case events.SoftDelete(user):
            return f"soft-delete {user}"
        case events.HardDelete(user):
            return f"hard-delete {user}"
        case events.Unassign(user):
            return f"unassign {user}"
        case events.Block(user):
            return f"block {user}"
        case events.Unblock(user):
            return f"unblock {user}"
        case events.Restore(user):
            return f"restore {user}"
        case _:
            assert_never(happened)


def _in(role: str) -> str:
    return f" as {role}" if role else ""


def _members(members: Iterable[events.Member]) -> str:
    named = (
        one.user if isinstance(one, events.Newcomer) else f"group {one.group}" for one in members
    )
    return ", ".join(named) or "nobody"


def _changed(pair: tuple[str, object]) -> str:
    name, value = pair
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"


def in_entra(person: InEntra) -> str:
    """Return how somebody stands in Entra."""
    state = (
        f"{person.state} since day {person.deleted}" if person.deleted is not None else person.state
    )
    blocked = ", blocked" if person.blocked else ""
    by = ", ".join(_by(group, role) for group, role in person.assignments)
    name = f"{person.user_principal_name}, {state}{blocked}"
    if person.state == State.GONE:
        return name
    return f"{name}; assigned {by}" if by else f"{name}; not assigned"


def _by(group: str, role: str) -> str:
    return (f"by group {group}" if group else "directly") + _in(role)


def sent(requests: Iterable[Request]) -> Iterator[str]:
    """Yield the requests that ask by a filter or write, each PATCH with its operations."""
    for request in requests:
        if request.method != "GET" or "?" in request.path:
            yield f"{request.method} {unquote(request.path)}"
        for operation in (request.body or {}).get("Operations", ()):
            value = json.dumps(operation.get("value"), ensure_ascii=False)
            yield f"  {operation['op']} {shorten(operation.get('path', ''))} {value}"


def in_webex(effect: Effect) -> str:
    """Return how somebody's Webex user is after the event."""
    gone = f"{effect.gone} is deleted for good" if effect.gone else ""
    if effect.webex is None:
        return gone or "nobody"
    user, gone = effect.webex, gone and f"{gone}; there is still "
    link = _link(user, effect.entra.object_id)
    return f"{gone}{user.name}, {'Active' if user.active else 'Inactive'}; {link}; id {user.id}"


def _link(user: WebexUser, object_id: str) -> str:
    number = held(user.user, "externalId")
    if number == object_id:
        return "externalId is the object id"
    return f"externalId {number}" if number else "no externalId"


def row(told: Told) -> str:
    """Return a row that holds, or what of it does not, with its source."""
    fact = told.fact
    of = f" ({told.of})" if told.of else ""
    says = fact.result if told.holds else "; ".join(told.broken)
    return f"{fact.slug}{of}: {says} [{fact.source}; {fact.evidence}]"


_UNCHECKED = "not looked at: whether Webex takes each value, and whether a match is somebody else's"


def verdict(steps: Sequence[Step]) -> str:
    """Return the line at the end: what of the table does not hold, and who has two users."""
    effects = [(step.entry.place.entry, effect) for step in steps for effect in step.effects]
    broken = _listed(
        (told.fact.slug, number)
        for number, effect in effects
        for told in effect.told
        if not told.holds
    )
    second = _listed((effect.user, number) for number, effect in effects if effect.second)
    open_ = _listed((effect.user, number) for number, effect in effects if effect.is_open)
    count = f"{len(steps)} event{'s' * (len(steps) != 1)}"
    lines = [f"no longer holds: {broken}"] if broken else []
    lines += [f"comes to have two Webex users: {second}"] if second else []
    lines += [f"cannot be said: {open_}"] if open_ else []
    return revealed("; ".join([count, *(lines or ["every row that applies holds"]), _UNCHECKED]))


def _listed(found: Iterable[tuple[str, int]]) -> str:
    """Return names, each once, with the numbers of the events."""
    numbers: dict[str, list[str]] = {}
    for name, number in found:
        numbers.setdefault(name, []).append(str(number))
    return ", ".join(
        f"{name} (event{'s' * (len(at) > 1)} {', '.join(dict.fromkeys(at))})"
        for name, at in numbers.items()
    )
