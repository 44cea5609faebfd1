"""What is told of a pattern without running it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping_dsl.lang.ambiguity import runs_away
from mapping_dsl.lang.escapes import PatternError
from mapping_dsl.lang.pattern import translate
from mapping_dsl.lang.pattern_facts import can_match, shortest
from mapping_dsl.lang.pattern_tree import Pattern, parse, set_of
from mapping_dsl.lang.regex import compile_pattern
from mapping_dsl.lang.utf16 import units
from share import share

CATASTROPHIC = [
    # a loop in a loop, with nothing between two rounds
    r"(a+)+$",
    r"(a*)*b",
    r"(.*)*x",
    r"^(\w+\s?)+$",
    r"^([a-z0-9]+[-.]?)*@",
    r"^(?:[^@]+)+@x",
    r"^(?:\s*[a-z]+\s*)+;",
    r"([^,]*,?)*;",
    r"(\s|\s+)+x",
    r"(x+x+)+y",
    r"(?:(a+)+b)+",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(é+)+$",
    r"^(a?b?)*$x",
    r"(a{1,30}){1,30}$",
    # alternatives that begin alike
    r"^(a|a)*$",
    r"(a|aa)+$",
    r"(a|ab|b)*c",
    r"(\w|\d)*!",
    r"^(\d+|\w+)*$",
    r"(?i)^(a|A)*$",
    # within a look-around, or within what is atomic
    r"(?=(a+)+b)",
    r"(?>(a+)+b)",
    # so many rounds that it comes to the same
    r"(.*a){20}",
    r"^(.*?,){11}P",
    r"(.*,){10,}x",
    # loops one after another over the same characters
    r"\d+\d+\d+$",
    r"\s*\s*\s*\s*$",
    r"^.*.*.*.*=",
]
ORDINARY = [
    r"x*",
    r"(.*)",
    r"\s+",
    r"@.*$",
    r"[()\s-]+",
    r"^\s+|\s+$",
    r"\.{2,}|^\.|\.$",
    r"(\b\w)(\w*)",
    r"(\(.*\))?$",
    r"\s*(.*)\s*$",
    r"^(.*),\s*(.*)$",
    r"^\s*(.*)\s*,\s*(.*)\s*$",
    r"^(?<first>[^ ]+) (?<last>.*)$",
    r"(.*?)(?<id>[a-zA-Z]{4})(.*)",
    r"^\+(?<code>\d+) (.*)$",
    r"^CN=(.+?),(OU|DC)=.*$",
    r".*@(.*)\.(.*)",
    r"^.*foo.*bar.*baz$",
    r"[\w.]+@[\w.]+\.\w+",
    r"[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}",
    r"^([a-z]+\.)*[a-z]+@contoso\.com$",
    r"^(\d{3})-(\d{3})-(\d{4})$",
    r"(\d{1,3}\.){3}\d{1,3}",
    r"^\d+\.\d+\.\d+\.\d+$",
    r"^[A-F0-9]{8}(-[A-F0-9]{4}){3}-[A-F0-9]{12}$",
    r"^\w+(\s\w+)*$",
    r"^([A-Z][a-z]*\s?)+$",
    r"(-[^-]+)+$",
    r"(;[^;]*)*$",
    r"(\r?\n)+$",
    r"(\d+,){12}",
    r"(\d{10})+$",
    r"(\d{10,}-)+$",
    r"^(\w{1,50}\s)+$",
    r"(a|ab)*c",
    r"^(ab|cd|ef)*$",
    # letters beyond ASCII that are told apart
    r"(ä|ö|ü)+$",
    r"(ж|ф)+$",
    r"(?i)^(ä|Ö)+$",
    r"^(é+,)+$",
    # what cannot fail, or is not gone back to
    r"(a+)+",
    r"^(.|\s)*$",
    r"(.|\n)*x",
    r"(?<Suffix>@(.*)*)",
    r"^(?>(\w+\s?)+)$",
    r"^(?:\w+\b)+$",
    # too large to be looked at
    r"(\w{1,90}\s){1,90}(\w{1,90}\d){1,90}(\w{1,90}x){1,90}(\w{1,90}y){1,90}(\w{1,90}z){1,90}$",
]


def tree(pattern: str) -> Pattern:
    translate(pattern)
    found = parse(pattern)
    assert found is not None
    return found


@pytest.mark.parametrize("pattern", CATASTROPHIC)
def test_what_runs_away(pattern: str) -> None:
    assert runs_away(tree(pattern))


@pytest.mark.parametrize("pattern", ORDINARY)
def test_what_does_not_run_away(pattern: str) -> None:
    assert not runs_away(tree(pattern))


def test_a_pattern_too_deep_to_be_looked_at_has_no_tree() -> None:
    assert parse("(" * 100 + "a" + ")" * 100) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"[^ü]", "ö"),
        (r"(?i)[é-ê]", "É"),
        (r"(?i)\p{Lu}", "a"),
        (r"\P{IsCyrillic}", "é"),
        (r"[\d-x]", "-"),
        (r"\u00e9", "é"),
        (r"(?x) a # é", "a"),
        (r"(?n)(a)\b", "a"),
        ("😀", "😀"),
        (r"a(?#b)c", "ac"),
        (r"(?<x>a)\k<x>", "aa"),
        (r"[]a]", "]"),
    ],
)
def test_a_match_is_held_possible(pattern: str, text: str) -> None:
    found = tree(pattern)

    assert compile_pattern(pattern).compiled.search(units(text))
    assert can_match(found)
    assert shortest(found) <= len(units(text))


ATOMS = st.sampled_from(
    ["a", "b", "é", "Z", ".", r"\d", r"\w", r"\S", r"\p{Lu}", "[a-c]", "[^b]", "^", "$", r"\b", "1"]
)
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map("({0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "+?"])).map(
            "(?:{0[0]}){0[1]}".format
        ),
        inner.map("(?i:{})".format),
        inner.map("(?={})".format),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=share(300))
@given(PATTERNS, st.text("abcéZ1 \n", max_size=6))
def test_nothing_that_matches_is_held_impossible(pattern: str, text: str) -> None:
    try:
        found = tree(pattern)
    except PatternError:
        return
    runs_away(found)  # it comes to an end
    match = compile_pattern(pattern).compiled.search(text)
    if match:
        assert shortest(found) <= len(match[0])
        assert can_match(found, set_of(text) if text.isascii() else -1)
