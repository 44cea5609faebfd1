"""The branches of what is written: what a source may come to as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.lang.binding import bind
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.flow import CHOOSING, DECIDING
from mapping_dsl.syntax import expression as ex


def branches(source: ex.Expression) -> Iterator[ex.Expression]:
    """Yield the nodes that a source may come to, in the order in which they are written.

    What a condition, the source or the key of a Switch, or any other call is given is none.
    """
    waiting = [source]
    while waiting:
        node = waiting.pop()
        below = _below(node)
        if below is None:
            yield node
        else:
            waiting += reversed(below)


def _below(node: ex.Expression) -> list[ex.Expression] | None:
    """Return the branches of a node that has some."""
    match node:
        case ex.Parenthesis():
            return [node.inner]
        case ex.Conditional():
            return [node.then, node.otherwise]
        case ex.Coalesced():
            return list(node.parts)
        case ex.Case():
            values = [arm.value for arm in node.arms]
            return values if node.otherwise is None else [*values, node.otherwise]
        case ex.Call() if node.function.text in CHOOSING:
            return _of_call(node)
        case _:
            return None


def _of_call(call: ex.Call) -> list[ex.Expression]:
    function = FUNCTIONS[call.function.text]
    given = [argument for argument in call.arguments if argument is None or argument.name is None]
    named = [(a.name.text, a.value) for a in call.arguments if a is not None and a.name is not None]
    bound, _ = bind(function, [a.value if a else None for a in given], named)
    deciding = DECIDING.get(function.name, ())
    found = [
        value
        for name, values in bound
        if name not in deciding
        for value in (values[1::2] if name == "switchValue" else values)
    ]
    return sorted(found, key=lambda value: value.span)
