"""How Entra's users and Webex's meet: who is matched, who is new, who is in the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from mapping_dsl.catalog.paths import key
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.preview.scim import Json, held

_ADDRESSES = ("userPrincipalName", "originalUserPrincipalName", "mail", "proxyAddresses")


class Meets(StrEnum):
    """How a record meets the objects that Webex has."""

    MATCHED = "matched"
    CREATED = "would be created"
    SEVERAL = "several candidates"
    TAKEN = "taken by another"
    LEFT = "not provisioned"
    UNKNOWN = "unknown"


class Near(Frozen):
    """A Webex object that somebody may have meant: `by` is what they have in common."""

    by: str
    value: str
    user: str


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


def meet(previews: Iterable[Preview], users: Sequence[Json]) -> Meetings:
    """Let records meet the Webex objects there are.

    Entra asks by the matching rows in order and stops at the first that finds something; several
    are an error. Who meets an object that another record meets, that carries the `externalId` of
    somebody else, or whose `userName` the new object would have, finds it taken.
    """
    index = _Index(users)
    first = [_first(preview, index) for preview in previews]
    holders: dict[str, list[str]] = defaultdict(list)
    for meeting in first:
        if meeting.meets is Meets.MATCHED:
            holders[meeting.found[0]["id"]].append(meeting.preview.record.name)
    meetings = tuple(_second(meeting, holders) for meeting in first)
    met = {user["id"] for meeting in meetings for user in meeting.found}
    return Meetings(meetings, tuple(user for user in users if user["id"] not in met))


class _Index:
    """Webex objects by what a target holds, case put aside; each target is indexed once."""

    def __init__(self, users: Sequence[Json]) -> None:
        self.users = users
        self._by: dict[str, dict[str, list[Json]]] = {}

    def find(self, target: str, value: object) -> tuple[Json, ...]:
        if key(target) not in self._by:
            made: dict[str, list[Json]] = defaultdict(list)
            for user in self.users:
                for text in {text.casefold() for text in _texts(held(user, target))}:
                    made[text].append(user)
            self._by[key(target)] = dict(made)
        return tuple(self._by[key(target)].get(str(value).casefold(), ()))


def _texts(found: object) -> Iterator[str]:
    """Yield the values of what an object holds: of one attribute, or of each item of several."""
    match found:
        case list():
            for item in found:
                yield from _texts(item)
        case {"value": value}:
            yield from _texts(value)
        case str() | bool() if found != "":
            yield str(found)
        case _:
            return


def _first(preview: Preview, index: _Index) -> Meeting:
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


def _unmatched(preview: Preview, index: _Index) -> Meeting:
    step, near = preview.request.new, tuple(_near(preview, index))
    if step.verb is Verb.UNKNOWN:
        return Meeting(preview, Meets.UNKNOWN, "", (), step.because, near)
    if step.verb is Verb.NOTHING:
        return Meeting(preview, Meets.LEFT, "", (), step.because, near)
    holder = index.find("userName", name) if (name := _sent(preview, "userName")) else ()
    if holder and preview.kind == "users":
        why = f"`{name}` is there already, and no matching row asks for it: Webex answers 409"
        return Meeting(preview, Meets.TAKEN, "userName", holder, why)
    return Meeting(preview, Meets.CREATED, "", (), near=near)


def _second(meeting: Meeting, holders: dict[str, list[str]]) -> Meeting:
    """Return the meeting with what others have to do with it."""
    if meeting.meets is not Meets.MATCHED:
        return meeting
    user, own = meeting.found[0], _sent(meeting.preview, "externalId")
    together = holders[user["id"]]
    carried = user.get("externalId")
    if len(together) > 1:
        others = list(together)
        others.remove(meeting.preview.record.name)
        why = f"{', '.join(others)} {'meets' if len(others) == 1 else 'meet'} it as well"
        return meeting.but(meets=Meets.TAKEN, why=why)
    if carried and own and str(carried).casefold() != own.casefold():
        return meeting.but(meets=Meets.TAKEN, why=f"its `externalId` is `{carried}`, not `{own}`")
    return meeting.but(why="" if carried else "gets its `externalId`" if own else "")


def _sent(preview: Preview, target: str) -> str:
    """Return what a new object would have for a target; empty for nothing."""
    sent = [o.on_create for o in preview.outcomes if o.mapping.target.key == key(target)]
    return str(sent[0].value) if sent and isinstance(sent[0], Value) else ""


def _near(preview: Preview, index: _Index) -> Iterator[Near]:
    """Yield the objects that have something of the record, each once for each attribute."""
    for name in _ADDRESSES:
        for address in _addresses(preview.record.values.get(name)):
            users = (*index.find("userName", address), *index.find("emails", address))
            for id_ in dict.fromkeys(user["id"] for user in users):
                yield Near(name, address, id_)
    for own in filter(None, (preview.record.values.get("objectId"),)):
        for user in index.find("externalId", own):
            yield Near("objectId", str(own), user["id"])


def _addresses(value: object) -> Iterator[str]:
    """Yield the addresses of an attribute; of proxyAddresses those of mail."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and text:
            kind, colon, rest = text.partition(":")
            if not colon or kind.casefold() == "smtp":
                yield rest if colon else text
