"""Patterns and replacements of .NET; but for two on emoji the results are .NET Core 3.1's."""

from __future__ import annotations

import re

import pytest

from mapping_dsl.lang import regex
from mapping_dsl.lang.types import EvaluationError

REPLACED = [
    (r"(?<n>a)(b)", "ab", "[$1$2${n}$3]", "[baa$3]"),
    (r"(?<n>a)(b)\1\2", "abba!", "", "!"),
    (r"(a)(?<2>b)(c)", "abc", "$1$2$3", "ac$3"),
    (r"(?n)(a)(?<n>b)", "ab", "$1", "b"),
    (r"|.", "ab", "x", "xaxbx"),
    (r".*", "ab", "x", "xx"),
    (r"a$", "a\n", "x", "x\n"),
    (r"a\Z", "a\n", "x", "x\n"),
    (r"a\z", "a\n", "x", "a\n"),
    (r"^.", "😀", "", "\ude00"),
    (r"[😀]", "😁", "", "\ude01"),
    (r"\w", "aⅧ-é_½", "", "Ⅷ-½"),
    (r"\s", "a\x1c\x85b", "", "a\x1cb"),
    (r"a(?i)b|C", "aBcC", "x", "xxx"),
    (r"(?x) a  + # as", "aab", "x", "xb"),
    (r"a{,2}[]a-c\]-]{2}", "a{,2}]-", "x", "x"),
    (r"\x41\u0042\103\cA\e", "ABC\x01\x1b", "x", "x"),
    (r"\p{IsCyrillic}\P{Lu}", "яaяA", "x", "xяA"),
    (r"(?i)ss", "ßSs", "x", "ßx"),
    (r"(?i)\u03c3", "\u03c2\u03c3\u03a3", "x", "\u03c2xx"),
    (r"(?i)[a-z]", "\u017fkK\u212a", "x", "\u017fxxx"),
    (r"(?i)[^k]", "kK\u212aa", "x", "kK\u212ax"),
    (r"(?i)I", "iI\u0130\u0131", "x", "xx\u0130\u0131"),
    (r"(?i)\u0131", "I\u0131", "x", "Ix"),
    (r"(?i)(a)\1", "aAb", "x", "xb"),
    (r"(?i)\P{Ll}", "aA1", "x", "aAx"),
    (r"a(?i:b)B", "aBB aBb", "x", "x aBb"),
    (r"b", "abc", "$`$'$&$_$$$+${", "aacbabc$b${c"),
    (r"(a)(b)?", "a", "[$2$+]", "[]"),
]
REFUSED = [
    *(
        "(",
        ")",
        "*",
        "a**",
        "a++",
        "[",
        "[]",
        "[b-a]",
        "[a-\\d]",
        "a\\",
        "\\_",
        "\\1",
        "\\k<n>",
        "\\x4",
    ),
    *(
        "(?P<n>a)",
        "(?<1a>b)",
        "(?<0>b)",
        "(?z)",
        "\\p{Latin}",
        "\\p",
        "a{2,1}",
        "(?#",
        "(" * 9_999 + ")" * 9_999,
    ),
    *("[a-z-[aeiou]]", "(?<n>a)(?<-n>b)", "(?(a)b|c)", "\\Ga"),
]


@pytest.mark.parametrize(("pattern", "source", "replacement", "result"), REPLACED)
def test_replaces_as_dotnet(pattern: str, source: str, replacement: str, result: str) -> None:
    assert result == regex.replace(regex.compile_pattern(pattern), source, replacement)


@pytest.mark.parametrize("pattern", REFUSED)
def test_refused_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^in the pattern `"):
        regex.compile_pattern(pattern)


def test_names_of_groups() -> None:
    assert regex.compile_pattern("(?<b>x)(y)(?'a'z)").names == ("b", "a")


def test_search_is_limited_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "SECONDS", 0.01)
    pattern = regex.compile_pattern("(a|aa)+$")
    with pytest.raises(EvaluationError, match=re.escape("`(a|aa)+$` needs more than")):
        regex.replace(pattern, "a" * 60 + "b", "")
