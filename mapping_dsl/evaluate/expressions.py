"""Expressions written into a program: what they read, what they compare, what they call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mapping_dsl.evaluate.comparison import COMPARISONS
from mapping_dsl.evaluate.conditions import ALWAYS, NEVER, Test, is_none, truthiness
from mapping_dsl.evaluate.operand import NOTHING, PLAIN, Operand, of_condition
from mapping_dsl.evaluate.program import Program
from mapping_dsl.evaluate.reduce import Given, apply, call
from mapping_dsl.evaluate.result import Result, Unknown, unknown_function, unknown_word, unsettle
from mapping_dsl.lang.function import Function, Parameter
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.lang.words import WORDS
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind


class Writer:
    """Writes expressions into a program."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def value(self, expression: Expression) -> Operand:
        """Return the value of an expression, having written what computes it."""
        match expression:
            case Attribute() if expression in self.program.known:
                return self.program.seen(self.program.known[expression])
            case Attribute(name):
                return Operand(f"record[{self.program.constant(name).text}]", PLAIN)
            case Constant(text, Kind.ENVIRONMENT):
                return self._raised(Unknown((text,)))
            case Constant(text, Kind.WORD) if text not in WORDS:
                return self._raised(unknown_word(text))
            case Constant(text):
                return self.program.constant(text)
            case Comparison(left, sign, right):
                sides = [self._bound(left), self._bound(right)]
                return self._truth(apply(self.program, COMPARISONS[sign], sides))
            case Call():
                return self._call(expression)

    def _bound(self, expression: Expression) -> Operand:
        found = self.program.bound(self.value(expression))
        if isinstance(expression, Attribute):
            self.program.known[expression] = found
        return self.program.seen(found)

    def _raised(self, result: Result) -> Operand:
        arguments = self.program.constant(result).text
        return Operand(f"{self.program.constant(unsettle).text}({arguments})", NOTHING)

    def _truth(self, found: Operand) -> Operand:
        test = truthiness(found)
        if test.always is not None:
            return self.program.constant(str(test.always))
        return of_condition(test.text)

    # --- calls -----------------------------------------------------------------------------------

    def _call(self, call: Call) -> Operand:
        function = FUNCTIONS.get(call.function)
        if function is None:
            return self._raised(unknown_function(call.function))
        given = dict(call.arguments)
        slots: list[tuple[Parameter, Given]] = []
        for parameter in function.parameters:
            values = given.get(parameter.name, ())
            if parameter.repeating:
                slots += ((parameter, self._argument(parameter, value)) for value in values)
            else:
                slots.append((parameter, self._argument(parameter, *values[:1])))
        needed = [s for p, s in slots if function.strict and not p.optional and not p.repeating]
        lacking = [is_none(slot) for slot in needed if isinstance(slot, Operand)]
        absent = partial(self.program.constant, None)
        return self.program.choose(_any(lacking), absent, partial(self._body, function, slots))

    def _argument(self, parameter: Parameter, expression: Expression | None = None) -> Given:
        if expression is None:
            value = self.program.constant(None)
            return (lambda: value) if parameter.lazy else value
        match expression:
            case Constant(text, Kind.WORD) if parameter.takes_words:
                return self.program.constant(text)
        return partial(self.value, expression) if parameter.lazy else self._bound(expression)

    def _body(self, function: Function, slots: Sequence[tuple[Parameter, Given]]) -> Operand:
        given = [
            self._converted(parameter, self.program.seen(slot))
            if isinstance(slot, Operand)
            else slot
            for parameter, slot in slots
        ]
        write = apply if function.deterministic else call
        found = write(self.program, function.body, given)
        return self._truth(found) if function.returns is Type.BOOLEAN else found

    def _converted(self, parameter: Parameter, value: Operand) -> Operand:
        key = parameter.convert, value.text
        if key not in self.program.known:
            converted = apply(self.program, parameter.convert, [value])
            self.program.known[key] = self.program.bound(converted)
        return self.program.seen(self.program.known[key])


def _any(tests: Sequence[Test]) -> Test:
    """Return whether one of several holds."""
    if any(test.always for test in tests):
        return ALWAYS
    match [test for test in tests if test.always is None]:
        case []:
            return NEVER
        case [test]:
            return test
        case asked:
            facts = {name: kinds for test in asked for name, kinds in test.false.items()}
            return Test(f"({' or '.join(test.text for test in asked)})", {}, facts)
