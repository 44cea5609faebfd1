"""Entra's comparisons, of which Microsoft documents little more than how they are spelt."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from mapping_dsl.lang.types import EvaluationError, integer, text
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lang.utf16 import units

_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_EQUALITY = ("=", "<>")

ABSENT = 'an absent value is compared as ""; Microsoft documents that this test fails'
TEXT_ORDER = "these are not two integers, so their characters are compared; not documented"
CASE = "equal but for case; that case counts here is not documented"


def comparison(sign: str) -> Callable[[Plain, Plain], str]:
    """Return the test that a sign such as `<>` stands for, which gives "True" or "False".

    An absent side reads as `""`. An order is one of integers if both sides are integers or spell
    one, else of UTF-16 units. Equality is of texts, case counting, but a number that a function
    computed equals every spelling of itself. A list raises EvaluationError.
    """
    test = _TESTS[sign]
    numeric = _both_computed if sign in _EQUALITY else _both

    def compare(left: Plain, right: Plain) -> str:
        numbers = numeric(left, right)
        one, two = numbers or (units(text(left)), units(text(right)))
        return "True" if test(one, two) else "False"

    return compare


def remark(left: Plain, sign: str, right: Plain) -> str:
    """Return what a reader of the trace ought to know of this comparison, or nothing."""
    if left is None or right is None:
        return ABSENT
    if sign not in _EQUALITY:
        return "" if _both(left, right) else TEXT_ORDER
    one, two = text(left), text(right)
    return CASE if one != two and one.casefold() == two.casefold() else ""


def _both_computed(left: Plain, right: Plain) -> tuple[int, int] | None:
    return _both(left, right) if isinstance(left, int) or isinstance(right, int) else None


def _both(left: Plain, right: Plain) -> tuple[int, int] | None:
    """Return both sides as integers if both are."""
    try:
        return integer(left), integer(right)
    except EvaluationError:
        return None
