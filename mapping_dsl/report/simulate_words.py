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
from mapping_dsl.lifecycle.steps import Effect, InEntra, OfGroup, Step, Told
from mapping_dsl.lifecycle.webex import WebexUser
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.request import Request

CORRECT = "correct the value in Entra, or the row; what Webex does with it is not documented"
"""What to do about a value that Webex has no room for."""
PART = "give the Webex user the userName before the assignment, or delete the one not in use"
"""What to do about a second Webex user."""
_SHOWN = 60  # characters of a value that changes


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
            return f"{days} day{'s' * (days != 1)} pass{'es' * (days == 1)}"
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
    text = json.dumps(value, ensure_ascii=False)
    return f"{name} = {text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}"


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
        if request.method != "GET" or "filter=" in request.path:
            yield f"{request.method} {unquote(request.path)}"
        for operation in (request.body or {}).get("Operations", ()):
            value = json.dumps(operation.get("value"), ensure_ascii=False)
            path = f" {shorten(operation['path'])}" if "path" in operation else ""
            yield f"  {operation['op']}{path} {value}"


def in_webex(effect: Effect) -> str:
    """Return how somebody's Webex user is after the event."""
    gone = f"{effect.gone} is deleted for good" if effect.gone else ""
    if effect.webex is None:
        return gone or "nobody"
    user, gone = effect.webex, gone and f"{gone}; there is still "
    link = _link(user, effect.entra.object_id)
    return f"{gone}{user.name}, {'Active' if user.active else 'Inactive'}; {link}"


def group_in_webex(group: OfGroup) -> str:
    """Return how a group object is after the event: its id, who is in it."""
    if group.webex is None:
        return "no such group"
    members = [member["value"] for member in group.webex.get("members") or ()]
    return f"id {group.webex['id']}; members: {', '.join(members) or 'nobody'}"


def _link(user: WebexUser, object_id: str) -> str:
    number = user.number
    if number.casefold() == object_id.casefold():
        return "externalId is the object id"
    return f"externalId {number}" if number else "no externalId"


def row(told: Told) -> str:
    """Return a row that holds, or what of it does not, with its source."""
    fact = told.fact
    if fact.alarm:
        return f"{f'{told.of}: ' * bool(told.of)}{fact.result} [{fact.source}; {fact.evidence}]"
    of = f" ({told.of})" if told.of else ""
    says = "; ".join(told.broken) or ("cannot be said" if told.unsure else fact.result)
    why = f" ({told.why})" if told.why else ""
    return f"{fact.slug}{of}: {says}{why} [{fact.source}; {fact.evidence}]"


_UNCHECKED = "not looked at: Webex users whom no event names"


def verdict(steps: Sequence[Step]) -> str:
    """Return the line at the end: what of the table does not hold, who is harmed, what is open."""
    rows = [(step.entry.place.entry, told) for step in steps for told in step.rows]
    effects = [(step.entry.place.entry, effect) for step in steps for effect in step.effects]
    broken = [(one.fact.slug, number) for number, one in rows if one.broken]
    open_ = [(one.fact.slug, number) for number, one in rows if one.is_open]
    groups = [
        (f"group {group.group}", step.entry.place.entry, group.told)
        for step in steps
        for group in step.groups
    ]
    lines = {
        "no longer holds": broken,
        **_alarms([*((e.user, n, e.told) for n, e in effects), *groups]),
        "comes to have two Webex users": [(e.user, n) for n, e in effects if e.second],
        "bad values": [(e.user, n) for n, e in effects if e.violations],
        "not known": open_ or [(e.user, n) for n, e in effects if e.is_open],
    }
    told = [f"{label}: {_listed(found)}" for label, found in lines.items() if found]
    count = f"{len(steps)} event{'s' * (len(steps) != 1)}"
    return revealed("; ".join([count, *(told or ["every row that applies holds"]), _UNCHECKED]))


def _alarms(found: Iterable[tuple[str, int, tuple[Told, ...]]]) -> dict[str, list[tuple[str, int]]]:
    """Return who is harmed by a row, under its name."""
    alarms: dict[str, list[tuple[str, int]]] = {}
    for name, number, told in found:
        for alarm in filter(None, (one.fact.alarm for one in told)):
            alarms.setdefault(alarm.lower(), []).append((name, number))
    return alarms


def _listed(found: Iterable[tuple[str, int]]) -> str:
    """Return names, each once, with the numbers of the events."""
    numbers: dict[str, dict[str, None]] = {}
    for name, number in found:
        numbers.setdefault(name, {})[str(number)] = None
    return ", ".join(
        f"{name} (event{'s' * (len(at) > 1)} {', '.join(at)})" for name, at in numbers.items()
    )
