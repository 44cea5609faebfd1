"""Which attributes are there where a condition holds, and where it does not."""

from __future__ import annotations

from typing import TypeAlias

from mapping_dsl.resolve.arguments import ShapeOf
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression
from mapping_dsl.resolve.shape import is_integer

Names: TypeAlias = frozenset[str]
NONE: Names = frozenset()
_MIRRORED = {"=": "=", "<>": "<>", ">": "<", ">=": "<=", "<": ">", "<=": ">="}


def tested(condition: Expression, shape: ShapeOf) -> tuple[Names, Names]:
    """Return the attributes that are there where a condition holds, and where it does not."""
    match condition:
        case Call("IsPresent", ((_, (Attribute(name),)),)):
            return frozenset([name]), NONE
        case Call("IsNull" | "IsNullOrEmpty", ((_, (Attribute(name),)),)):
            return NONE, frozenset([name])
        case Call("Not", ((_, (inner,)),)):
            return tested(inner, shape)[::-1]
        case Call("CBool", ((_, (inner,)),)):
            return tested(inner, shape)
        case Comparison(left, sign, right):
            one = _compared(left, sign, right, shape)
            other = _compared(right, _MIRRORED[sign], left, shape)
            return one[0] | other[0], one[1] | other[1]
        case _:
            return NONE, NONE


def _compared(one: Expression, sign: str, other: Expression, shape: ShapeOf) -> tuple[Names, Names]:
    """Return likewise what a comparison says of its one side; absent is compared as `""`."""
    match one:
        case Attribute(name) if sign in ("=", "<>"):
            found = shape(other)
            equal, unequal = frozenset([name]), NONE
            if found.nothing and not found.skipped:
                equal, unequal = unequal, equal
            elif found.missing:
                return NONE, NONE
            return (equal, unequal) if sign == "=" else (unequal, equal)
        case Call("Len", ((_, (Attribute(name),)),)):
            return (frozenset([name]) if _is_positive(sign, other) else NONE), NONE
        case Call("InStr", ((_, (Attribute(name),)), (_, (wanted,)), *_)):
            found_there = _is_positive(sign, other) and not shape(wanted).missing
            return (frozenset([name]) if found_there else NONE), NONE
        case _:
            return NONE, NONE


def _is_positive(sign: str, other: Expression) -> bool:
    """Tell whether what compares so with a constant is a number above 0."""
    if not isinstance(other, Constant) or not is_integer(other.text):
        return False
    return int(other.text) >= {">": 0, ">=": 1, "=": 1}.get(sign, float("inf"))
