"""The evaluator for many records: an expression becomes closures once, and they run often.

They use the very bodies that `trace` uses, through the same rows; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeAlias

from mapping_dsl.evaluate.comparison import comparison
from mapping_dsl.evaluate.depth import SHALLOW, depth, room
from mapping_dsl.evaluate.result import (
    Record,
    Result,
    Unknown,
    look_up,
    settle,
    unknown_function,
    unsettle,
)
from mapping_dsl.evaluate.trace import trace
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.function import Function, Parameter
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError, Type
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind

Run: TypeAlias = Callable[[Record], Plain]


def evaluate(expression: Expression, record: Record) -> Result:
    """Return what an expression comes to for one record."""
    return compile_expression(expression)(record)


def compile_expression(expression: Expression) -> Callable[[Record], Result]:
    """Return what evaluates an expression; to be kept for as long as there are records."""
    levels = depth(expression)
    with room(levels):
        run = _compile(expression)

    def evaluate_one(record: Record) -> Result:
        result = settle(lambda: run(record))
        if isinstance(result, Unknown):  # the first attribute that is missing: now find them all
            return trace(expression, record).result or result
        return result

    def evaluate_deep(record: Record) -> Result:
        with room(levels):
            return evaluate_one(record)

    return evaluate_one if levels <= SHALLOW else evaluate_deep


def _compile(expression: Expression) -> Run:
    match expression:
        case Attribute(name):
            return lambda record: look_up(record, name)
        case Constant(text, Kind.ENVIRONMENT):
            return lambda _: unsettle(Unknown((text,)))
        case Constant(text):
            return lambda _: text
        case Comparison(left, sign, right):
            return _comparison(_compile(left), sign, _compile(right))
        case Call():
            return _call(expression)


def _comparison(left: Run, sign: str, right: Run) -> Run:
    compare = comparison(sign)
    return lambda record: compare(left(record), right(record))


def _call(call: Call) -> Run:
    function = FUNCTIONS.get(call.function)
    if function is None:
        return lambda _: unsettle(unknown_function(call.function))
    given = dict(call.arguments)
    slots: list[_Slot] = []
    for parameter in function.parameters:
        values = given.get(parameter.name, ())
        if parameter.repeating:
            slots += (_slot(parameter, value) for value in values)
        else:
            needed = function.strict and not parameter.optional
            slots.append(_slot(parameter, *values[:1], needed=needed))
    return _run(function, slots)


class _Slot(Frozen):
    """One argument: where it comes from, what the body wants made of it, whether it is needed."""

    get: Callable[[Record], Any]
    convert: Callable[[Any], Any]
    needed: bool


def _slot(
    parameter: Parameter, expression: Expression | None = None, *, needed: bool = False
) -> _Slot:
    if expression is None:
        return _Slot(lambda _: None, parameter.convert, needed)
    if isinstance(expression, Constant) and expression.kind is not Kind.ENVIRONMENT:
        with suppress(EvaluationError):  # or else each record fails, as it should
            converted = parameter.convert(expression.text)
            return _Slot(lambda _: converted, _same, needed=False)
    run = _compile(expression)
    if parameter.lazy:
        return _Slot(lambda record: partial(run, record), _same, needed=False)
    return _Slot(run, parameter.convert, needed)


def _run(function: Function, slots: list[_Slot]) -> Run:
    """Return what calls a body as `Function.call` does: every argument, absence, conversions."""
    body, boolean = function.body, function.returns is Type.BOOLEAN
    gets, converts = [slot.get for slot in slots], [slot.convert for slot in slots]
    needed = [index for index, slot in enumerate(slots) if slot.needed]

    def run(record: Record) -> Plain:
        given: list[Any] = [get(record) for get in gets]
        for index in needed:
            if given[index] is None:
                return None
        result: Plain = body(*map(_apply, converts, given))
        return str(bool(result)) if boolean else result

    return run


def _apply(convert: Callable[[Any], Any], value: Any) -> Any:  # noqa: ANN401
    return convert(value)


def _same(value: Any) -> Any:  # noqa: ANN401 (what a body takes is its own affair)
    return value
