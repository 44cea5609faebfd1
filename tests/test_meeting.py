"""How records meet what Webex has, beyond what the printed table shows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mapping_dsl.errors import ToolError
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import meeting_text
from mapping_dsl.requests.acquainted import acquainted
from mapping_dsl.requests.claims import claimed
from mapping_dsl.requests.listing import read_all, read_webex
from mapping_dsl.requests.meeting import Meets, meet
from mapping_dsl.requests.near import Near
from mapping_dsl.requests.predict import prediction
from mapping_dsl.requests.request import search
from models import row
from previews import ACTIVE, ADA, ada, of
from webex_people import GRACE, group

BY_NUMBER = of(row('phoneNumbers[type eq "work"].value', "[telephoneNumber]", matching_priority=2))
BY_ID = row("externalId", "[objectId]", matching_priority=2)
OWN = ADA["id"]


def webex(id_: str, **fields: Any) -> dict[str, Any]:
    return {"id": id_, **fields}


@pytest.mark.parametrize(
    ("users", "meets", "by", "why"),
    [
        ([], Meets.CREATED, "", ""),
        ([webex("1", userName="ADA@contoso.com")], Meets.MATCHED, "userName", "gets its"),
        (
            [
                webex(
                    "1",
                    userName="b@contoso.com",
                    phoneNumbers=[{"value": "+44 20 7946 0001", "type": "work"}],
                )
            ],
            Meets.MATCHED,
            'phoneNumbers[type eq "work"].value',
            "gets its",
        ),
        ([webex("1", userName="ada@contoso.com", externalId=OWN)], Meets.MATCHED, "userName", ""),
        (
            [webex("1", userName="ada@contoso.com", externalId="b")],
            Meets.UNKNOWN,
            "userName",
            "its `externalId` is `b`, not `11111111-2222-4333-8444-555555555555`; whose it is, is",
        ),
    ],
)
def test_one_record(users: list[dict[str, Any]], meets: Meets, by: str, why: str) -> None:
    (found,) = meet([ada(BY_NUMBER)], users).meetings

    assert (found.meets, found.by) == (meets, by)
    assert found.why.startswith(why)
    assert bool(found.why) == bool(why)


def test_two_records_meet_one_user() -> None:
    users = [webex("1", userName="ada@contoso.com")]

    found = meet([ada(), ada(id="b")], users)

    assert [one.meets for one in found.meetings] == [Meets.TAKEN, Meets.TAKEN]
    assert found.meetings[0].why == "ada@contoso.com meets it as well"


def test_a_name_that_no_row_asks_for_is_taken() -> None:
    by_display_name = of().but(
        mappings=(
            row("userName", "[userPrincipalName]"),
            row("externalId", "[objectId]"),
            row("displayName", "[displayName]", matching_priority=1),
            row("active", ACTIVE),
        )
    )

    (found,) = meet([ada(by_display_name)], [webex("1", userName="ada@contoso.com")]).meetings

    assert (found.meets, found.by) == (Meets.TAKEN, "userName")
    assert "409" in found.why


def test_near_matches() -> None:
    users = [
        webex("1", userName="c@contoso.com", emails=[{"value": "Lovelace@contoso.com"}]),
        webex("2", userName="d@contoso.com", externalId=OWN),
    ]
    record = ada(
        of().but(mappings=(row("userName", "[userPrincipalName]", matching_priority=1),)),
        mail="lovelace@contoso.com",
        proxyAddresses=["SMTP:d@contoso.com", "sip:c@contoso.com"],
    )

    (found,) = meet([record], users).meetings

    assert found.near == (
        Near("mail", "lovelace@contoso.com", "1"),
        Near("proxyAddresses", "d@contoso.com", "2"),
        Near("objectId", str(OWN), "2"),
    )


def test_what_a_record_lacks_leaves_it_open() -> None:
    (found,) = meet([ada(without="mail")], [webex("1", userName="ada@contoso.com")]).meetings

    assert (found.meets, found.why) == (Meets.UNKNOWN, "`mail` is not in this record")


def test_each_matching_row_is_asked_in_turn() -> None:
    found = prediction(ada(BY_NUMBER), webex("1", userName="b@contoso.com"))
    asked = [request.path for request in found.requests if request.method == "GET"]

    assert asked == [
        "/Users?filter=userName%20eq%20%22ada@contoso.com%22",
        "/Users?filter=phoneNumbers%5Btype%20eq%20%22work%22%5D.value%20eq%20%22%2B44%2020%207946%200001%22",
    ]
    assert found.requests[2].why == "no Webex user matches: a second user, beside 1"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (ada(without="mail"), "`mail` is not in this record"),
        (ada(of(row("title", "[city]"))), "`title`: `city` is not in this record"),
        (ada(of(unresolved=frozenset({"title"}))), "the mapping has errors in `title`"),
    ],
)
def test_what_nobody_can_tell(record: Preview, why: str) -> None:
    current = webex("1", userName="ada@contoso.com", active=True)

    for now in (None, current):
        stopped = prediction(record, now).stopped
        assert stopped is not None
        assert (stopped.verb, stopped.because) == (Verb.UNKNOWN, why)


def test_nothing_is_asked_for_who_is_left_alone() -> None:
    found = prediction(ada(of(enabled=False)))

    assert (found.requests, str(found.stopped)) == ((), "nothing: this mapping is turned off")


def test_one_page_of_several_is_not_all_of_webex() -> None:
    page = {"totalResults": 500, "Resources": [{"id": "w1", "userName": "ada@contoso.com"}]}

    with pytest.raises(ToolError, match="holds 1 of 500 objects"):
        read_webex(json.dumps(page), "webex.json")

    assert len(read_webex(json.dumps({**page, "totalResults": 1}), "webex.json")) == 1


PAGE: dict[str, Any] = {
    "totalResults": 2,
    "Resources": [{"id": "w1", "userName": "ada@contoso.com"}],
}
NEXT: dict[str, Any] = {"totalResults": 2, "Resources": [{"id": "w2", "userName": "b@contoso.com"}]}


@pytest.mark.parametrize(
    "contents",
    [
        [[PAGE, NEXT]],
        [PAGE, NEXT],
        [PAGE, NEXT["Resources"]],
        [[*PAGE["Resources"], *NEXT["Resources"]]],
        [PAGE["Resources"], NEXT["Resources"]],
    ],
)
def test_pages_and_lists_are_put_together(contents: list[Any]) -> None:
    files = [(json.dumps(content), f"{n}.json") for n, content in enumerate(contents)]

    assert [user["id"] for user in read_all(files)] == ["w1", "w2"]


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ([[PAGE]], "0.json: holds 1 of 2 objects: name the files of all pages"),
        ([PAGE, {"totalResults": 0, "Resources": []}], "0.json, 1.json: hold 1 of 2 objects"),
        ([PAGE, PAGE], "1.json: entry 1: has the `id` of 0.json: entry 1"),
        ([[PAGE, PAGE]], "0.json: page 2: entry 1: has the `id` of 0.json: page 1: entry 1"),
        ([[PAGE, {"id": "w2"}]], "0.json: entry 1: a Webex user without `id`"),
        ([[PAGE, {"Resources": 3}]], "0.json: page 2: `Resources` is a text or a number, not"),
    ],
)
def test_pages_that_do_not_go_together(contents: list[Any], told: str) -> None:
    files = [(json.dumps(content), f"{n}.json") for n, content in enumerate(contents)]

    with pytest.raises(ToolError, match=f"^{re.escape(told)}"):
        read_all(files)


def test_two_records_would_be_one_user() -> None:
    other = ada(id="b", userPrincipalName="ADA@contoso.com")

    found = meet([ada(), other, ada(id="c", userPrincipalName="c@contoso.com")], [])

    assert [one.meets for one in found.meetings] == [Meets.TAKEN, Meets.TAKEN, Meets.CREATED]
    assert [one.why for one in found.meetings[:2]] == [
        "ADA@contoso.com would have the same `userName`, `ada@contoso.com`",
        "ada@contoso.com would have the same `userName`, `ADA@contoso.com`",
    ]


def test_a_second_record_would_meet_what_the_first_one_makes() -> None:
    new = [ada(BY_NUMBER), ada(BY_NUMBER, id="b", userPrincipalName="b@contoso.com")]

    found = meet(new, []).meetings

    assert {one.meets for one in found} == {Meets.TAKEN}
    assert {one.by for one in found} == {'phoneNumbers[type eq "work"].value'}


def test_two_groups_would_be_one() -> None:
    found = meet([group(), group(id="g2", displayName="SALES")], []).meetings

    assert {(one.meets, one.by) for one in found} == {(Meets.TAKEN, "displayName")}


def test_one_record_under_two_rules_is_one_person() -> None:
    twice = [ada(), ada().but(rule="b")]
    users = [webex("1", userName="ada@contoso.com")]

    assert {one.meets for one in meet(twice, []).meetings} == {Meets.CREATED}
    assert {one.meets for one in meet(twice, users).meetings} == {Meets.MATCHED}


def test_who_is_not_created_takes_no_name() -> None:
    blocked = ada(id="b", accountEnabled=False)

    found = meet([ada(), blocked], []).meetings

    assert [one.meets for one in found] == [Meets.CREATED, Meets.LEFT]
    assert (len(claimed(ada())), claimed(blocked)) == (1, ())


@pytest.mark.parametrize(
    ("carried", "meets"),
    [
        (OWN, Meets.MATCHED),
        (str(OWN).upper(), Meets.MATCHED),
        (None, Meets.MATCHED),
        ("old@contoso.com", Meets.MATCHED),  # what another mapping put there
        (GRACE, Meets.UNKNOWN),
    ],
)
def test_a_managed_object_of_somebody_else(carried: str | None, meets: Meets) -> None:
    (found,) = meet(
        [ada()], [webex("1", userName="x@contoso.com", externalId=carried)], linked=True
    ).meetings

    assert (found.meets, found.by) == (meets, "id")


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize(("carried", "meets"), [(GRACE, Meets.UNKNOWN), ("7", Meets.MATCHED)])
def test_an_object_id_tells_whose_it_is_without_a_row(
    carried: str, meets: Meets, *, linked: bool
) -> None:
    rows = of().but(mappings=(row("userName", "[userPrincipalName]", matching_priority=1),))
    users = [{"id": "1", "username": "ada@contoso.com", "externalID": carried}]

    (found,) = meet([ada(rows)], users, linked=linked).meetings

    assert found.meets is meets


def test_an_object_is_taken_if_its_owner_is_in_the_run() -> None:
    found = meet(
        [ada(), ada(id=GRACE, userPrincipalName="grace@contoso.com")],
        [webex("1", userName="ada@contoso.com", externalId=GRACE)],
    ).meetings

    assert [one.meets for one in found] == [Meets.TAKEN, Meets.CREATED]
    assert found[0].why.endswith("that of grace@contoso.com")


def test_another_account_with_the_own_object_id_is_told() -> None:
    users = [
        webex("1", userName="b@contoso.com", externalId=OWN),
        webex("2", userName="ada@contoso.com"),
    ]

    (found,) = meet([ada()], users).meetings

    assert (found.meets, [user["id"] for user in found.found]) == (Meets.SEVERAL, ["2", "1"])
    assert found.why == "1 carries the object id already: two would be one person's"
    assert found.near == (Near("objectId", str(OWN), "1"),)


@pytest.mark.parametrize("users", [[], [webex("1", userName="x", externalId=OWN)]])
def test_an_answer_that_is_not_documented_is_unknown_whichever_way(
    users: list[dict[str, Any]],
) -> None:
    by_id = ada(of().but(mappings=(*of().mappings[:1], BY_ID, *of().mappings[2:])))

    (found,) = meet([by_id], users).meetings
    stopped = prediction(by_id, users[0] if users else None).stopped

    assert (found.meets, found.by) == (Meets.UNKNOWN, "externalId")
    assert found.why == "Webex documents no search by `externalId`"
    assert (stopped and stopped.verb, by_id.request.new.verb) == (Verb.UNKNOWN, Verb.UNKNOWN)


def test_what_a_record_lacks_is_not_looked_for() -> None:
    rows = of().but(mappings=(row("userName", "[userPrincipalName]", matching_priority=1),))
    found = meet([ada(rows, without="mail")], [webex("1", userName="q@contoso.com")])

    assert found.meetings[0].unlooked == ("mail", "proxyAddresses")
    assert "near by mail: not looked for, it is not in 1 record\n" in meeting_text.render(found)


def test_a_new_name_of_a_managed_object_is_that_of_another() -> None:
    users = [
        webex("1", userName="x@contoso.com", externalId=OWN),
        webex("2", userName="Ada@contoso.com"),
    ]

    (found,) = meet([ada()], users, linked=True).meetings

    assert (found.meets, found.by) == (Meets.TAKEN, "userName")
    assert found.why == "`ada@contoso.com` is the name of the Webex user 2: Webex answers 409"


def test_whose_ids_are_known() -> None:
    users = [
        webex("1", userName="ada@contoso.com"),
        webex("2", userName="x@contoso.com", externalId="B"),
        webex("3", externalId="c"),
        webex("4", externalId="C"),
    ]

    known = acquainted(users, meet([ada()], users).meetings)

    assert known.ids == {str(OWN): "1", "b": "2"}


def test_half_a_character_can_be_asked_for() -> None:
    assert search("users", 'userName eq "\udc00@contoso.com"').endswith(
        "userName%20eq%20%22%EF%BF%BD@contoso.com%22"
    )
