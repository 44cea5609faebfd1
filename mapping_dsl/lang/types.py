"""The values of the language, their types, and every conversion between them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, NewType

from mapping_dsl.lang.numbers import Decimal, decimal

Value = str | int | tuple[str, ...] | None
"""What an expression gives. `None` is *absent*, as an empty list is: there is no `()`.

Booleans travel as the texts "True" and "False". Half of a surrogate pair, left over by a function
that cuts, is one lone surrogate character of the text.
"""

Int32 = NewType("Int32", int)
"""An integer that .NET's `int` holds; a larger one is an error."""

Bare = NewType("Bare", str)
"""A bare word of Entra's, such as `UTF8`. Whether it is a right one the function itself says."""

Lazy = Callable[[], Value]
"""An argument that is evaluated only when the body calls it, so that an untaken branch never is."""


class Type(StrEnum):
    """What a parameter takes and a function gives."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    LIST = "list"
    ANY = "any"


class EvaluationError(Exception):
    """An expression has no value: Entra fails the whole object."""


class Skip(Exception):  # noqa: N818 (it is no fault: nothing is sent for this attribute)
    """The attribute is dropped from the flow: no value, no default, no clearing."""


class Missing(Exception):  # noqa: N818 (nothing went wrong)
    """The value hangs on attributes, or on facts of the tenant, that nobody told us.

    `why` says in words what else is in the way, if anything is.
    """

    def __init__(self, *attributes: str, why: str = "") -> None:
        super().__init__(*attributes)
        self.attributes = attributes
        self.why = why


def absent() -> Value:
    """Give nothing: what an omitted lazy argument evaluates to."""
    return None


def text(value: Value) -> str:
    """Return a value as text, an absent one as `""`; a list raises EvaluationError."""
    return value if type(value) is str else _as_text(value)


def _as_text(value: Value) -> str:
    if isinstance(value, tuple):
        raise EvaluationError("a list stands where one text is needed")
    return "" if value is None else str(value)


def _text_if_any(value: Value) -> str | None:
    return None if value is None else text(value)


def integer(value: Value) -> int:
    """Return a number, or the number that a text such as `"1"` spells; else EvaluationError."""
    return value if type(value) is int else _spelt(value)


def _spelt(value: Value) -> int:
    if isinstance(value, int):
        return value
    written = text(value)
    try:
        if written.isascii() and "_" not in written:
            return int(written)
    except ValueError:
        pass
    raise EvaluationError(f"`{written}` stands where an integer is needed")


_MOST = 2**31


def _integer_of_32_bits(value: Value) -> int:
    number = integer(value)
    if not -_MOST <= number < _MOST:
        raise EvaluationError(f"{number} is more than 32 bits hold")
    return number


def _integer_of_32_bits_if_any(value: Value) -> int | None:
    return None if value is None else _integer_of_32_bits(value)


def truth(value: Value) -> bool:
    """Return whether a value is the one true text, "True", in exactly this case."""
    return value == "True"


def number(value: Value) -> Decimal | None:
    """Return a number, or the one that a text such as `"10.5"` spells; none of anything else."""
    if isinstance(value, int):
        return value, 0
    return decimal(value) if isinstance(value, str) else None


def _truth_or_number(value: Value) -> bool | int:
    found = number(value)
    return truth(value) if found is None else found[0]


def texts(value: Value) -> tuple[str, ...]:
    """Return a list; a single value is a list of one, an absent one is the empty list."""
    return (value,) if type(value) is str else value if type(value) is tuple else _as_list(value)


def _as_list(value: Value) -> tuple[str, ...]:
    return () if value is None else (text(value),)


def _as_it_is(value: Value) -> Value:
    return value


def _lazy(value: Value | Lazy) -> Lazy:
    return value if callable(value) else lambda: value


CONVERSIONS: dict[Any, tuple[Type, Callable[[Any], Any]]] = {
    str: (Type.STRING, text),
    str | None: (Type.STRING, _text_if_any),
    Bare | None: (Type.STRING, _text_if_any),
    int: (Type.INTEGER, integer),
    Int32: (Type.INTEGER, _integer_of_32_bits),
    Int32 | None: (Type.INTEGER, _integer_of_32_bits_if_any),
    bool: (Type.BOOLEAN, truth),
    bool | int: (Type.BOOLEAN, _truth_or_number),
    tuple[str, ...]: (Type.LIST, texts),
    Value: (Type.ANY, _as_it_is),
    Lazy: (Type.ANY, _lazy),
}
"""By the annotation of a body's parameter or result: the type, and how a value becomes one."""
