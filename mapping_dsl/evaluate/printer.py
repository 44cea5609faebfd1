"""Entra's canonical text of an expression, as the service itself writes it out of a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping_dsl.evaluate.depth import depth, room
from mapping_dsl.lang.function import Parameter
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind

_ESCAPED = re.compile(r'["\\]')
_INTEGER = re.compile("0|-?[1-9][0-9]*", re.ASCII)


def canonical(expression: Expression) -> str:
    """Return the one spelling of an expression; read again, it gives the same expression."""
    return _print(expression, environment=True)


def as_service_prints(expression: Expression) -> str:
    """Return the text that exports show, in which `%DomainFQDN%` and its like leave no trace."""
    return _print(expression, environment=False)


def slots(call: Call) -> Iterator[tuple[str, Parameter | None, Expression | None]]:
    """Yield what stands between the commas: the parameter's name and row, and what is given.

    Of an omitted argument nothing is given. A function that is not in the table, which only
    imported JSON can have, has the slots that are filled.
    """
    function = FUNCTIONS.get(call.function)
    if function is None:
        yield from ((name, None, value) for name, values in call.arguments for value in values)
        return
    given = dict(call.arguments)
    for parameter in function.parameters:
        omitted = () if parameter.repeating else (None,)
        for value in given.get(parameter.name) or omitted:
            yield parameter.name, parameter, value


def _print(expression: Expression, *, environment: bool) -> str:
    with room(depth(expression)):
        return _Printer(environment=environment).text(expression)


class _Printer:
    def __init__(self, *, environment: bool) -> None:
        self.environment = environment

    def text(self, expression: Expression, parameter: Parameter | None = None) -> str:
        match expression:
            case Attribute(name):
                return f"[{name}]"
            case Constant(text, kind):
                return self._constant(text, kind, parameter)
            case Comparison(left, operator, right):
                return f"{self.text(left)}{operator}{self.text(right)}"
            case Call():
                arguments = (
                    "" if value is None else self.text(value, parameter)
                    for _, parameter, value in slots(expression)
                )
                return f"{expression.function}({', '.join(arguments)})"

    def _constant(self, text: str, kind: Kind, parameter: Parameter | None) -> str:
        match kind:
            case Kind.WORD:
                return text
            case Kind.ENVIRONMENT:
                return text if self.environment else ""
            case Kind.LITERAL if parameter and parameter.type is Type.INTEGER:
                return text if _INTEGER.fullmatch(text) else quoted(text)
            case Kind.LITERAL:
                return quoted(text)


def quoted(text: str) -> str:
    """Write a text as Entra's string constant."""
    return '"' + _ESCAPED.sub(r"\\\g<0>", text) + '"'
