"""Which searches go without a clock: only such as are soon over."""

from __future__ import annotations

from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping_dsl.lang import regex
from mapping_dsl.lang.effort import unhurried
from mapping_dsl.lang.escapes import PatternError
from mapping_dsl.lang.pattern import translate
from mapping_dsl.lang.types import EvaluationError
from share import share


def longest(pattern: str) -> int:
    return unhurried(translate(pattern)[0])


@pytest.mark.parametrize(
    ("pattern", "needs_no_clock"),
    [
        ("a", 999_999),
        ("[()\\s-]+", 999),
        ("^0+", 999),
        ("(?<user>[^@]+)@(?<host>.+)", 99),
        ("\\d{3}-\\d{4}", 999_999),
        ("x(?:ab)?", 499_999),
        ("ab?c?", 249_999),
        ("a{2,5}", 249_999),
        ("a{2,}", 999),
        ("[a\\]+*]b", 999_999),
        ("\\p{Lu}x", 999_999),
        ("\\bx", 499_999),
        ("(?i)x", 999_999),
    ],
)
def test_texts_up_to_a_length_need_no_clock(pattern: str, needs_no_clock: int) -> None:
    assert abs(longest(pattern) - needs_no_clock) <= 1


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(a+)+b", "(?:a*){3}b", "(a)\\1", "(?:a|b)*c"])
def test_what_repeats_a_group_always_has_one(pattern: str) -> None:
    assert longest(pattern) == -1


@pytest.mark.parametrize(
    "pattern", ["a*", "a?", "", "^", "$", "\\b", "a|", "(?=a)", "a{0,2}", "()"]
)
def test_so_has_what_may_match_nothing(pattern: str) -> None:
    assert longest(pattern) == -1


PIECES = "a", "b", ".", "[ab]", "[^a]", "[a+(]", r"\(", r"\[", r"\w", r"\b", r"\1", "^", "$", "|"
GROUPS = "(", "(?:", "(?=", "(?<x>", ")", "(?i)"
QUANTIFIERS = "*", "+", "?", "*?", "{2}", "{0,3}", "{1,}"
pieces = st.sampled_from([*PIECES, *GROUPS, *QUANTIFIERS])
patterns = st.lists(pieces, min_size=1, max_size=12).map("".join)


@settings(max_examples=share(500), deadline=None)
@given(patterns, st.text("ab.(B", max_size=12), st.sampled_from(["", "<$&>", "$1", "x"]))
def test_with_and_without_a_clock_is_the_same(pattern: str, source: str, new: str) -> None:
    try:
        compiled = regex.compile_pattern(pattern)
    except PatternError:
        return
    clocked = compiled.but(unhurried=-1)
    assert regex.replace(compiled, source, new) == regex.replace(clocked, source, new)
    assert regex.find_group(compiled, source, "0") == regex.find_group(clocked, source, "0")


@settings(max_examples=share(300), deadline=None)
@given(patterns, st.sampled_from(["a", "ab", "aab"]))
def test_what_has_no_clock_is_soon_over(pattern: str, part: str) -> None:
    try:
        compiled = regex.compile_pattern(pattern)
    except PatternError:
        return
    length = min(compiled.unhurried, 5_000)
    start = monotonic()
    try:
        regex.replace(compiled, (part * length)[: max(length, 0)] + "!"[:length], "x")
    except EvaluationError as error:
        raise AssertionError(pattern) from error
    assert monotonic() - start < regex.SECONDS
