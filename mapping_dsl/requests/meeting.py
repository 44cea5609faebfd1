"""How Entra's users and Webex's meet: who is matched, who is new, who is in the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from mapping_dsl.catalog.paths import key, shorten
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.preview.scim import Json, held
from mapping_dsl.requests.claims import Claim, Claims, claimed, place, renamed
from mapping_dsl.requests.index import Index
from mapping_dsl.requests.near import Near, near

_OBJECT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Meets(StrEnum):
    """How a record meets the objects that Webex has."""

    MATCHED = "matched"
    CREATED = "would be created"
    SEVERAL = "several candidates"
    TAKEN = "taken by another"
    LEFT = "not provisioned"
    UNKNOWN = "unknown"


IN_THE_WAY = (Meets.SEVERAL, Meets.TAKEN)
"""How an object is met that keeps Entra from writing."""


class Meeting(Frozen):
    """A record and what it meets.

    `by` is the target that decided, `found` are the Webex objects that its value finds. `why` says
    in words what decides besides, such as who has taken the object.
    """

    preview: Preview
    meets: Meets
    by: str
    found: tuple[Json, ...]
    why: str = ""
    near: tuple[Near, ...] = ()


class Meetings(Frozen):
    """All of them in the order of the records; `alone` are the Webex objects that nobody meets."""

    meetings: tuple[Meeting, ...]
    alone: tuple[Json, ...]

    @property
    def counted(self) -> dict[Meets, int]:
        """How many records meet in which way."""
        found = Counter(meeting.meets for meeting in self.meetings)
        return {each: found[each] for each in Meets if found[each]}


def meet(previews: Iterable[Preview], users: Sequence[Json], *, linked: bool = False) -> Meetings:
    """Let records meet the Webex objects there are.

    Entra asks by the matching rows in order and stops at the first that finds something; several
    are an error. Who meets an object that another record meets, that carries the `externalId` of
    somebody else, or whose name another would have as well, finds it taken. If they are `linked`,
    Entra manages the objects already: the one of a single record, else those with its object id.
    """
    index = Index(users)
    records = list(previews)
    only = (
        users[0]
        if linked and len(users) == 1 and len({place(one.record) for one in records}) == 1
        else None
    )
    known = [_known(one, index, only) if linked else None for one in records]
    first = [own or _first(one, index) for own, one in zip(known, records, strict=True)]
    claims, holders = Claims(), Claims()
    for meeting in first:
        for claim in _claimed(meeting):
            claims.add(meeting.preview.record, claim)
        if meeting.meets is Meets.MATCHED:
            holders.add(meeting.preview.record, _held(meeting))
    pairs = zip(first, known, strict=True)
    meetings = tuple(
        _second(meeting, index, claims, holders, linked=own is not None) for meeting, own in pairs
    )
    met = {user["id"] for meeting in meetings for user in meeting.found}
    return Meetings(meetings, tuple(user for user in users if user["id"] not in met))


def _held(meeting: Meeting) -> Claim:
    return Claim("id", meeting.found[0]["id"])


def _claimed(meeting: Meeting) -> tuple[Claim, ...]:
    """Return what a record would have that only one object can have."""
    match meeting.meets:
        case Meets.CREATED:
            return claimed(meeting.preview)
        case Meets.MATCHED:
            return renamed(meeting.preview)
        case _:
            return ()


def _known(preview: Preview, index: Index, only: Json | None) -> Meeting | None:
    """Return the meeting with the object that Entra manages, as far as it can be told."""
    own = preview.record.values.get("objectId")
    found = (only,) if only else index.find("externalId", own) if own else ()
    steps = preview.request.new, preview.request.existing
    if len(found) != 1 or all(step.verb is Verb.NOTHING for step in steps):
        return None
    return Meeting(preview, Meets.MATCHED, "id" if only else "externalId", found)


def _first(preview: Preview, index: Index) -> Meeting:
    """Return how a record meets the objects, other records put aside."""
    steps = preview.request.new, preview.request.existing
    if all(step.verb is Verb.NOTHING for step in steps):
        return Meeting(preview, Meets.LEFT, "", (), steps[0].because)
    for match in preview.matches:
        if match.unknown:
            return Meeting(preview, Meets.UNKNOWN, match.target, (), lacking(match.unknown))
        found = index.find(match.target, _value(match)) if match.query else ()
        if len(found) > 1:
            why = f"{match.query} finds {len(found)}, which Entra reports as an error"
            return Meeting(preview, Meets.SEVERAL, match.target, found, why)
        if found:
            return Meeting(preview, Meets.MATCHED, match.target, found)
    return _unmatched(preview, index)


def _value(match: Match) -> object:
    value = match.result.value if isinstance(match.result, Value) else None
    return value[0] if isinstance(value, tuple) else value


def _unmatched(preview: Preview, index: Index) -> Meeting:
    step, beside = preview.request.new, tuple(near(preview, index))
    if step.verb is Verb.UNKNOWN:
        return Meeting(preview, Meets.UNKNOWN, "", (), step.because, beside)
    if step.verb is Verb.NOTHING:
        return Meeting(preview, Meets.LEFT, "", (), step.because, beside)
    holder = index.find("userName", name) if (name := _sent(preview, "userName")) else ()
    if holder and preview.kind == "users":
        why = f"`{name}` is there already, and no matching row asks for it: Webex answers 409"
        return Meeting(preview, Meets.TAKEN, "userName", holder, why)
    return Meeting(preview, Meets.CREATED, "", (), near=beside)


def _second(
    meeting: Meeting, index: Index, claims: Claims, holders: Claims, *, linked: bool
) -> Meeting:
    """Return the meeting with what others have to do with it."""
    record = meeting.preview.record
    if meeting.meets is Meets.MATCHED and (others := holders.others(record, _held(meeting))):
        why = f"{', '.join(others)} {'meets' if len(others) == 1 else 'meet'} it as well"
        return meeting.but(meets=Meets.TAKEN, why=why)
    if meeting.meets is Meets.MATCHED and (why := _owned(meeting, linked=linked)):
        return meeting.but(meets=Meets.TAKEN, why=why)
    for claim in _claimed(meeting):
        if others := claims.others(record, claim):
            told = f"{', '.join(others)} would have the same `{shorten(claim.target)}`"
            return meeting.but(meets=Meets.TAKEN, by=claim.target, why=f"{told}, `{claim.value}`")
        if meeting.meets is Meets.MATCHED and (why := _in_the_way(meeting, claim, index)):
            return meeting.but(meets=Meets.TAKEN, by=claim.target, why=why)
    new = meeting.meets is Meets.MATCHED and not _carried(meeting.found[0])
    gets = new and _sent(meeting.preview, "externalId")
    return meeting.but(why="gets its `externalId`") if gets else meeting


def _owned(meeting: Meeting, *, linked: bool) -> str:
    """Say whose a Webex object is by its `externalId`, if it is another's.

    Of an object that Entra manages it may have changed, but not from one object id to another.
    """
    carried, own = _carried(meeting.found[0]), _sent(meeting.preview, "externalId")
    object_id = str(meeting.preview.record.values.get("objectId") or "")
    ids = _OBJECT_ID.fullmatch(carried) and (not own or own.casefold() == object_id.casefold())
    wanted = object_id if ids else "" if linked else own
    if not carried or not wanted or carried.casefold() == wanted.casefold():
        return ""
    return f"its `externalId` is `{carried}`, not `{wanted}`"


def _carried(user: Json) -> str:
    return str(held(user, "externalId") or "")


def _in_the_way(meeting: Meeting, claim: Claim, index: Index) -> str:
    """Say that a name which an object would get is that of another."""
    others = [u for u in index.find(claim.target, claim.value) if u["id"] != meeting.found[0]["id"]]
    if not others:
        return ""
    return f"`{claim.value}` is the name of the Webex user {others[0]['id']}: Webex answers 409"


def _sent(preview: Preview, target: str) -> str:
    """Return what a new object would have for a target; empty for nothing."""
    sent = [o.on_create for o in preview.outcomes if o.mapping.target.key == key(target)]
    return str(sent[0].value) if sent and isinstance(sent[0], Value) else ""
