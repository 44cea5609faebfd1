"""Evaluating with a record of every step, for people who ask why."""

from __future__ import annotations

from mapping_dsl.evaluate.comparison import COMPARISONS, remark
from mapping_dsl.evaluate.depth import depth, room
from mapping_dsl.evaluate.result import (
    Record,
    Result,
    Unknown,
    Value,
    first_trouble,
    look_up,
    settle,
    unknown_function,
    unknown_word,
    unsettle,
)
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.function import Parameter
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lang.words import WORDS
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind


class Trace(Frozen):
    """One step: what was evaluated, and what it came to.

    `result` is None for a branch that was not taken. `parameter` says which argument of the call
    around it this is; `note` what an attentive reader would ask about.
    """

    expression: Expression
    parameter: str
    result: Result | None
    children: tuple[Trace, ...] = ()
    note: str = ""


def evaluate(expression: Expression, record: Record) -> Result:
    """Return what an expression comes to for one record."""
    return _result(trace(expression, record))


def trace(expression: Expression, record: Record) -> Trace:
    """Evaluate an expression, keeping all steps."""
    with room(depth(expression)):
        return _trace(expression, record, "")


def _trace(expression: Expression, record: Record, parameter: str) -> Trace:
    match expression:
        case Attribute(name):
            return Trace(expression, parameter, settle(lambda: look_up(record, name)))
        case Constant(text, Kind.ENVIRONMENT):
            return Trace(expression, parameter, Unknown((text,)))
        case Constant(text, Kind.WORD) if text not in WORDS:
            return Trace(expression, parameter, unknown_word(text))
        case Constant(text):
            return Trace(expression, parameter, Value(text))
        case Comparison():
            return _comparison(expression, record, parameter)
        case Call():
            return _call(expression, record, parameter)


def _comparison(expression: Comparison, record: Record, parameter: str) -> Trace:
    children = (_trace(expression.left, record, "left"), _trace(expression.right, record, "right"))
    results = [_result(child) for child in children]
    result, note = first_trouble(results), ""
    if result is None:
        left, right = map(unsettle, results)
        compare = COMPARISONS[expression.operator]
        result = settle(lambda: str(compare(left, right)))
        if isinstance(result, Value):
            note = remark(left, expression.operator, right)
    return Trace(expression, parameter, result, children, note)


class _Argument:
    """An argument of a call: a step that is taken when it is first asked for, and only once."""

    def __init__(
        self, expression: Expression, record: Record, parameter: str, *, word: bool
    ) -> None:
        self.record = record
        self.step = Trace(expression, parameter, _text_of_word(expression) if word else None)

    def __call__(self) -> Plain:
        if self.step.result is None:
            self.step = _trace(self.step.expression, self.record, self.step.parameter)
        return unsettle(_result(self.step))


def _call(call: Call, record: Record, parameter: str) -> Trace:
    function = FUNCTIONS.get(call.function)
    takes_words = {p.name for p in function.parameters if p.takes_words} if function else set()
    given = {
        name: tuple(_Argument(value, record, name, word=name in takes_words) for value in values)
        for name, values in call.arguments
    }
    if function is None:
        result: Result = unknown_function(call.function)
    else:
        eager = [a for p in function.parameters if not p.lazy for a in given.get(p.name, ())]
        taken = [settle(argument) for argument in eager]
        slots = [(p, given.get(p.name, ())) for p in function.parameters]
        result = first_trouble(taken) or settle(
            lambda: function.call([_slot(p, arguments) for p, arguments in slots])
        )
    steps = tuple(argument.step for arguments in given.values() for argument in arguments)
    return Trace(call, parameter, result, steps)


def _text_of_word(expression: Expression) -> Value | None:
    """Return the text of a bare word where a function takes one, and judges it."""
    match expression:
        case Constant(text, Kind.WORD):
            return Value(text)
        case _:
            return None


def _slot(parameter: Parameter, arguments: tuple[_Argument, ...]) -> object:
    """Return what `Function.call` wants for one parameter."""
    slot = arguments if parameter.lazy else tuple(argument() for argument in arguments)
    if parameter.repeating:
        return slot
    return slot[0] if slot else None


def _result(step: Trace) -> Result:
    if step.result is None:
        raise AssertionError("a step that was taken has a result")
    return step.result
