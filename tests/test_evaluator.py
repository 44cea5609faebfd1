"""The evaluator: what expressions and scopes come to, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_models import NAMES, TEXTS, expressions, records
from mapping_dsl.evaluate.comparison import (
    ABSENT,
    CASE,
    DATE_ORDER,
    DATE_TEXT,
    SPELLING,
    TEXT_ORDER,
)
from mapping_dsl.evaluate.inline import inline, settled
from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.scope import Verdict, in_scope
from mapping_dsl.evaluate.trace import Trace, evaluate, trace
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.model import Call, Clause, Expression
from models import call, compare, environment, value, word
from share import share

ADA: Mapping[str, Plain] = {
    "userPrincipalName": "ada@contoso.com",
    "mail": None,
    "givenName": "Ada",
    "surname": "Lovelace",
    "country": "GB",
    "level": "10",
    "proxyAddresses": ("SMTP:ada@contoso.com", "smtp:ada@fabrikam.com"),
    "IsSoftDeleted": "False",
}
LATER, EARLIER = (call("CDate", expression=day) for day in ("10/1/2021", "2/1/2021"))
FAILS = call("Item", attribute="[proxyAddresses]", index="9")
SKIPS = call("IgnoreFlowIfNullOrEmpty", expression="[mail]")


def iif(condition: Expression, yes: Expression | str, no: Expression | str) -> Call:
    return call("IIF", condition=condition, valueIfTrue=yes, valueIfFalse=no)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        (value("[givenName]"), Value("Ada")),
        (value("[mail]"), Absent()),
        (value("[title]"), Unknown(("title",))),
        (value("employee"), Value("employee")),
        (word("vbTextCompare"), Value("vbTextCompare")),
        (environment("%DomainFQDN%"), Unknown(("%DomainFQDN%",))),
        (call("Coalesce", source=("[mail]", "[userPrincipalName]")), Value("ada@contoso.com")),
        (call("Coalesce", source=("[givenName]", "[title]")), Value("Ada")),
        (call("Coalesce", source=("[mail]", "[title]")), Unknown(("title",))),
        (
            call("Join", separator=".", source=("[givenName]", "[mail]", "[surname]")),
            Value("Ada.Lovelace"),
        ),
        (
            call("Join", separator=".", source=("[title]", "[givenName]", "[room]", "[title]")),
            Unknown(("title", "room")),
        ),
        (
            call(
                "Switch",
                source="[IsSoftDeleted]",
                switchValue=("False", "True", "True", "False"),
            ),
            Value("True"),
        ),
        (iif(compare("[country]", "=", "GB"), "yes", "[title]"), Value("yes")),
        (iif(compare("[country]", "=", "GB"), "[title]", "no"), Unknown(("title",))),
        (iif(compare("[title]", "=", "GB"), "yes", "no"), Unknown(("title",))),
        (FAILS, Failed),
        (SKIPS, Skipped()),
        (call("ToLower", source=SKIPS), Skipped()),
        (call("Join", separator="", source=(SKIPS, FAILS)), Skipped()),
        (call("Join", separator="", source=("[title]", FAILS)), Unknown(("title",))),
        (iif(compare(FAILS, "=", "x"), "a", "b"), Failed),
        (call("NoSuchFunction", source="x"), Failed("`NoSuchFunction` is no known function")),
        (call("ToLower", source="[proxyAddresses]"), Failed),
    ],
    ids=str,
)
def test_what_an_expression_comes_to(expression: Expression, result: Result | type[Failed]) -> None:
    found = evaluate(expression, ADA)
    assert isinstance(found, Failed) if result is Failed else found == result
    assert trace(expression, ADA).result == found


@pytest.mark.parametrize(
    ("left", "sign", "right", "holds", "note"),
    [
        ("GB", "=", "GB", True, ""),
        ("GB", "=", "gb", False, CASE),
        ("GB", "<>", "gb", True, CASE),
        ("[mail]", "=", "", True, ABSENT),
        ("[mail]", "<>", "x", True, ABSENT),
        ("007", "=", "7", False, SPELLING),
        ("1.0", "<>", "1", True, SPELLING),
        ("10.5", ">", "9.5", True, ""),
        ("1", ">=", "1.0", True, ""),
        ("1.0", "<=", "1", True, ""),
        ("-0.25", "<", "-0.2", True, ""),
        ("1", "<", "0.9999999999999999999999", False, ""),
        ("1,5", "<", "1.25", True, TEXT_ORDER),
        (call("Len", String="abc"), "=", "3.0", True, ""),
        (call("Len", String="abc"), "<", "3.5", True, ""),
        (LATER, ">", EARLIER, True, DATE_ORDER),
        (call("DateAdd", interval="d", value="1", dateTime=LATER), ">", LATER, True, DATE_ORDER),
        ("10/1/2021 1:00:00 PM", "<", "10/1/2021 12:00:00 PM", False, DATE_ORDER),
        (LATER, "=", LATER, True, ""),
        (LATER, "=", "2021-10-01", False, DATE_TEXT),
        (LATER, ">", "[mail]", True, ABSENT),
        (call("Len", String="1234567"), "=", "007", True, ""),
        (call("Len", String="1234567"), "=", "seven", False, ""),
        ("9", "<", "10", True, ""),
        ("[level]", ">=", "9", True, ""),
        ("9", "<", "10a", False, TEXT_ORDER),
        ("apple", "<", "pear", True, TEXT_ORDER),
        ("B", "<", "a", True, TEXT_ORDER),
        ("\ue000", ">", "😀", True, TEXT_ORDER),
    ],
)
def test_comparisons(left: Any, sign: str, right: str, holds: bool, note: str) -> None:  # noqa: FBT001
    expression = compare(left, sign, right)
    assert evaluate(expression, ADA) == Value(str(holds))
    assert trace(expression, ADA).note == note


@pytest.mark.parametrize("other", ["2021-01-01", "10/1/2021", "", "20"])
@pytest.mark.parametrize("sign", ["<", ">="])
def test_a_date_and_something_else_have_no_order(sign: str, other: str) -> None:
    for expression in (compare(LATER, sign, other), compare(other, sign, LATER)):
        found = evaluate(expression, ADA)
        assert isinstance(found, Unknown)
        assert found.attributes == ()
        assert "nothing says which is more" in found.why
        assert settled(*inline([expression])(ADA)) == found


@pytest.mark.parametrize("text", ["UTF7", "UTF8"])
def test_a_bare_word_is_its_text_where_a_function_takes_one(text: str) -> None:
    expression = call("ConvertFromBase64", source="w6k=", Encoding=word(text))
    found = evaluate(expression, ADA)
    assert isinstance(found, Value if text == "UTF8" else Failed)
    assert settled(*inline([expression])(ADA)) == found


def test_a_list_cannot_be_compared() -> None:
    assert isinstance(evaluate(compare("[proxyAddresses]", "=", "x"), ADA), Failed)


def test_an_untaken_branch_is_in_the_trace_but_was_not_evaluated() -> None:
    steps = trace(iif(compare("[country]", "=", "GB"), "yes", FAILS), ADA)
    assert [(step.parameter, step.result) for step in steps.children] == [
        ("condition", Value("True")),
        ("valueIfTrue", Value("yes")),
        ("valueIfFalse", None),
    ]


@pytest.mark.parametrize("levels", [1, 39, 40, 41, 250, 1500])
def test_nesting_may_be_deep(levels: int) -> None:
    expression: Expression = value("[surname]")
    for _ in range(levels // 2):
        expression = call("ToUpper", source=expression)
        expression = iif(compare("[country]", "=", "GB"), expression, "no")
    assert evaluate(expression, ADA) == Value("LOVELACE" if levels > 1 else "Lovelace")
    assert trace(expression, ADA).result == evaluate(expression, ADA)


# --- drawn expressions ---------------------------------------------------------------------------


def _taken(step: Trace) -> bool:
    return all(child.result is None or _taken(child) for child in step.children)


@settings(max_examples=share(300), deadline=None)
@given(expressions, records)
def test_what_is_taken_is_taken_whole(expression: Expression, record: dict[str, Plain]) -> None:
    steps = trace(expression, record)
    assert steps.result is not None
    assert _taken(steps)


@settings(max_examples=share(200), deadline=None)
@given(expressions, records, records)
def test_supplying_what_is_unknown_never_changes_what_is_known(
    expression: Expression, record: dict[str, Plain], more: dict[str, Plain]
) -> None:
    before = evaluate(expression, record)
    if not isinstance(before, Unknown):
        assert evaluate(expression, more | record) == before


@settings(max_examples=share(200), deadline=None)
@given(expressions, records)
def test_supplying_all_that_is_named_can_only_ask_for_something_else(
    expression: Expression, record: dict[str, Plain]
) -> None:
    before = evaluate(expression, record)
    if isinstance(before, Unknown):
        assert not set(before.attributes) & set(record)
        after = evaluate(expression, record | dict.fromkeys(before.attributes))
        left = after.attributes if isinstance(after, Unknown) else ()
        assert not {name for name in left if name[0] != "%"} & set(before.attributes)


# --- scope ---------------------------------------------------------------------------------------

PERSON: Mapping[str, Plain] = {
    "department": "Sales",
    "empty": "",
    "none": None,
    "level": "10",
    "flags": "566259712",
    "enabled": "True",
    "several": ("a", "b"),
}


@pytest.mark.parametrize(
    ("attribute", "operator", "operand", "holds"),
    [
        ("department", "=", "Sales", True),
        ("department", "=", "sales", False),
        ("none", "=", "", False),
        ("department", "<>", "Marketing", True),
        ("none", "<>", "Marketing", False),
        ("department", "matches", "al", True),
        ("department", "matches", "^al", False),
        ("none", "matches", ".*", False),
        ("department", "not matches", "^al", True),
        ("none", "not matches", "^al", False),
        ("empty", "not matches", "^al", False),
        ("none", "is null", None, True),
        ("empty", "is null", None, True),
        ("department", "is null", None, False),
        ("department", "is not null", None, True),
        ("none", "is not null", None, False),
        ("enabled", "is true", None, True),
        ("enabled", "is false", None, False),
        ("none", "is false", None, False),
        ("department", "ends with", "les", True),
        ("department", "includes", "ale", True),
        ("department", "includes", "ALE", False),
        ("level", ">", "9", True),
        ("level", ">", "10", False),
        ("level", ">=", "10", True),
        ("level", ">", "nine", False),
        ("department", ">", "9", False),
        ("flags", "has bits", "2", False),
        ("flags", "lacks bits", "2", True),
        ("flags", "has bits", "4096", True),
        ("none", "lacks bits", "2", False),
        ("missing", "is null", None, None),
        ("several", "=", "a", None),
        ("department", "matches", "(", None),
    ],
)
def test_clauses(attribute: str, operator: str, operand: str | None, holds: bool | None) -> None:  # noqa: FBT001
    assert in_scope(((Clause(attribute, operator, operand),),), PERSON).holds is holds


SALES, STAFF = Clause("department", "=", "Sales"), Clause("department", "=", "Staff")
LOST, HIGH = Clause("missing", "is null", None), Clause("level", ">", "9")


def deciding(verdict: Verdict) -> list[Clause]:
    return [test.clause for test in verdict.deciding]


def test_a_verdict_says_what_decided() -> None:
    assert in_scope((), PERSON).holds is True
    yes = in_scope(((STAFF, HIGH), (SALES, HIGH)), PERSON)
    assert (yes.holds, deciding(yes)) == (True, [SALES, HIGH])
    no = in_scope(((HIGH, STAFF, LOST), (STAFF,)), PERSON)
    assert (no.holds, deciding(no)) == (False, [STAFF])
    unknown = in_scope(((HIGH, LOST), (STAFF,)), PERSON)
    assert (unknown.holds, deciding(unknown)) == (None, [LOST])
    assert unknown.unknown == ("missing",)
    assert in_scope(((LOST,), (SALES,)), PERSON).holds is True


OPERATORS = [
    "=", "<>", "matches", "not matches", "is null", "is not null", "is true", "is false",
    "ends with", "includes", ">", ">=", "has bits", "lacks bits",
]  # fmt: skip
clauses = st.builds(
    Clause, st.sampled_from(NAMES), st.sampled_from(OPERATORS), st.none() | st.sampled_from(TEXTS)
)
filters = st.lists(st.lists(clauses, max_size=3).map(tuple), max_size=3).map(tuple)


@settings(max_examples=share(200), deadline=None)
@given(filters, records, records)
def test_supplying_what_is_unknown_never_flips_a_verdict(
    groups: tuple[tuple[Clause, ...], ...], record: dict[str, Plain], more: dict[str, Plain]
) -> None:
    before, after = in_scope(groups, record), in_scope(groups, more | record)
    if before.holds is not None:
        assert after.holds is before.holds
    assert before.deciding or not groups or () in groups
