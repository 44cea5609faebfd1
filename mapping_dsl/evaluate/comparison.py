"""Entra's comparisons, of which Microsoft documents little more than how they are spelt."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mapping_dsl.lang.dates.order import Place, place
from mapping_dsl.lang.numbers import alike
from mapping_dsl.lang.types import Missing, number, text
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lang.utf16 import units

ABSENT = 'an absent value is compared as ""; Microsoft documents that this test fails'
TEXT_ORDER = "these are not two numbers, so their characters are compared; not documented"
DATE_ORDER = "these are two dates, and compared as such; not documented"
CASE = "equal but for case; that case counts here is not documented"
SPELLING = "equal as numbers but not as texts; that the text counts is not documented"
DATE_TEXT = "one is a date, the other none in its form; that texts are compared is not documented"

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
    one, two = (_numbers(left, right) if computed else None) or _characters(left, right)
    return one == two


def _order(test: Callable[[Any, Any], bool]) -> Compare:
    return lambda left, right: test(*_sides(left, right))


def _sides(left: Plain, right: Plain) -> tuple[Any, Any]:
    """Return what stands for the two sides in an order."""
    return _numbers(left, right) or _dates(left, right) or _characters(left, right)


def _characters(left: Plain, right: Plain) -> tuple[str, str]:
    return units(text(left)), units(text(right))


COMPARISONS: Mapping[str, Compare] = {
    "=": _equal,
    "<>": _unequal,
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
}
"""The tests that signs such as `<>` stand for.

An absent side reads as `""`. An order is one of numbers if both sides are or spell one, of dates
if both are dates that functions gave, else of UTF-16 units; of one such date and something else it
is not known, and raises Missing. Equality is of texts, case counting, but a number that a function
computed equals every spelling of itself. A list raises EvaluationError.
"""
_EQUALITY = ("=", "<>")


def remark(left: Plain, sign: str, right: Plain) -> str:
    """Return what a reader of the trace ought to know of this comparison, or nothing."""
    if left is None or right is None:
        return ABSENT
    told = _of_equality(left, right) if sign in _EQUALITY else _of_order(left, right)
    return next(told, "")


def _of_order(left: Plain, right: Plain) -> Iterator[str]:
    if not _numbers(left, right):
        yield DATE_ORDER if _place(left) else TEXT_ORDER


def _of_equality(left: Plain, right: Plain) -> Iterator[str]:
    one, two = text(left), text(right)
    if one == two:
        return
    if one.casefold() == two.casefold():
        yield CASE
    if type(left) is type(right) and _equal_in(_numbers(left, right)):
        yield SPELLING
    if bool(_place(left)) != bool(_place(right)):
        yield DATE_TEXT


def _equal_in(numbers: tuple[int, int] | None) -> bool:
    return numbers is not None and numbers[0] == numbers[1]


def _numbers(left: Plain, right: Plain) -> tuple[int, int] | None:
    """Return both sides as integers of the same order, if both are numbers."""
    one, two = number(left), number(right)
    return None if one is None or two is None else alike(one, two)


def _dates(left: Plain, right: Plain) -> tuple[Place, Place] | None:
    """Return both sides as dates if both are; raises Missing if only one is."""
    one, two = _place(left), _place(right)
    if one and two:
        return one, two
    if (one or two) and left is not None and right is not None:
        told = f"`{text(left)}` or `{text(right)}`"
        raise Missing(why=f"nothing says which is more, {told}: only one is a date in this form")
    return None


def _place(value: Plain) -> Place | None:
    return place(value) if isinstance(value, str) else None
