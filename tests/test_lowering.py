"""What is written with `and or not if case ?? &` means what a direct reading of it says."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from direct_reading import Wrong, read
from draw import node, some
from mapping_dsl.evaluate.result import Absent, Failed, Result, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.fmt.format import print_expression
from mapping_dsl.resolve.lowering import LONGEST
from mapping_dsl.resolve.resolve import resolve
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax.expression import Name, Number, String, walk
from mapping_dsl.syntax.parser import parse
from mapping_dsl.syntax.tree import Direct, Nothing, Row
from share import share

NAMES = ["country", "mail", "level", "accountEnabled"]
TEXTS = ["", "US", "us", "True", "False", "3", "10", "-1", "é"]
HERE = Span(0, 0)

values = st.none() | st.sampled_from(TEXTS)
records = st.fixed_dictionaries(dict.fromkeys(NAMES, values))
strings = node(String, st.sampled_from(TEXTS).map('"{}"'.format))
attributes = node(ex.Attribute, st.sampled_from(NAMES))
leaf: SearchStrategy[ex.Expression] = attributes | strings | node(Number, st.sampled_from(["3"]))
signs = node(Name, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]))


def _calls(name: str, *arguments: SearchStrategy[ex.Expression]) -> SearchStrategy[ex.Call]:
    slots = st.tuples(*(node(ex.Argument, st.none(), argument) for argument in arguments))
    return node(ex.Call, node(Name, st.just(name)), slots)


out_of_range = _calls("Item", node(String, st.just('"a"')), node(Number, st.just("2")))


def _within(drawn: SearchStrategy[ex.Expression]) -> SearchStrategy[ex.Expression]:
    """Put what is drawn in parentheses, where it is more than a leaf."""
    simple = ex.Attribute | String | Number | ex.Call
    return drawn.map(lambda one: one if isinstance(one, simple) else ex.Parenthesis(HERE, one))


@cache
def value(depth: int = 3) -> SearchStrategy[ex.Expression]:
    """Draw a value, of so many levels at most."""
    if depth == 0:
        return leaf
    inner, asked = _within(value(depth - 1)), _within(condition(depth - 1))
    arm = node(ex.Arm, some(strings, 1, 2), inner)
    return st.one_of(
        leaf,
        inner,
        asked,
        out_of_range,
        node(ex.Joined, some(inner, 2)),
        node(ex.Coalesced, some(inner, 2)),
        node(ex.Conditional, asked, inner, inner),
        node(ex.Case, inner, some(arm, 1), st.none() | inner),
    )


@cache
def condition(depth: int = 3) -> SearchStrategy[ex.Expression]:
    """Draw a condition, of so many levels at most."""
    if depth == 0:
        return attributes | node(ex.Comparison, leaf, signs, leaf)
    inner, compared = _within(condition(depth - 1)), _within(value(depth - 1))
    return st.one_of(
        node(ex.Comparison, compared, signs, compared),
        node(ex.Negation, inner),
        node(ex.Conjunction, some(inner, 2)),
        node(ex.Disjunction, some(inner, 2)),
        _calls("IsPresent", compared),
        _calls("IsNull", compared),
        _calls("Not", inner),
        attributes,
    )


def read_directly(tree: ex.Expression, record: dict[str, str | None]) -> Result:
    try:
        found = read(tree, record)
    except Wrong:
        return Failed("")
    return Absent() if found is None else Value(found)


def lowered(text: str) -> tuple[ex.Expression, object] | None:
    """Return an expression as it is read, and as it is meant; none where it is too long."""
    source = Source("drawn", f"users {{\n({text}) -> title\n}}")
    parsed = parse(source)
    resolved = resolve(source, parsed)
    if any(finding.code == "MAP601" for finding in resolved.findings):
        return None
    assert resolved.findings == [], text
    row = next(node for node in walk(parsed.file) if isinstance(node, Row))
    assert not isinstance(row.source, Direct | Nothing)
    return row.source, resolved.mapping.rules[0].object_mappings[0].mappings[0].source


def agree(examples: int) -> Counter[str]:
    """Hold both readings of drawn expressions against each other, over two records each."""
    counted: Counter[str] = Counter()

    @settings(max_examples=share(examples), deadline=None)
    @given(condition() | value(), records, records)
    def run(drawn: ex.Expression, one: dict[str, str | None], other: dict[str, str | None]) -> None:
        both = lowered(print_expression(drawn))
        if both is None:
            counted["too long"] += 1
            return
        written, meant = both
        for record in (one, other):
            ours = evaluate(meant, record)  # type: ignore[arg-type]
            ours = Failed("") if isinstance(ours, Failed) else ours
            assert ours == read_directly(written, record), record
            counted[type(ours).__name__] += 1

    run()
    return counted


@pytest.mark.parametrize("examples", [300, pytest.param(3_000, marks=pytest.mark.slow)])
def test_what_is_lowered_means_what_was_written(examples: int) -> None:
    counted = agree(examples)

    assert counted["too long"] <= examples / 20, LONGEST
    assert min(counted[name] for name in ("Value", "Absent", "Failed")) >= examples / 50
