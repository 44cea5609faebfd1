"""What becomes of the Webex user of somebody whom Entra skips, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from mapping_dsl.requests.meeting import Meets, meet
from mapping_dsl.requests.predict import prediction
from previews import ADA, ada

SKIPPED = "blocked from signing in, skipped before it is matched: what is in Webex stays as it is"
OWN = ADA["id"]


def webex(id_: str, **fields: Any) -> dict[str, Any]:
    return {"id": id_, **fields}


@pytest.mark.parametrize(
    ("users", "meets", "why", "methods"),
    [
        ([], Meets.LEFT, "blocked from signing in", []),
        (
            [webex("1", userName="ada@contoso.com", active=True)],
            Meets.LEFT,
            SKIPPED,
            [],
        ),
        (
            [webex("1", userName="old@contoso.com", externalId=OWN, active=True)],
            Meets.UNKNOWN,
            (
                "it carries the object id, but no matching row finds it: "
                "whether Entra manages it is not known"
            ),
            [],
        ),
        (
            [webex("1", userName="ADA@contoso.com", externalId=OWN, active=True)],
            Meets.MATCHED,
            "managed, by its `externalId`: deactivates, as it is blocked from signing in",
            ["GET", "PATCH"],
        ),
        (
            [webex("1", externalId=OWN), webex("2", externalId=OWN)],
            Meets.UNKNOWN,
            "2 carry its object id, and which one Entra manages is not known",
            [],
        ),
    ],
)
def test_who_is_not_in_scope_is_skipped_before_the_match(
    users: list[dict[str, Any]], meets: Meets, why: str, methods: list[str]
) -> None:
    blocked = ada(accountEnabled=False)

    (found,) = meet([blocked], users).meetings
    sent = prediction(blocked, users[0] if users else None, linked=found.managed)

    assert (found.meets, found.why) == (meets, why)
    assert [request.method for request in sent.requests] == methods


@pytest.mark.parametrize(
    ("enabled", "user", "code"),
    [
        (True, webex("1", userName="ada@contoso.com", externalId=OWN), 0),
        (True, webex("1", userName="else@contoso.com"), 0),
        (True, webex("1", userName="else@contoso.com", externalId=OWN), 1),  # a second one
        (False, webex("1", userName="ada@contoso.com", active=True), 1),  # stays active
        (False, webex("1", userName="ada@contoso.com", active=False), 0),
    ],
)
def test_what_is_wrong_with_a_meeting(enabled: bool, user: dict[str, Any], code: int) -> None:  # noqa: FBT001 (a parameter)
    (found,) = meet([ada(accountEnabled=enabled)], [user]).meetings

    assert found.code == code


def test_whether_somebody_is_in_scope_is_not_known() -> None:
    current = webex("1", userName="ada@contoso.com")
    record = ada(without="accountEnabled")

    (found,) = meet([record], [current]).meetings

    assert (found.meets, found.why) == (Meets.UNKNOWN, "`accountEnabled` is not in this record")
    assert prediction(record, current).requests == ()
