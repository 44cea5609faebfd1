"""Where patterns of scopes hold a value, and what a value that they match ends with."""

import pytest

from mapping_dsl.lang.pattern_edges import is_loose
from mapping_dsl.lang.pattern_endings import endings
from mapping_dsl.lang.pattern_tree import Pattern, parse
from mapping_dsl.lang.regex import compile_pattern, find_group


def tree(pattern: str) -> Pattern:
    found = parse(pattern)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pattern", "loose"),
    [
        ("Sales", True),
        ("^Sales", False),
        ("Sales$", False),
        ("^a|b", True),
        ("^a|b$", True),
        ("^a|^b", False),
        ("^(a|b)", False),
        ("((^a)|(^b))", False),
        ("(a$|b)c", True),
        (".*a", False),
        (".+a", True),
        (r"\Aa", False),
        (r"a\z", False),
        ("(?i)^a", False),
        ("", True),
    ],
)
def test_is_loose(pattern: str, *, loose: bool) -> None:
    assert is_loose(tree(pattern)) is loose


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        (r"@contoso\.com$", {"@contoso.com"}),
        (r"^[^@]+@contoso\.(com|de)$", {"@contoso.com", "@contoso.de"}),
        (r"(@a\.com|@b\.com)$", {"@a.com", "@b.com"}),
        (r"@a\.com$|@b\.com$", {"@a.com", "@b.com"}),
        (r"x(@a\.com$|@b\.com$)", {"@a.com", "@b.com"}),
        (r"(?i)@FabriKam\.com$", {"@fabrikam.com"}),
        (r"@contoso\.com", set()),
        (r"@contoso\.com$|x", set()),
        (r"@contoso.com$", {"com"}),
        (r"@(mail\.)?contoso\.com$", {"contoso.com"}),
        (r"@(a|b[cd])\.com$", {"a.com", ".com"}),
        ("$", set()),
    ],
)
def test_endings(pattern: str, texts: set[str]) -> None:
    assert endings(tree(pattern)) == texts


VALUES = (
    "x@contoso.com",
    "x@CONTOSO.com",
    "x@contoso.de",
    "x@mail.contoso.com",
    "@a.com",
    "x@bc.com",
)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "pattern",
    [
        r"@contoso\.(com|de)$",
        r"(?i)@contoso\.com$",
        r"@(mail\.)?contoso\.com$",
        r"@(a|b[cd])\.com$",
        r"@[a-z.]*com$",
    ],
)
def test_a_value_that_matches_ends_so(pattern: str, value: str) -> None:
    if find_group(compile_pattern(pattern), value, "0") is not None:
        assert value.lower().endswith(tuple(endings(tree(pattern))))
