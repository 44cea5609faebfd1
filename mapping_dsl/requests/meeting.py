"""How Entra's users and Webex's meet: who is matched, who is new, who is in the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from mapping_dsl.catalog.paths import key, shorten
from mapping_dsl.evaluate.result import Unknown, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.scim import Json, held
from mapping_dsl.requests.claims import Claim, Claims, claimed, place, renamed
from mapping_dsl.requests.index import Index
from mapping_dsl.requests.near import Near, near, unlooked
from mapping_dsl.requests.predict import unasked

_ID = "externalId"
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Meets(StrEnum):
    """How a record meets the objects that Webex has."""

    MATCHED = "matched"
    CREATED = "would be created"
    SEVERAL = "several candidates"
    TAKEN = "taken by another"
    LEFT = "not provisioned"
    UNKNOWN = "unknown"


_FIRST = (Meets.CREATED, Meets.UNKNOWN)
IN_THE_WAY = (Meets.SEVERAL, Meets.TAKEN)
"""How an object is met that keeps Entra from writing."""


class Meeting(Frozen):
    """A record and what it meets.

    `by` is the target that decided, `found` are the Webex objects that its value finds. `why` says
    in words what decides besides, such as who has taken the object. A `managed` one is matched no
    more: Entra kept its id.
    """

    preview: Preview
    meets: Meets
    by: str
    found: tuple[Json, ...]
    why: str = ""
    near: tuple[Near, ...] = ()
    managed: bool = False

    @property
    def code(self) -> int:
        """The exit code: 3 if it is not known, 1 for what is wrong.

        That is an object in the way, a second one for somebody who has one by its object id, and
        one that stays active though its owner is not to be provisioned.
        """
        match self.meets:
            case Meets.UNKNOWN:
                return 3
            case Meets.CREATED:
                return int(any(near.by == "objectId" for near in self.near))
            case Meets.LEFT:
                return int(any(held(user, "active") is not False for user in self.found))
            case _:
                return int(self.meets in IN_THE_WAY)

    @property
    def unlooked(self) -> tuple[str, ...]:
        """What no near object could be looked for by, where one would count."""
        return unlooked(self.preview) if self.meets in _FIRST else ()


class Others(Frozen):
    """What the records of a run claim: names, the objects that they meet, their external ids."""

    claims: Claims
    holders: Claims
    owners: Claims


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
    another, or whose name another would have as well, finds it taken. If they are `linked`, Entra
    manages the objects already: the one of a single record, else those with its object id. Of who
    is soft-deleted Entra asks nothing: an object with their object id is taken for managed if the
    matching rows find it too, or Entra renamed them on deletion.
    """
    index = Index(users)
    records = list(previews)
    alone = linked and len(users) == 1 and len({place(one.record) for one in records}) == 1
    only = users[0] if alone else None
    first = [
        _managed(one, index, only, linked=linked) or _first(one, index, linked=linked)
        for one in records
    ]
    claims, holders, owners = Claims(), Claims(), Claims()
    for meeting in first:
        record = meeting.preview.record
        for claim in _claimed(meeting):
            claims.add(record, claim)
        for own in filter(None, _own_ids(meeting.preview)):
            owners.add(record, Claim(_ID, own))
        if meeting.meets is Meets.MATCHED:
            holders.add(record, _held(meeting))
    others = Others(claims, holders, owners)
    meetings = tuple(_second(meeting, index, others, linked=linked) for meeting in first)
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


def _managed(preview: Preview, index: Index, only: Json | None, *, linked: bool) -> Meeting | None:
    """Return the meeting with the object that Entra manages, as far as it can be told."""
    gone = preview.standing.gone is True
    if not (linked or gone) or unasked(preview, linked=True):
        return None
    own = preview.record.values.get("objectId")
    found = (only,) if only else index.find(_ID, own) if own else ()
    if gone and len(found) > 1:
        why = f"{len(found)} carry its object id, and which one Entra manages is not known"
        return Meeting(preview, Meets.UNKNOWN, _ID, found, why)
    if len(found) != 1:
        return None
    if not (linked or _is_renamed(preview) or found[0] in _asked(preview, index)[1]):
        why = "it carries the object id, but no matching row finds it: whether Entra manages it"
        return Meeting(preview, Meets.UNKNOWN, _ID, found, f"{why} is not known")
    return Meeting(preview, Meets.MATCHED, "id" if only else _ID, found, managed=True)


def _is_renamed(preview: Preview) -> bool:
    """Tell whether Entra put the object id in front of the user name, as it does on deletion."""
    values = preview.record.values
    digits = str(values.get("objectId") or "").replace("-", "").casefold()
    name = str(values.get("userPrincipalName") or "").casefold()
    return bool(digits) and name.startswith(digits)


def _first(preview: Preview, index: Index, *, linked: bool) -> Meeting:
    """Return how a record meets the objects, other records put aside."""
    if idle := unasked(preview, linked=linked):
        return _left(preview, index, idle)
    for match in preview.matches:
        found = index.find(match.target, _value(match)) if match.query else ()
        if match.unknown or match.doubt:
            why = match.doubt or lacking(match.unknown or Unknown(()))
            return Meeting(preview, Meets.UNKNOWN, match.target, found, why, _near(preview, index))
        if len(found) > 1:
            why = f"{match.query} finds {len(found)}, which Entra reports as an error"
            return Meeting(preview, Meets.SEVERAL, match.target, found, why)
        if found:
            return _matched(preview, index, match, found[0])
    return _unmatched(preview, index)


def _matched(preview: Preview, index: Index, match: Match, user: Json) -> Meeting:
    """Return the meeting with the one object that a query finds, near ones beside it."""
    step, beside = preview.request.matched, _near(preview, index, but=user)
    if step.verb is Verb.UNKNOWN:
        return Meeting(preview, Meets.UNKNOWN, match.target, (user,), step.because, beside)
    return Meeting(preview, Meets.MATCHED, match.target, (user,), near=beside)


def _left(preview: Preview, index: Index, idle: Step) -> Meeting:
    """Return the meeting of who is skipped before the match, with what their rows would find."""
    if idle.verb is Verb.UNKNOWN:
        return Meeting(preview, Meets.UNKNOWN, "", (), idle.because, _near(preview, index))
    by, found = _asked(preview, index)
    stays = ", skipped before it is matched: what is in Webex stays as it is" if found else ""
    return Meeting(preview, Meets.LEFT, by, found, f"{idle.because}{stays}")


def _asked(preview: Preview, index: Index) -> tuple[str, tuple[Json, ...]]:
    """Return what the first matching row with an answer finds, and its target."""
    asked = ((match.target, index.find(match.target, _value(match))) for match in preview.matches)
    return next((one for one in asked if one[1]), ("", ()))


def _near(preview: Preview, index: Index, but: Json | None = None) -> tuple[Near, ...]:
    return tuple(one for one in near(preview, index) if not but or one.user != but["id"])


def _value(match: Match) -> object:
    value = match.result.value if isinstance(match.result, Value) else None
    return value[0] if isinstance(value, tuple) else value


def _unmatched(preview: Preview, index: Index) -> Meeting:
    step, beside = preview.request.new, _near(preview, index)
    if step.verb is Verb.UNKNOWN:
        return Meeting(preview, Meets.UNKNOWN, "", (), step.because, beside)
    if step.verb is Verb.NOTHING:
        return Meeting(preview, Meets.LEFT, "", (), step.because, beside)
    holder = index.find("userName", name) if (name := _sent(preview, "userName")) else ()
    if holder and preview.kind == "users":
        why = f"`{name}` is there already, and no matching row asks for it: Webex answers 409"
        return Meeting(preview, Meets.TAKEN, "userName", holder, why)
    return Meeting(preview, Meets.CREATED, "", (), near=beside)


def _second(meeting: Meeting, index: Index, others: Others, *, linked: bool) -> Meeting:
    """Return the meeting with what others have to do with it."""
    record, matched = meeting.preview.record, meeting.meets is Meets.MATCHED
    if matched and (names := others.holders.others(record, _held(meeting))):
        why = f"{', '.join(names)} {'meets' if len(names) == 1 else 'meet'} it as well"
        return meeting.but(meets=Meets.TAKEN, why=why)
    if matched and (told := _owned(meeting, index, others.owners, linked=linked)):
        return told
    for claim in _claimed(meeting):
        if names := others.claims.others(record, claim):
            same = f"{', '.join(names)} would have the same `{shorten(claim.target)}`"
            return meeting.but(meets=Meets.TAKEN, by=claim.target, why=f"{same}, `{claim.value}`")
        if matched and (why := _in_the_way(meeting, claim, index)):
            return meeting.but(meets=Meets.TAKEN, by=claim.target, why=why)
    return meeting.but(why=_outcome(meeting)) if matched else meeting


def _outcome(meeting: Meeting) -> str:
    """Say what becomes of an object that is met, beyond that it is updated."""
    if meeting.preview.standing.gone:
        managed = "managed, by its `externalId`: " if meeting.by == _ID else ""
        return f"{managed}{meeting.preview.request.existing.because}"
    step = meeting.preview.request.matched
    if step.verb is Verb.NOTHING:
        return f"nothing is sent to it: {step.because}"
    gets = not _carried(meeting.found[0]) and _sent(meeting.preview, _ID, on_update=True)
    return "gets its `externalId`" if gets else ""


def _owned(meeting: Meeting, index: Index, owners: Claims, *, linked: bool) -> Meeting | None:
    """Return the meeting with an object that is another's by its `externalId`, or may be.

    Of an object that Entra manages it may have changed, but not from one object id to another.
    Entra itself does not look at it, so whose an object is that carries that of nobody else here
    is not known. Nor may two objects carry the one of the record.
    """
    user = meeting.found[0]
    carried, (object_id, own) = _carried(user), _own_ids(meeting.preview)
    ids = _OBJECT_ID.fullmatch(carried) and (not own or own.casefold() == object_id.casefold())
    wanted = object_id if ids else "" if linked or meeting.managed else own
    if carried and wanted and carried.casefold() != wanted.casefold():
        told = f"its `externalId` is `{carried}`, not `{wanted}`"
        if names := owners.others(meeting.preview.record, Claim(_ID, carried)):
            return meeting.but(meets=Meets.TAKEN, why=f"{told}: that of {', '.join(names)}")
        return meeting.but(meets=Meets.UNKNOWN, why=f"{told}; whose it is, is not known")
    twins = [u for own_ in {object_id, own} - {""} for u in index.find(_ID, own_) if u != user]
    if not twins or meeting.managed:
        return None
    why = f"{twins[0]['id']} carries the object id already: two would be one person's"
    return meeting.but(meets=Meets.SEVERAL, found=(user, *twins), why=why)


def _own_ids(preview: Preview) -> tuple[str, str]:
    """Return the object id of a record and the `externalId` that is sent; empty for none."""
    return str(preview.record.values.get("objectId") or ""), _sent(preview, _ID)


def _carried(user: Json) -> str:
    return str(held(user, _ID) or "")


def _in_the_way(meeting: Meeting, claim: Claim, index: Index) -> str:
    """Say that a name which an object would get is that of another."""
    others = [u for u in index.find(claim.target, claim.value) if u["id"] != meeting.found[0]["id"]]
    if not others:
        return ""
    return f"`{claim.value}` is the name of the Webex user {others[0]['id']}: Webex answers 409"


def _sent(preview: Preview, target: str, *, on_update: bool = False) -> str:
    """Return what a new object would have for a target, or one that there is; empty for nothing."""
    rows = [o for o in preview.outcomes if o.mapping.target.key == key(target)]
    sent = [row.on_update if on_update else row.on_create for row in rows]
    return str(sent[0].value) if sent and isinstance(sent[0], Value) else ""
