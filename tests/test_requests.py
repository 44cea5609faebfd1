"""What of an update is sent, and what is not, where no server has to be asked."""

from __future__ import annotations

from typing import Any

import pytest

from mapping_dsl.preview.preview import preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.connector import STATUS, added
from mapping_dsl.requests.predict import predict, prediction
from mapping_dsl.requests.references import Acquaintances
from mapping_dsl.requests.request import Dialect
from mapping_dsl.resolve.model import AttributeMapping, Declared
from models import NOWHERE, block, row
from previews import ADA, of
from webex_people import FLOOR, GROUPS, MANAGER, ada, group

MANAGED_BY = "2222222A-2222-4333-8444-555555555555"
NOW = {"id": "w1", "userName": "ada@contoso.com", "active": True, "externalId": ADA["id"]}


def operations(mapping: Any, now: dict[str, Any], dialect: Dialect, **options: Any) -> list[Any]:
    declared = options.pop("declared", ())
    one = preview(mapping, to_record(ADA | options, missing_is_absent=True), declared=declared)
    requests = predict(one, now, dialect, linked=True)
    return [each for request in requests if request.body for each in request.body["Operations"]]


@pytest.mark.parametrize(("exact", "sent"), [(True, 1), (False, 0)])
def test_a_change_of_case(*, exact: bool, sent: int) -> None:
    nick = Declared(
        "target", "nickName", "String", False, False, False, exact, "ReadWrite", NOWHERE
    )

    found = operations(
        of(row("nickName", "ADA")), NOW | {"nickName": "ada"}, Dialect.PLAIN, declared=(nick,)
    )

    assert len(found) == sent


def test_flow_always_is_sent_though_nothing_has_changed() -> None:
    mapping = of(
        row("displayName", "[displayName]", flow_behavior="FlowAlways"),
        row(MANAGER, "[manager]", flow_behavior="FlowAlways"),
    )
    enterprise, _, _ = MANAGER.rpartition(":")
    now = NOW | {"displayName": "Ada Lovelace", enterprise: {"manager": {"value": "w2"}}}
    record = to_record(ADA | {"manager": {"id": MANAGED_BY}}, missing_is_absent=True)

    sent = predict(preview(mapping, record), now, linked=True, ids={MANAGED_BY: "w2"})

    assert [each for one in sent if one.body for each in one.body["Operations"]] == [
        {"op": "Replace", "path": "displayName", "value": "Ada Lovelace"},
        {"op": "Replace", "path": MANAGER, "value": "w2"},
    ]


def test_what_flow_always_sends_of_members_is_not_known() -> None:
    members = row("members", "[members]", flow_behavior="FlowAlways")
    always = GROUPS.but(mappings=(*GROUPS.mappings[:2], members))
    fields = {"id": "g1", "displayName": "Sales", "members": [{"id": "a"}]}
    now = {"id": "g", "displayName": "Sales", "externalId": "g1", "members": [{"value": "w1"}]}

    found = prediction(
        preview(always, to_record(fields, kind="groups")), now, linked=True, ids={"a": "w1"}
    )

    assert str(found.stopped) == "unknown: `members`: what `flow always` sends of whom Webex has"


def test_an_unknown_manager_is_told() -> None:
    record = to_record(ADA)  # no manager in it

    for now in (None, NOW):
        stopped = prediction(preview(of(row(MANAGER, "[manager]")), record), now).stopped
        assert str(stopped) == "unknown: `enterprise:manager`: `manager` is not in this record"


@pytest.mark.parametrize(
    ("dialect", "written"),
    [
        (Dialect.PLAIN, {"op": "Replace", "path": "active", "value": "False"}),
        (Dialect.COMPLIANT, {"op": "replace", "path": "active", "value": False}),
    ],
)
def test_disabling_is_as_microsoft_shows_it(dialect: Dialect, written: dict[str, Any]) -> None:
    assert operations(of(), NOW, dialect, accountEnabled=False) == [written]


def test_several_replacements_are_merged_behind_the_others() -> None:
    rows = of(row("title", "[jobTitle]"), row('emails[type eq "work"].value', "[mail]"))
    now = NOW | {"title": "a", "emails": [{"type": "work", "value": "a@contoso.com"}]}

    found = operations(
        rows, now, Dialect.COMPLIANT, jobTitle="b", accountEnabled=False, mail="ada@contoso.com"
    )

    assert found == [
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "ada@contoso.com"},
        {"op": "replace", "value": {"active": False, "title": "b"}},
    ]


@pytest.mark.parametrize(
    ("dialect", "written"),
    [
        (Dialect.PLAIN, {"op": "Remove", "path": "members", "value": [{"value": "w3"}]}),
        (Dialect.COMPLIANT, {"op": "remove", "path": 'members[value eq "w3"]'}),
    ],
)
def test_a_member_is_removed_as_microsoft_shows_it(
    dialect: Dialect, written: dict[str, Any]
) -> None:
    now = {"id": "g", "displayName": "Sales", "externalId": "g1", "members": [{"value": "w3"}]}

    (request,) = predict(group(), now, dialect, linked=True, ids={})[1:]

    assert (request.body or {})["Operations"] == [written]


def test_a_row_that_only_adds_removes_no_member() -> None:
    kept = GROUPS.but(
        mappings=(
            *GROUPS.mappings[:2],
            row("members", "[members]", flow_type="MultiValueAddOnly"),
        )
    )
    record = to_record(
        {"id": "g1", "displayName": "Sales", "members": [{"id": "a"}]}, kind="groups"
    )
    now = {"id": "g", "displayName": "Sales", "externalId": "g1", "members": [{"value": "w3"}]}

    (request,) = predict(preview(kept, record), now, linked=True, ids={"a": "w1"})[1:]

    assert [one["op"] for one in (request.body or {})["Operations"]] == ["Add"]


@pytest.mark.parametrize(
    ("ids", "linked", "added", "told"),
    [
        ({}, False, [], "Webex has `w3`, and its ids of `a` are not known"),
        ({}, True, [], "Webex has `w3`, and its ids of `a` are not known"),
        ({"a": "w3"}, True, [], None),
        ({"a": "w1"}, False, ["w1"], None),
        ({"a": "w1"}, True, ["w1"], "Webex also has `w3`; Entra removes only whom it added itself"),
    ],
)
def test_nobody_is_removed_whom_the_run_does_not_know(
    ids: dict[str, str], added: list[str], told: str | None, *, linked: bool
) -> None:
    now = {"id": "g", "displayName": "Sales", "externalId": "g1", "members": [{"value": "w3"}]}

    found = prediction(group("a"), now, linked=linked, ids=Acquaintances(ids))
    sent = [each for one in found.requests if one.body for each in one.body["Operations"]]

    assert [(one["op"], [v["value"] for v in one["value"]]) for one in sent] == (
        [("Add", added)] if added else []
    )
    if told:
        assert str(found.stopped) == f"unknown: `members`: {told}"
    else:
        assert found.stopped is None or found.stopped.verb is Verb.NOTHING


def test_another_manager_may_be_the_same_one() -> None:
    now = NOW | {MANAGER.removesuffix(":manager"): {"manager": {"value": "w3"}}}
    one = ada(manager={"id": MANAGED_BY}, displayName=None, department=None)

    lost = prediction(one, now, linked=True)
    known = prediction(one, now, linked=True, ids=Acquaintances({MANAGED_BY.casefold(): "w2"}))

    assert str(lost.stopped).endswith(
        f"Webex has `w3`, and its ids of `{MANAGED_BY}` are not known"
    )
    assert "w2" in str(known.requests[-1].body)
    assert known.stopped is None


def test_a_target_without_source_is_filled_only_if_it_is_empty() -> None:
    rows = of(row("locale", None, default="en_GB"))

    assert operations(rows, NOW | {"locale": "fr_FR"}, Dialect.PLAIN) == []
    (found,) = operations(rows, NOW, Dialect.PLAIN)
    assert found == {"op": "Add", "path": "locale", "value": "en_GB"}


def test_what_only_webex_writes_is_not_there_afterwards() -> None:
    rows = block("users", *of().mappings, row("meta.version", "1"), row("id", "2"))
    one = preview(rows, to_record(ADA, missing_is_absent=True))

    made = applied(predict(one), None, id_="w9")

    assert made is not None
    assert made["id"] == "w9"
    assert "meta" not in made


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ((), {"userType"}),
        ((row("userType", "user"),), set()),
        ((row(FLOOR, "9"),), {"userType", STATUS.path}),
    ],
)
def test_what_cisco_asks_for_and_no_row_gives(
    rows: tuple[AttributeMapping, ...], missing: set[str]
) -> None:
    post = predict(preview(of(*rows), to_record(ADA)))[-1]

    told = added("users", dict(post.body or {}))

    assert {row.path for row in told if row.value is None} == missing


def test_the_object_of_now_is_not_changed() -> None:
    now = NOW | {"emails": [{"type": "work", "value": "a@contoso.com"}]}
    one = preview(
        of(row('emails[type eq "work"].value', "b@contoso.com")),
        to_record(ADA, missing_is_absent=True),
    )

    after = applied(predict(one, now, linked=True), now)

    assert after is not None
    assert after["emails"][0]["value"] == "b@contoso.com"
    assert now["emails"] == [{"type": "work", "value": "a@contoso.com"}]
