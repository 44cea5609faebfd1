"""Preview: the request, and every target with its story, for any record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.preview.body import create_body
from mapping_dsl.preview.outcome import Why
from mapping_dsl.preview.preview import Preview, preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import preview_json, preview_text
from mapping_dsl.report.preview_words import concise
from mapping_dsl.resolve.model import AttributeMapping, Clause
from models import block, call, declare, environment, row, scope
from previews import ADA, BASE, KEEPS, SALES, ada, of, target
from share import share

# --- the request ---------------------------------------------------------------------------------

BLOCKABLE = block(
    "users",
    row("userName", "[userPrincipalName]", matching_priority=1),
    row("active", "[accountEnabled]"),
)


@pytest.mark.parametrize(
    ("found", "new", "existing"),
    [
        (ada(), "POST", "PATCH"),
        (ada(of(scopes=(SALES,))), "POST", "PATCH"),
        (ada(accountEnabled=None), "POST", "PATCH"),
        (
            ada(accountEnabled=False),
            "nothing: blocked from signing in",
            "PATCH: deactivates, as it is blocked from signing in",
        ),
        (
            ada(assigned=False),
            "nothing: not assigned to the app",
            "PATCH: deactivates, as it is not assigned to the app",
        ),
        (
            ada(of(scopes=(SALES,)), department=None, deletedDateTime="2026-01-02T03:04:05Z"),
            "nothing: out of scope, in the recycle bin",
            "PATCH: deactivates, as it is out of scope, in the recycle bin",
        ),
        (
            ada(without="accountEnabled"),
            "unknown: `accountEnabled` is not in this record",
            "PATCH: it may deactivate",
        ),
        (
            ada(of(scopes=(SALES,)), without="department"),
            "unknown: `department` is not in this record",
            "PATCH: it may deactivate",
        ),
        (
            ada(block("users", BASE[0]), accountEnabled=False),
            "nothing: blocked from signing in",
            "nothing: blocked from signing in, but no row reads IsSoftDeleted: Webex is not told",
        ),
        (
            ada(block("users", BASE[0], row("title", "[IsSoftDeleted]")), accountEnabled=False),
            "nothing: blocked from signing in",
            "PATCH: blocked from signing in, but stays active",
        ),
        (
            ada(BLOCKABLE, accountEnabled=False),
            "nothing: blocked from signing in",
            "PATCH: deactivates, as it is blocked from signing in",
        ),
        (
            ada(BLOCKABLE, accountEnabled=False, assigned=False),
            "nothing: not assigned to the app, blocked from signing in",
            (
                "nothing: not assigned to the app, blocked from signing in, "
                "but no row reads IsSoftDeleted: Webex is not told"
            ),
        ),
        (ada(of(enabled=False)), "nothing: this mapping is turned off", None),
        (
            ada(of(actions=frozenset({"update"}))),
            "nothing: the mapping does not create",
            "PATCH",
        ),
        (
            ada(of(actions=frozenset({"create"}))),
            "POST",
            "nothing: the mapping does not update",
        ),
        (
            ada(of(row("title", call("Item", attribute="[displayName]", index="9")))),
            "nothing: an error in `title` fails the whole object",
            None,
        ),
        (
            ada(userPrincipalName=None),
            "nothing: no matching attribute has a value",
            None,
        ),
        (
            ada(without="userPrincipalName"),
            "unknown: `userPrincipalName` is not in this record",
            None,
        ),
        (ada(block("users", BASE[2])), "unknown: no row matches objects with Webex", None),
        (
            ada(block("users", row("externalId", "[objectId]", matching_priority=1))),
            "nothing: `userName` is required and has no value",
            "PATCH",
        ),
        (
            ada(of(scopes=(scope("input", (Clause("department", "=", "Staff"),)),))),
            "nothing: an input or category filter leaves it alone",
            None,
        ),
    ],
)
def test_the_request_and_its_reason(found: Preview, new: str, existing: str | None) -> None:
    assert str(found.request.new) == new
    assert str(found.request.existing) == (existing or new)


def test_with_knowledge_of_webex_there_is_one_request() -> None:
    assert [step.verb for step in ada(webex_user={}).request.steps] == [Verb.POST]
    assert [s.verb for s in ada(webex_user={"userName": "ada"}).request.steps] == [Verb.PATCH]
    assert len(ada().request.steps) == 2


def test_matching_rows_are_tried_by_precedence() -> None:
    found = ada(
        of(
            row("nickName", "[displayName]", matching_priority=3),
            row("title", "[jobTitle]", matching_priority=2),
        ),
        displayName='Ada "L"',
    )
    assert [(match.target, match.query) for match in found.matches] == [
        ("userName", 'userName eq "ada@contoso.com"'),
        ("title", ""),
        ("nickName", r'nickName eq "Ada \"L\""'),
    ]


def test_scope_is_judged_before_is_soft_deleted_is_computed() -> None:
    assert target(ada(of(scopes=(SALES,))), "active").on_create == Value(value=True)
    assert target(ada(of(scopes=(SALES,)), department="x"), "active").on_create == Value(
        value=False
    )
    unknown = target(ada(of(scopes=(SALES,)), without="department"), "active")
    assert unknown.on_create == Unknown(("department",))
    certain = ada(of(scopes=(SALES,)), without="department", accountEnabled=False)
    assert target(certain, "active").on_create == Value(value=False)


# --- targets -------------------------------------------------------------------------------------

CREATE_ONLY = {"flow_type": "ObjectAddOnly"}
NOTHING = Absent()


@pytest.mark.parametrize(
    ("mapping", "why", "on_create", "on_update", "story"),
    [
        (row("title", "[displayName]"), "direct", Value("Ada Lovelace"), None, ""),
        (row("title", "staff"), "constant", Value("staff"), None, ""),
        (row("title", call("Len", String="[displayName]")), "expression", Value("12"), None, ""),
        (row("title", "[jobTitle]"), "absent", NOTHING, NOTHING, f"not sent; {KEEPS}"),
        (row("title", "[jobTitle]", default=""), "absent", NOTHING, None, f"not sent; {KEEPS}"),
        (
            row("title", "[jobTitle]", default="none"),
            "default",
            Value("none"),
            NOTHING,
            f"used on create, for the source is absent; {KEEPS}",
        ),
        (
            row("title", "[jobTitle]", default="none", **CREATE_ONLY),
            "default",
            Value("none"),
            NOTHING,
            "used on create, for the source is absent; on update nothing is sent",
        ),
        (
            row("title", "[displayName]", **CREATE_ONLY),
            "direct",
            Value("Ada Lovelace"),
            NOTHING,
            "sent on create only, later changes are not",
        ),
        (
            row("title", None, default="UTC"),
            "default",
            Value("UTC"),
            Unknown(()),
            "no source: sent on create, and on update only if Webex has nothing",
        ),
        (row("title", None), "absent", NOTHING, None, "no source and no default: never sent"),
        (
            row("title", call("IgnoreFlowIfNullOrEmpty", expression="[jobTitle]"), default="x"),
            "skipped",
            Skipped(),
            Skipped(),
            f"not sent, nor a default; {KEEPS}",
        ),
        (
            row("title", "[city]"),
            "unknown",
            Unknown(("city",)),
            None,
            "`city` is not in this record",
        ),
        (
            row("title", "[physicalDeliveryOfficeName]"),
            "unknown",
            Unknown(("physicalDeliveryOfficeName",)),
            None,
            "`physicalDeliveryOfficeName` (Graph: `officeLocation`) is not in this record",
        ),
        (
            row("title", environment("%DomainFQDN%")),
            "unknown",
            Unknown(("%DomainFQDN%",)),
            None,
            "`%DomainFQDN%` is known to Entra alone",
        ),
        (
            row("title", "[businessPhones]"),
            "unknown",
            Unknown(("businessPhones",)),
            None,
            "`businessPhones` is not in this record",
        ),
        (
            row("enterprise:manager", "[objectId]"),
            "direct",
            Value(str(ADA["id"])),
            None,
            "sent in a later request, as the id that Webex has for it",
        ),
        (row("webex:mfaEnabled", "TRUE"), "constant", Value(value=True), None, ""),
        (
            row("webex:mfaEnabled", "yes"),
            "unknown",
            Unknown(()),
            None,
            "`yes` is no boolean; what Entra does with it is not documented",
        ),
        (row("webex:extensionAttribute1", "a"), "constant", Value(("a",)), None, ""),
        (
            row("title", call("Split", source="a-b", delimiter="-")),
            "unknown",
            Unknown(()),
            None,
            "2 values for one; what Entra does with them is not documented",
        ),
        (
            row("title", call("Split", source="a", delimiter="-")),
            "expression",
            Value("a"),
            None,
            "",
        ),
        (
            row("title", "x", flow_type="AttributeAddOnly"),
            "constant",
            Value("x"),
            Unknown(()),
            "what `AttributeAddOnly` does on update is not documented",
        ),
    ],
)
def test_a_target_and_its_null_story(
    mapping: AttributeMapping, why: str, on_create: Result, on_update: Result | None, story: str
) -> None:
    outcome = target(ada(of(mapping)), mapping.target.path)
    assert (outcome.why, outcome.on_create) == (why, on_create)
    assert outcome.on_update == (on_update or on_create)
    assert outcome.story == story


def test_the_story_names_what_webex_holds() -> None:
    mapping = of(row("title", "[jobTitle]"), row("timezone", None, default="UTC"))
    user = {"userName": "ada@contoso.com", "Title": "Countess", "timezone": "GMT"}
    found = ada(mapping, webex_user=user)
    assert target(found, "title").story == "not sent; on update Webex keeps `Countess`, for ever"
    assert target(found, "timezone").on_update == Absent()
    found = ada(mapping, webex_user={"userName": "ada@contoso.com"})
    assert (
        target(found, "title").story == "not sent; on update nothing is sent, and Webex has nothing"
    )
    assert target(found, "timezone").on_update == Value("UTC")


def test_an_error_is_told() -> None:
    outcome = target(
        ada(of(row("title", call("Item", attribute="[displayName]", index="9")))), "title"
    )
    assert isinstance(outcome.on_create, Failed)
    assert outcome.why is Why.ERROR
    assert outcome.story == outcome.on_create.message


def test_another_system_has_no_targets_but_the_declared() -> None:
    mapping = block("users", row("login", "[mail]", matching_priority=1))
    found = preview(mapping, to_record(ADA | {"mail": "ada@contoso.com"}), system="other")
    assert str(found.request.new) == "POST"


def test_declared_targets_have_their_type_and_are_required() -> None:
    declared = (declare("target", "level", "Integer", required=True),)
    record = to_record(ADA)
    found = preview(of(row("level", "007")), record, declared=declared)
    assert target(found, "level").on_create == Value(7)
    found = preview(of(), record, declared=declared)
    assert str(found.request.new) == "nothing: `level` is required and has no value"


# --- any record ----------------------------------------------------------------------------------

MANY = of(
    row("displayName", "[displayName]", default="Unknown"),
    row("name", "[surname]"),
    row("name.givenName", call("Item", attribute="[proxyAddresses]", index="2")),
    row("emails", "[proxyAddresses]"),
    row('emails[type eq "work"].value', call("ToLower", source="[mail]")),
    row("roles", "[appRoleAssignments]"),
    row("enterprise:manager", "[manager]"),
    row("webex:mfaEnabled", "[accountEnabled]"),
    row("no path at all", "[city]"),
    row("timezone", None, default="UTC", matching_priority=7),
    scopes=(
        scope(
            "groups", (Clause("department", "matches", "^S"),), (Clause("city", "is null", None),)
        ),
        scope("input", (Clause("mail", "is not null", None),)),
    ),
    unresolved=frozenset({"title"}),
)
NAMES = [
    "id", "userPrincipalName", "mail", "displayName", "surname", "proxyAddresses", "manager",
    "accountEnabled", "city", "department", "appRoleAssignments", "deletedDateTime",
    "IsSoftDeleted",
]  # fmt: skip
anything = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=12),
    st.just("ada_fabrikam.com#EXT#@contoso.com"),
    st.lists(st.text(max_size=9), max_size=3),
    st.dictionaries(st.sampled_from(["id", "value"]), st.text(max_size=5), max_size=2),
)


@pytest.mark.slow
@settings(max_examples=share(150), deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), anything),
    st.sampled_from([True, False]),
    st.none() | st.dictionaries(st.sampled_from(["userName", "emails", "timezone"]), anything),
    st.integers(20, 140),
)
def test_any_record_has_a_preview(
    fields: dict[str, Any],
    assigned: bool,  # noqa: FBT001
    user: dict[str, Any] | None,
    width: int,
) -> None:
    found = preview(MANY, to_record(fields), webex_user=user, assigned=assigned)
    assert len(found.outcomes) == len(MANY.mappings)
    json.dumps(create_body(found))
    json.dumps(preview_json.encode(found, lambda _: True))
    for text in (
        preview_text.render([found], width=width, explained=lambda _: True),
        concise(found),
    ):
        assert all(line.isprintable() for line in text.split("\n"))


@settings(max_examples=share(100), deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), anything),
    st.dictionaries(st.sampled_from(NAMES), anything),
)
def test_supplying_what_is_unknown_never_takes_back_a_verdict(
    fields: dict[str, Any], more: dict[str, Any]
) -> None:
    before = preview(MANY, to_record(fields)).standing
    after = preview(MANY, to_record(more | fields)).standing
    assert before.in_scope is None or after.in_scope is before.in_scope
    if {"deletedDateTime", "IsSoftDeleted"}.isdisjoint(more):  # these default to what is usual
        assert before.gone is None or after.gone is before.gone
