"""Reads the tree of an expression directly, as the page of the language tells what it means.

It knows nothing of lowering, nor of Entra's functions but the few that tests draw.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from mapping_dsl.syntax import expression as ex

Value = str | None
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class Wrong(Exception):  # noqa: N818 (it is what a record comes to)
    """The expression has no value for this record."""


def read(node: ex.Expression, record: Mapping[str, Value]) -> Value:
    """Return what an expression comes to; an absent attribute is None."""
    match node:
        case ex.Attribute(name=name):
            return record[name]
        case ex.String():
            return node.value
        case ex.Number(text=text):
            return text
        case ex.Parenthesis(inner=inner):
            return read(inner, record)
        case ex.Joined(parts=parts):
            return "".join(read(part, record) or "" for part in parts)
        case ex.Coalesced(parts=parts):
            return next((v for part in parts if (v := read(part, record)) is not None), None)
        case ex.Conditional(condition=condition, then=then, otherwise=otherwise):
            return read(then if holds(condition, record) else otherwise, record)
        case ex.Case():
            return _case(node, record)
        case ex.Call():
            given = [None if a is None else read(a.value, record) for a in node.arguments]
            return _CALLS[node.function.text](given)
        case _:  # a condition where a value stands
            return str(holds(node, record))


def holds(node: ex.Expression, record: Mapping[str, Value]) -> bool:
    """Tell whether a condition holds; what is no condition is asked whether it is "True"."""
    match node:
        case ex.Parenthesis(inner=inner):
            return holds(inner, record)
        case ex.Negation(inner=inner):
            return not holds(inner, record)
        case ex.Conjunction(parts=parts):
            return all(holds(part, record) for part in parts)
        case ex.Disjunction(parts=parts):
            return any(holds(part, record) for part in parts)
        case ex.Comparison(left=left, operator=operator, right=right):
            sides = read(left, record) or "", read(right, record) or ""
            return _compared(*sides, operator.text)
        case _:
            return read(node, record) == "True"


def _compared(left: str, right: str, sign: str) -> bool:
    """Compare as texts, case counting; in an order two numbers as numbers."""
    if sign in ("=", "<>"):
        return (left == right) == (sign == "=")
    numbers = [Fraction(t) if _NUMBER.fullmatch(t) else None for t in (left, right)]
    one, other = (left, right) if None in numbers else numbers
    smaller, same = one < other, one == other  # type: ignore[operator]
    return {"<": smaller, "<=": smaller or same, ">": not smaller and not same}.get(
        sign, not smaller
    )


def _case(node: ex.Case, record: Mapping[str, Value]) -> Value:
    """Take the first arm one of whose keys is the subject; an absent one is like `""`."""
    subject = read(node.subject, record) or ""
    for arm in node.arms:
        if subject in [read(key, record) for key in arm.keys]:
            return read(arm.value, record)
    return None if node.otherwise is None else read(node.otherwise, record)


def _out_of_range(_: list[Value]) -> Value:
    raise Wrong


_CALLS: Mapping[str, Callable[[list[Value]], Value]] = {
    "IsPresent": lambda given: str(bool(given[0])),
    "IsNull": lambda given: str(given[0] is None),
    "Not": lambda given: str(given[0] != "True"),
    "Item": _out_of_range,
}
