"""Preview: what cannot be told is called unknown, and never looks as if it were fine."""

from __future__ import annotations

from typing import Any

import pytest

from mapping_dsl.evaluate.result import Unknown, Value
from mapping_dsl.preview.outcome import Why
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import preview_text
from mapping_dsl.resolve.model import Clause
from models import block, call, row, scope
from previews import ADA, BASE, SALES, ada, of, target

MAIL = row("userName", "[mail]", matching_priority=1)
NICK = row("nickName", "[displayName]", matching_priority=2)
TWO = call("Split", source="a@contoso.com,b@contoso.com", delimiter=",")


@pytest.mark.parametrize(
    ("found", "new"),
    [
        (ada(block("users", MAIL, NICK), without="mail"), "`mail` is not in this record"),
        (
            ada(block("users", NICK, unresolved=frozenset({"username"}))),
            "`userName` is required and has errors",
        ),
        (
            ada(block("users", row("userName", TWO, matching_priority=1), NICK)),
            "2 values for one; what Entra does with them is not documented",
        ),
        (
            ada(block("users", row("userName", TWO, matching_priority=1))),
            "`userName` has several values to match by",
        ),
        (ada(of(open_scopes=("groups",))), "a part of the scope is not known here"),
        (ada(of(open_scopes=("input",))), "a part of the input scope is not known here"),
        (
            ada(accountEnabled=["x"]),
            "`accountEnabled` is a list of 1, where one value is meant",
        ),
        (ada(accountEnabled=0), '`accountEnabled` is "0", where true or false is meant'),
        (ada(deletedDateTime=""), '`deletedDateTime` is "", where a date is meant'),
        (ada(deletedDateTime=False), '`deletedDateTime` is "False", where a date is meant'),
        (ada(IsSoftDeleted="no"), '`IsSoftDeleted` is "no", where true or false is meant'),
    ],
)
def test_what_cannot_be_told_is_unknown(found: Preview, new: str) -> None:
    assert str(found.request.new) == f"unknown: {new}"


def test_several_values_are_no_filter() -> None:
    (match,) = ada(block("users", row("userName", TWO, matching_priority=1))).matches
    assert match.query == ""
    one = call("Split", source="a@contoso.com", delimiter=",")
    (match,) = ada(block("users", row("userName", one, matching_priority=1))).matches
    assert match.query == 'userName eq "a@contoso.com"'


def test_a_scope_with_errors_is_neither_in_nor_out() -> None:
    found = ada(of(open_scopes=("groups",)))
    assert found.standing.in_scope is None
    assert target(found, "active").story == "a part of the scope is not known here"
    told = preview_text.render([found])
    assert "in scope    unknown: a part of the scope is not known here" in told


def test_a_row_that_may_be_wrong_may_deactivate() -> None:
    found = ada(
        of(row("title", "[IsSoftDeleted]"), unresolved=frozenset({"active"})), accountEnabled=False
    )
    assert target(found, "title").on_create == Value("True")
    broken = block(
        "users", BASE[0], row("title", "[IsSoftDeleted]"), unresolved=frozenset({"active"})
    )
    assert str(ada(broken, accountEnabled=False).request.existing) == "PATCH: it may deactivate"


@pytest.mark.parametrize(
    "facts",
    [
        {"assigned": False},
        {"accountEnabled": False},
        {"department": "Staff"},
        {"deletedDateTime": "2026-01-02T03:04:05Z"},
    ],
)
def test_no_record_can_say_that_it_is_not_soft_deleted(facts: dict[str, Any]) -> None:
    found = ada(of(scopes=(SALES,)), IsSoftDeleted=False, **facts)
    assert found.request.new.verb is Verb.NOTHING
    assert target(found, "active").on_create == Value(value=False)
    assert any("`IsSoftDeleted`" in note for note in found.notes)


def test_what_a_record_says_of_soft_deletion() -> None:
    unknown = ada(IsSoftDeleted=False, without="accountEnabled")
    assert target(unknown, "active").on_create == Unknown(("accountEnabled",))
    gone = ada(IsSoftDeleted=True)
    assert str(gone.request.new) == "nothing: soft-deleted by the word of its record"
    circle = of(scopes=(scope("groups", (Clause("IsSoftDeleted", "is false", None),)),))
    assert ada(circle, IsSoftDeleted=False).standing.in_scope is None


def test_that_nobody_is_in_the_recycle_bin_is_assumed_and_told() -> None:
    found = ada(without="deletedDateTime")
    assert found.request.new.verb is Verb.POST
    assert found.standing.assumed == ("deletedDateTime",)
    text = preview_text.render([found, found])
    assert text.count("assumed: a record without `deletedDateTime`") == 1
    assert "assumed" not in preview_text.render([ada(), ada(assigned=False)])
    assert "assumed" not in preview_text.render([ada(without="deletedDateTime", assigned=False)])


def test_a_name_that_deletion_made_is_told_by_its_digits() -> None:
    name = f"{str(ADA['id']).replace('-', '')}ada@contoso.com"
    found = ada(userPrincipalName=name, without="deletedDateTime")
    assert str(found.request.new) == "nothing: in the recycle bin, by its userPrincipalName"
    assert found.standing.assumed == ()


def test_only_the_id_of_a_role_is_no_error() -> None:
    source = call("SingleAppRoleAssignment", source="[appRoleAssignments]")
    found = ada(of(row("title", source)), appRoleAssignments=[{"appRoleId": "1"}])
    assert target(found, "title").why is Why.UNKNOWN
    assert "a role's id and not its name" in target(found, "title").story
    assert found.request.new.verb is Verb.POST
