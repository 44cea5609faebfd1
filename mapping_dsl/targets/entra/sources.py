"""Graph's `attributeMappingSource`: an expression as a tree, each part with its text."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.evaluate.depth import depth, room
from mapping_dsl.evaluate.printer import as_service_prints, slots
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind

_CONDITION = "one"


def source(expression: Expression) -> dict[str, object]:
    """Encode an expression, keys and texts as real exports have them.

    Two encodings were seen in no export. A bare word such as `vbTextCompare` is a constant whose
    text lacks the quotes. A comparison that is not the condition of an IIF, such as CBool's
    argument, is a function named after its operator, with the keys that IIF gives its parts.
    """
    with room(depth(expression)):
        return _source(expression)


def _source(expression: Expression) -> dict[str, object]:
    match expression:
        case Attribute(name):
            return _node(as_service_prints(expression), name, "Attribute", [])
        case Constant(text, kind):
            printed = None if kind is Kind.ENVIRONMENT else as_service_prints(expression)
            return _node(printed, text, "Constant", [])
        case Comparison():
            parts = list(_comparison(expression))
            return _node(as_service_prints(expression), expression.operator, "Function", parts)
        case Call():
            parts = list(_arguments(expression))
            return _node(as_service_prints(expression), expression.function, "Function", parts)


def _node(expression: str | None, name: str, type_: str, parts: list[object]) -> dict[str, object]:
    return {"expression": expression, "name": name, "type": type_, "parameters": parts}


def _arguments(call: Call) -> Iterator[object]:
    """Yield a call's entries; an omitted slot has none, its place is known by the others' keys."""
    for name, parameter, value in slots(call):
        key = parameter.key if parameter else name
        if key == _CONDITION and isinstance(value, Comparison):
            yield from _comparison(value)
        elif value is not None:
            yield _entry(key, value)


def _comparison(comparison: Comparison) -> Iterator[object]:
    yield _entry("one", comparison.left)
    yield _entry("two", Constant(comparison.operator))
    yield _entry("three", comparison.right)


def _entry(key: str, value: Expression) -> object:
    return {"key": key, "value": _source(value)}
