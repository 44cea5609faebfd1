"""How records meet what Webex has, as plain data."""

from __future__ import annotations

from mapping_dsl.preview.scim import Json
from mapping_dsl.report.meeting_words import next_step
from mapping_dsl.requests.meeting import Meeting, Meetings


def encode(found: Meetings) -> dict[str, object]:
    """Return all meetings, how many there are of each kind, and the objects nobody meets."""
    return {
        "counted": {meets.value: count for meets, count in found.counted.items()},
        "records": list(map(_meeting, found.meetings)),
        "metByNobody": list(map(_object, found.alone)),
    }


def _meeting(meeting: Meeting) -> dict[str, object]:
    record = meeting.preview.record
    return {
        "record": record.name,
        "file": record.file,
        "number": record.number,
        "meets": meeting.meets.value,
        "by": meeting.by or None,
        "found": list(map(_object, meeting.found)),
        "because": meeting.why or None,
        "near": [{"by": near.by, "value": near.value, "id": near.user} for near in meeting.near],
        "nearNotLookedForBy": list(meeting.unlooked),
        "next": next_step(meeting) or None,
    }


def _object(user: Json) -> dict[str, object]:
    return {name: user.get(name) for name in ("id", "userName", "displayName", "externalId")}
