"""A scope's condition as Entra stores it: groups of clauses, one of which must hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import assert_never

from mapping_dsl.resolve.lowering import number
from mapping_dsl.resolve.model import Clause, Groups
from mapping_dsl.syntax.expression import Number, Reference, String
from mapping_dsl.syntax.tree import (
    ScopeAnd,
    ScopeExpression,
    ScopeGroup,
    ScopeNot,
    ScopeOr,
    ScopeTest,
)

MOST_GROUPS = 50
_NOT_OFFERED = ("<", "<=")
_NEGATED = {"is not true": "is true", "is not false": "is false"}
"""What Entra has no operator for, and a complement of what it has."""
_OF_INTEGERS = (">", ">=", "has bits", "lacks bits")
_INTEGER = re.compile(r"-?[0-9]+")
_COMPLEMENTS: dict[str, tuple[str, ...]] = {
    "=": ("<>", "is null"),
    "<>": ("=", "is null"),
    "matches": ("not matches", "is null"),
    "not matches": ("matches", "is null"),
    "has bits": ("lacks bits", "is null"),
    "lacks bits": ("has bits", "is null"),
    "is true": ("is false", "is null"),
    "is false": ("is true", "is null"),
    "is null": ("is not null",),
    "is not null": ("is null",),
}
"""What holds exactly when a test does not: every test but `is null` is false when absent."""

Constant = Callable[[Reference], str | None]
Complain = Callable[[ScopeExpression | Reference, str, str], None]


class Scoping:
    """The lowering of one scope; `constant` looks up a `$name`, `complain` takes what is wrong."""

    def __init__(self, constant: Constant, complain: Complain) -> None:
        self._constant, self._complain = constant, complain

    def groups(self, node: ScopeExpression) -> Groups | None:
        """Return the groups of a condition, or none if it cannot be expressed."""
        found = self._lower(node, complement=False)
        if found is not None and len(found) > MOST_GROUPS:
            message = f"this scope needs {len(found)} groups of clauses"
            self._complain(node, message, f"at most {MOST_GROUPS} are supported: simplify it")
            return None
        return found

    def _lower(self, node: ScopeExpression, *, complement: bool) -> Groups | None:
        match node:
            case ScopeTest():
                return self._test(node, complement=complement)
            case ScopeNot():
                return self._lower(node.inner, complement=not complement)
            case ScopeGroup():
                return self._lower(node.inner, complement=complement)
            case ScopeAnd() | ScopeOr():
                parts = [self._lower(part, complement=complement) for part in node.parts]
                known = [part for part in parts if part is not None]
                if len(known) < len(parts):
                    return None
                return (
                    _any(known)
                    if isinstance(node, ScopeOr) != complement
                    else self._all(node, known)
                )
            case _:
                assert_never(node)

    def _all(self, node: ScopeExpression, parts: list[Groups]) -> Groups | None:
        size = 1
        for part in parts:
            size *= len(part)
        if size > MOST_GROUPS * MOST_GROUPS:
            message = f"this scope needs {size} groups of clauses"
            self._complain(node, message, f"at most {MOST_GROUPS} are supported: simplify it")
            return None
        every = (sum(choice, ()) for choice in product(*parts))
        return tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in every))

    def _test(self, node: ScopeTest, *, complement: bool) -> Groups | None:
        attribute, operator = node.attribute.text, node.operator
        if operator in _NEGATED:
            operator, complement = _NEGATED[operator], not complement
        if operator in _NOT_OFFERED:
            help = "they have `>` and `>=`; say the rest with `matches`"
            self._complain(node, f"Entra's scoping filters have no `{operator}`", help)
            return None
        value = self._value(node.value)
        if value is None and node.value is not None:
            return None
        if value is not None and operator in _OF_INTEGERS and not _INTEGER.fullmatch(value):
            self._complain(node, f"`{operator}` compares integers", f"`{value}` is none")
            return None
        if not complement:
            return ((Clause(attribute, operator, value, node.span),),)
        if operator not in _COMPLEMENTS:
            help = "say it with `matches`, whose complement Entra has"
            self._complain(node, f"Entra has no complement of `{operator}`", help)
            return None
        return tuple(
            (Clause(attribute, other, value if other != "is null" else None, node.span),)
            for other in _COMPLEMENTS[operator]
        )

    def _value(self, value: String | Number | Reference | None) -> str | None:
        match value:
            case String():
                return value.value
            case Number():
                return number(value)
            case Reference():
                return self._constant(value)
            case None:
                return None
            case _:
                assert_never(value)


def _any(parts: list[Groups]) -> Groups:
    return tuple(dict.fromkeys(group for part in parts for group in part))
