"""The inlined form: that it is the trace's equal, that it is readable, that it stays small."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_models import NAMES, TEXTS, calls, comparisons, expressions, leaves, plain
from environments import example
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.evaluate.inline import Evaluator, Run, inline, settled
from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.lang.environment import within
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError, Type
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.preview.record import Values, read_records
from mapping_dsl.resolve.model import Comparison, Expression
from mapping_dsl.source import Source
from models import call, compare, environment, value
from share import share

# --- equality ------------------------------------------------------------------------------------


@st.composite
def overlapping(draw: st.DrawFn) -> list[Expression]:
    """Draw expressions that have parts in common."""
    pool = draw(st.lists(expressions, min_size=1, max_size=2))
    for _ in range(draw(st.integers(1, 3))):
        inner = st.sampled_from(pool)
        condition = st.builds(Comparison, inner, comparisons, st.sampled_from(TEXTS).map(value))
        choice = st.builds(iif, condition | inner, inner, inner)
        pool.append(draw(calls(inner) | choice))
    return pool


def iif(condition: Expression, yes: Expression | str, no: Expression | str) -> Expression:
    return call("IIF", condition=condition, valueIfTrue=yes, valueIfFalse=no)


@st.composite
def odd_records(draw: st.DrawFn) -> Values:
    """Draw a record that may lack some attributes and be wrong about others."""
    values = Values(draw(st.fixed_dictionaries(dict.fromkeys(NAMES, plain))))
    wrong: list[Result] = [Unknown(("x",)), Unknown(("x", "y")), Failed("!")]
    for name in draw(st.sets(st.sampled_from(NAMES), max_size=2)):
        values.put(name, draw(st.sampled_from(wrong)))
    if draw(st.booleans()):
        values.pop(draw(st.sampled_from(NAMES)), None)
    values.closed = draw(st.booleans())
    return values


def agree(drawn: list[Expression], record: Values) -> None:
    found = [settled(one) for one in inline(drawn)(record)]
    assert found == [evaluate(expression, record) for expression in drawn]


@settings(max_examples=share(60), deadline=None)
@given(overlapping(), odd_records())
def test_both_forms_give_one_result(drawn: list[Expression], record: Values) -> None:
    agree(drawn, record)


@pytest.mark.slow
@settings(max_examples=share(2_000), deadline=None)
@given(overlapping(), odd_records())
def test_both_forms_give_one_result_for_very_many(drawn: list[Expression], record: Values) -> None:
    agree(drawn, record)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@settings(max_examples=share(20))
@given(st.data())
def test_both_forms_give_one_result_for_each_function(function: Any, data: st.DataObject) -> None:
    """Time, chance and tenant are asked for when it runs, not when it is written."""
    drawn = data.draw(calls(leaves | expressions, [function]))
    record = data.draw(odd_records())
    run = inline([drawn])
    with within(example()):
        (found,) = run(record)
    with within(example()):
        assert settled(found) == evaluate(drawn, record)


@pytest.mark.parametrize("path", sorted(Path("samples").glob("*.mapping")), ids=lambda p: p.stem)
def test_both_forms_give_one_result_for_the_samples(path: Path) -> None:
    mapping = PLAIN.read(Source(str(path), path.read_text("utf-8"))).mapping
    sources = [
        row.source
        for rule in mapping.rules
        for block in rule.object_mappings
        for row in block.mappings
        if row.source
    ]
    assert sources
    for file in Path("samples").glob("*.json"):
        kind = "groups" if file.stem.startswith("group") else "users"
        for record in read_records(file.read_bytes(), str(file), kind=kind):
            agree(sources, record.values)


SHARED = call("ToUpper", source="[a]")


@pytest.mark.parametrize("which", ["1", "2", "3"])
def test_what_is_shared_is_not_changed_by_who_uses_it(which: str) -> None:
    rows = [
        iif(compare("[b]", "=", "1"), SHARED, "y"),
        iif(compare("[b]", "=", "2"), "x", SHARED),
        SHARED,
    ]
    agree(rows, Values({"a": "q", "b": which}))


class Counting(Values):
    """Values that count how often each is read."""

    def __init__(self, values: dict[str, Plain]) -> None:
        super().__init__(values)
        self.reads: list[str] = []

    def __getitem__(self, name: str) -> Plain:
        self.reads.append(name)
        return super().__getitem__(name)


def test_an_attribute_is_read_once_in_a_row() -> None:
    twice = call("Join", separator="-", source=(SHARED, SHARED))
    record = Counting({"a": "q"})
    assert inline([twice])(record) == ["Q-Q"]
    assert record.reads == ["a"]


def test_what_is_not_needed_is_not_computed() -> None:
    record = Counting({"a": "q", "b": None})
    assert inline([iif(compare("[b]", "=", "1"), SHARED, "y")])(record) == ["y"]
    assert "a" not in record.reads


def test_no_row_disturbs_another() -> None:
    rows: list[tuple[Expression, Result]] = [
        (value("[name]"), Value("Ada")),
        (call("Item", attribute="[name]", index="9"), Failed("there is no value 9 in a list of 1")),
        (call("IgnoreFlowIfNullOrEmpty", expression="[mail]"), Skipped()),
        (call("Join", separator="", source=("[x]", "[y]", "[x]")), Unknown(("x", "y"))),
        (value("[x]"), Unknown(("x",))),
        (environment("%DomainFQDN%"), Unknown(("%DomainFQDN%",))),
        (call("NoSuchFunction", source="x"), Failed("`NoSuchFunction` is no known function")),
        (value("[mail]"), Absent()),
        (value("employee"), Value("employee")),
        (call("ToUpper", source="[name]"), Value("ADA")),
    ]
    found = inline([expression for expression, _ in rows])({"name": "Ada", "mail": None})
    assert [settled(one) for one in found] == [result for _, result in rows]


# --- what is written -----------------------------------------------------------------------------


def source(run: Run) -> str:
    """Return the lines of a generated function that compute something."""
    text = str(run.__globals__["__loader__"].get_source(""))
    return "\n".join(line[8:] for line in text.splitlines() if line.startswith(" " * 8))


def code(*drawn: Expression) -> list[str]:
    """Return it without what is there for each row."""
    lines = source(inline(drawn)).splitlines()
    return [line for line in lines if "trouble" not in line]


def test_a_body_is_an_expression_in_place() -> None:
    assert code(call("StripSpaces", source=call("CStr", value="[a]"))) == [
        "v1 = record[k0]",
        "if v1 is None:",
        "    v3 = None",
        "else:",
        "    v2 = v1 if (type(v1) is str) else _as_text(v1)",
        "    v3 = v2",
        "r0 = None if (v3 is None) else v3.replace(k3, k4)",
    ]


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        (call("ToUpper", source="straße"), "STRAßE"),
        (iif(compare("a", "=", "a"), "[x]", call("Item", attribute="[y]", index="1")), "[x]"),
        (call("Coalesce", source=("a", "[x]")), "a"),
        (call("Switch", source="b", defaultValue="[x]", switchValue=("a", "1", "b", "2")), "2"),
        (call("Len", String=call("Join", separator=", ", source=("a", "b"))), 4),
    ],
)
def test_what_hangs_on_constants_is_computed_beforehand(expression: Any, result: Any) -> None:
    assert len(code(expression)) <= 1
    record = {"x": "[x]"}
    assert inline([expression])(record) == [result]


def test_what_fails_for_constants_fails_for_each_record() -> None:
    run = inline([call("Mid", source="a", start="0", length="1")])
    assert run({}) == [Failed("`start` of `Mid` is 0, less than 1")]


def test_many_constant_keys_are_looked_up() -> None:
    pairs = tuple(text for number in range(1000) for text in (f"k{number}", f"v{number}"))
    table = call("Switch", source="[a]", defaultValue="[b]", switchValue=(*pairs, "k7", "no"))
    run = inline([table])
    assert len(source(run).splitlines()) < 12
    assert [run({"a": key, "b": "x"})[0] for key in ("k7", "k999", "K7")] == ["v7", "v999", "x"]


def test_a_truth_is_not_spelt_out_to_be_read_again() -> None:
    both = iif(call("Not", source=call("IsPresent", Expression="[a]")), "1", "2")
    assert '"True"' not in source(inline([both]))
    assert inline([both])({"a": ""}) == ["1"]


HAND_ON_WHAT_IS_LAZY = {"SelectUniqueValue"}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_each_function_is_inlined_or_called(function: Any) -> None:
    arguments = {p.name: ("[a]",) * max(p.repeating, 1) for p in function.parameters}
    run = inline([call(function.name, **arguments)])
    by_steps = "steps(" in str(run.__globals__["__loader__"].get_source(""))
    assert by_steps is (function.name in HAND_ON_WHAT_IS_LAZY)


@given(st.lists(st.text(min_size=3), min_size=1, max_size=4), st.text(min_size=3))
def test_no_text_of_a_users_is_in_the_source(texts: list[str], name: str) -> None:
    drawn: list[Expression] = [
        call("Join", separator="", source=(*texts, f"[{name}]")),
        call("Switch", source=f"[{name}]", switchValue=(*texts, *texts)),
        environment(texts[0]),
    ]
    bare: list[Expression] = [call("Join", separator="", source=("[a]", "[a]")), environment("%x%")]
    words = set(source(inline(drawn)).split()) - set(source(inline(bare)).split())
    assert all(word.isascii() for word in words)
    for text in (*texts, name):
        assert text.isascii() or text not in source(inline(drawn))
        assert repr(text) not in source(inline(drawn))


def test_the_same_expressions_give_the_same_source() -> None:
    drawn = [SHARED, call("Coalesce", source=("[b]", SHARED)), call("Len", String="[b]")]
    assert source(inline(drawn)) == source(inline(drawn))


def test_a_traceback_shows_the_generated_line() -> None:
    class Broken(dict[str, Plain]):
        def __getitem__(self, name: str) -> Plain:
            raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError) as caught:
        inline([call("Len", String="[a]")])(Broken())
    assert "v1 = record[k0]" in "".join(traceback.format_tb(caught.tb))


# --- limits --------------------------------------------------------------------------------------


def deep(levels: int) -> Expression:
    expression: Expression = value("[a]")
    for level in range(levels - 1):
        if level % 3 == 0:
            expression = call("ToUpper", source=expression)
        elif level % 3 == 1:
            expression = call("Coalesce", source=("[b]", expression))
        else:
            expression = iif(compare("[a]", "=", "a"), expression, "no")
    return expression


SLOWLY = pytest.param(5_000, marks=pytest.mark.slow)


@pytest.mark.parametrize("levels", [1, 30, 39, 40, 41, 1500, SLOWLY])
def test_nesting_may_be_deep(levels: int) -> None:
    drawn = deep(levels)
    agree([drawn, value("[a]")], Values({"a": "a", "b": None}))


@pytest.mark.parametrize("count", [2, 38, 39, 40, 41, 500])
@pytest.mark.parametrize("name", ["Coalesce", "Join", "Switch"])
def test_calls_may_be_wide(name: str, count: int) -> None:
    several = ("[b]",) * count + ("[a]",)
    drawn: Expression = call(name, source=several)
    if name == "Join":
        drawn = call(name, separator="[a]", source=several)
    if name == "Switch":
        keys = (text for one in range(count) for text in (str(one), "[a]"))
        drawn = call(name, source="[a]", switchValue=tuple(keys))
    agree([drawn], Values({"a": "7", "b": None}))


def test_many_rows() -> None:
    drawn = [call("Left", String="[a]", NumChars=str(number)) for number in range(2000)]
    assert inline(drawn)({"a": "abc"})[1999] == "abc"


def test_it_inlines_when_there_are_many() -> None:
    evaluator = Evaluator([SHARED, value("[x]")])
    for _ in range(120):
        assert evaluator({"a": "q"}) == ["Q", Unknown(("x",))]


@pytest.mark.slow
def test_a_search_that_takes_too_long_is_an_error_and_the_run_goes_on() -> None:
    hopeless = call("Replace", source="[a]", regexPattern="(a+)+$", replacementValue="")
    run = inline([hopeless, value("[a]")])
    many = "a" * 10_000 + "b"
    assert run({"a": many}) == [Failed("the pattern `(a+)+$` needs more than 1 second"), many]
    assert run({"a": "baa"}) == ["b", "baa"]


# --- types that are claimed ----------------------------------------------------------------------

KINDS = {Type.STRING: str, Type.INTEGER: int, Type.BOOLEAN: str, Type.LIST: tuple}


@settings(max_examples=share(300), deadline=None)
@given(calls(st.sampled_from(NAMES).map(lambda name: value(f"[{name}]"))), odd_records())
def test_a_function_returns_what_its_row_says(drawn: Any, record: Values) -> None:
    """What a row says of its result decides tests beforehand, so it has to be true."""
    kind = KINDS.get(FUNCTIONS[drawn.function].returns, object)
    try:
        (found,) = inline([drawn])(record)
    except EvaluationError:
        return
    if not isinstance(found, Failed | Skipped | Unknown | None):
        assert isinstance(found, kind)
