"""What to do next about how a record meets what Webex has."""

from __future__ import annotations

from mapping_dsl.requests.meeting import Meeting, Meets

_NEXT = {
    Meets.SEVERAL: "leave one of them with what the matching row asks for, and look again",
    Meets.TAKEN: "find out whose it is, and give the other one an address of their own first",
    Meets.UNKNOWN: "find out what is not known, as in a test tenant, before the first cycle",
}
_NEAR = (
    "if one of them is theirs, give it the value that the matching row asks for first; else they "
    "have two"
)
_STAYS = "if they are not to sign in to Webex, deactivate the account there: Entra will not"


def next_step(meeting: Meeting) -> str:
    """Return what to do about a meeting; empty if there is nothing to be done."""
    if meeting.meets is Meets.CREATED and meeting.near:
        return _NEAR
    if meeting.meets is Meets.LEFT and meeting.found:
        return _STAYS
    return _NEXT.get(meeting.meets, "")
