"""Entra's comparisons, of which Microsoft documents little more than how they are spelt."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from mapping_dsl.lang.types import EvaluationError, integer, text
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lang.utf16 import units

ABSENT = 'an absent value is compared as ""; Microsoft documents that this test fails'
TEXT_ORDER = "these are not two integers, so their characters are compared; not documented"
CASE = "equal but for case; that case counts here is not documented"

Compare = Callable[[Plain, Plain], bool]


def _equal(left: Plain, right: Plain) -> bool:
    return (
        units(left) == units(right)
        if type(left) is str and type(right) is str
        else _equal_numbers(left, right)
    )


def _unequal(left: Plain, right: Plain) -> bool:
    return not _equal(left, right)


def _equal_numbers(left: Plain, right: Plain) -> bool:
    computed = isinstance(left, int) or isinstance(right, int)
    return _compared(operator.eq, left, right, _both(left, right) if computed else None)


def _order(test: Callable[[Any, Any], bool]) -> Compare:
    return lambda left, right: _compared(test, left, right, _both(left, right))


def _compared(
    test: Callable[[Any, Any], bool], left: Plain, right: Plain, numbers: tuple[int, int] | None
) -> bool:
    one, two = numbers or (units(text(left)), units(text(right)))
    return test(one, two)


COMPARISONS: Mapping[str, Compare] = {
    "=": _equal,
    "<>": _unequal,
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
}
"""The tests that signs such as `<>` stand for.

An absent side reads as `""`. An order is one of integers if both sides are integers or spell
one, else of UTF-16 units. Equality is of texts, case counting, but a number that a function
computed equals every spelling of itself. A list raises EvaluationError.
"""
_EQUALITY = ("=", "<>")


def remark(left: Plain, sign: str, right: Plain) -> str:
    """Return what a reader of the trace ought to know of this comparison, or nothing."""
    if left is None or right is None:
        return ABSENT
    if sign not in _EQUALITY:
        return "" if _both(left, right) else TEXT_ORDER
    one, two = text(left), text(right)
    return CASE if one != two and one.casefold() == two.casefold() else ""


def _both(left: Plain, right: Plain) -> tuple[int, int] | None:
    """Return both sides as integers if both are."""
    try:
        return integer(left), integer(right)
    except EvaluationError:
        return None
