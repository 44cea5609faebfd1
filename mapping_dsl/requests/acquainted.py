"""Whose Webex ids are known from what Webex has and from how the records of a run meet it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl.preview.scim import Json, held
from mapping_dsl.requests.meeting import Meeting, Meets
from mapping_dsl.requests.references import Acquaintances


def acquainted(users: Iterable[Json], meetings: Sequence[Meeting] = ()) -> Acquaintances:
    """Return the Webex ids that objects carry an `externalId` for, or that records meet.

    What two Webex objects would be for is known of neither.
    """
    found: dict[str, str] = {}
    twice = set[str]()
    for entra, id_ in (*_carried(users), *_met(meetings)):
        if found.setdefault(entra, id_) != id_:
            twice.add(entra)
    ids = {entra: id_ for entra, id_ in found.items() if entra not in twice}
    skipped = frozenset(_skipped(meetings))
    return Acquaintances(ids, skipped - found.keys())


def _carried(users: Iterable[Json]) -> Iterator[tuple[str, str]]:
    for user in users:
        if entra := held(user, "externalId"):
            yield str(entra).casefold(), user["id"]


def _skipped(meetings: Iterable[Meeting]) -> Iterator[str]:
    for meeting in meetings:
        entra = meeting.preview.record.values.get("objectId")
        if entra and meeting.meets is Meets.LEFT and meeting.preview.standing.gone:
            yield str(entra).casefold()


def _met(meetings: Iterable[Meeting]) -> Iterator[tuple[str, str]]:
    for meeting in meetings:
        entra = meeting.preview.record.values.get("objectId")
        if entra and meeting.meets is Meets.MATCHED:
            yield str(entra).casefold(), meeting.found[0]["id"]
