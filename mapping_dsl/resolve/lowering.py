"""Expressions as written to plain Entra: attributes, constants, comparisons and calls.

Subtrees are shared, and sizes are counted on the way up, so that `and` and `or`, which copy their
branches, cost nothing until somebody prints the result, and nobody prints what is too long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, assert_never

from mapping_dsl.lang.binding import Bound, Complaint, Fault, bind
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.resolve import model
from mapping_dsl.resolve.model import Kind
from mapping_dsl.resolve.shape import units
from mapping_dsl.syntax import expression as ex

LONGEST = 10_000
"""Characters of an expression that Entra stores (Microsoft Learn, known issues)."""


class Lowered(NamedTuple):
    """A plain expression and the characters that it has when written out."""

    node: model.Expression
    size: int


Result: TypeAlias = Lowered | None
"""None: the expression has an error that has been told."""

Reference: TypeAlias = Callable[[ex.Reference], Result]
Called: TypeAlias = Callable[[ex.Call], Function | None]
Complain: TypeAlias = Callable[[ex.Call | ex.Case, str, int | None], None]

TRUE = Lowered(model.Constant("True"), 6)
FALSE = Lowered(model.Constant("False"), 7)


def constant(text: str, kind: Kind = Kind.LITERAL) -> Lowered:
    """Return a constant; written out it has quotes, and a backslash before some characters."""
    size = units(text) + text.count('"') + text.count("\\") + 2
    return Lowered(model.Constant(text, kind), size)


class Lowering:
    """Lower expressions, each node once.

    `reference` gives what a `$name` stands for, `call_error` takes a problem.
    `call_error` is called with the call, what the problem is, and a help; `function` looks up a
    function and reports an unknown one.
    """

    def __init__(
        self,
        reference: Reference,
        function: Called,
        call_error: Complain,
    ) -> None:
        self._reference = reference
        self._function = function
        self._call_error = call_error

    def value(self, node: ex.Expression) -> Result:
        """Return an expression that is mapped or passed on as a value."""
        match node:
            case ex.Attribute():
                return Lowered(model.Attribute(node.name), len(node.name) + 2)
            case ex.String():
                return constant(node.value)
            case ex.Number():
                return constant(number(node))
            case ex.Word():
                return constant(node.text, Kind.WORD)
            case ex.Environment():
                return constant(node.text, Kind.ENVIRONMENT)
            case ex.Reference():
                return self._reference(node)
            case ex.Parenthesis():
                return self.value(node.inner)
            case ex.Call():
                return self._call(node)
            case ex.Joined():
                return self._chain("Join", [constant("")], node.parts)
            case ex.Coalesced():
                return self._chain("Coalesce", [], node.parts)
            case ex.Conditional():
                then, otherwise = self.value(node.then), self.value(node.otherwise)
                return self._branch(node.condition, then, otherwise)
            case ex.Comparison() | ex.Negation() | ex.Conjunction() | ex.Disjunction():
                return self._branch(node, TRUE, FALSE)
            case ex.Case():
                return self._case(node)
            case _:
                assert_never(node)

    def _branch(self, condition: ex.Expression, then: Result, otherwise: Result) -> Result:
        """Return `IIF`s that give `then` where a condition holds, and `otherwise` elsewhere."""
        match condition:
            case ex.Parenthesis():
                return self._branch(condition.inner, then, otherwise)
            case ex.Negation():
                return self._branch(condition.inner, otherwise, then)
            case ex.Conjunction():
                for part in reversed(condition.parts):
                    then = self._branch(part, then, otherwise)
                return then
            case ex.Disjunction():
                for part in reversed(condition.parts):
                    otherwise = self._branch(part, then, otherwise)
                return otherwise
            case _:
                return _call("IIF", [self.truth(condition), then, otherwise])

    def truth(self, node: ex.Expression) -> Result:
        """Return a condition: a comparison or a Boolean function; anything else must be "True"."""
        lowered = self._comparison(node) if isinstance(node, ex.Comparison) else self.value(node)
        if lowered is None or isinstance(lowered.node, model.Comparison):
            return lowered
        plain = lowered.node
        if isinstance(plain, model.Call) and FUNCTIONS[plain.function].returns is Type.BOOLEAN:
            return lowered
        return Lowered(model.Comparison(plain, "=", TRUE.node), lowered.size + 7)

    def _comparison(self, node: ex.Comparison) -> Result:
        left, right = self.value(node.left), self.value(node.right)
        if left is None or right is None:
            return None
        operator = node.operator.text
        compared = model.Comparison(left.node, operator, right.node)
        return Lowered(compared, left.size + len(operator) + right.size)

    def _call(self, node: ex.Call) -> Result:
        function = self._function(node)
        if function is None:
            for argument in node.arguments:
                if argument:
                    self.value(argument.value)
            return None
        named = [a for a in node.arguments if a is not None and a.name is not None]
        slots = [a for a in node.arguments if a is None or a.name is None]
        bound, complaints = bind(
            function,
            [None if slot is None else slot.value for slot in slots],
            [(argument.name.text, argument.value) for argument in named if argument.name],
        )
        for complaint in complaints:
            self._call_error(node, complaint.message, complaint.index)
        if complaints and not _means_something(function, bound, complaints):
            return None
        if function.name == "IIF" and _is_logic(condition := bound[0][1][0]):
            branches = dict(bound)
            otherwise = branches.get("valueIfFalse")
            omitted = self.value(otherwise[0]) if otherwise else _OMITTED
            return self._branch(condition, self.value(branches["valueIfTrue"][0]), omitted)
        return self._bound(function, bound)

    def _bound(self, function: Function, bound: Bound[ex.Expression]) -> Result:
        conditions = {p.name for p in function.parameters if p.type is Type.BOOLEAN}
        arguments: list[tuple[str, tuple[model.Expression, ...]]] = []
        size, failed = len(function.name) + 2 * len(function.parameters), False
        for name, values in bound:
            lowered = [self._argument(value, condition=name in conditions) for value in values]
            known = [one for one in lowered if one is not None]
            failed = failed or len(known) < len(lowered)
            size += sum(one.size for one in known)
            arguments.append((name, tuple(one.node for one in known)))
        return None if failed else Lowered(model.Call(function.name, tuple(arguments)), size)

    def _argument(self, node: ex.Expression, *, condition: bool) -> Result:
        if condition and isinstance(node, ex.Comparison):
            return self._comparison(node)
        return self.value(node)

    def _chain(self, name: str, first: list[Lowered], parts: tuple[ex.Expression, ...]) -> Result:
        return _call(name, [*first, *(self.value(part) for part in parts)])

    def _case(self, node: ex.Case) -> Result:
        if not node.arms:
            self._call_error(node, "this `case` has no arm", None)
            return None
        pairs: list[Result] = []
        for arm in node.arms:
            value = self.value(arm.value)
            for key in arm.keys:
                pairs += [self.value(key), value]
        subject = self.value(node.subject)
        if node.otherwise is None:
            return _call("Switch", [subject, _OMITTED, *pairs])
        return _call("Switch", [subject, self.value(node.otherwise), *pairs])


def _means_something(
    function: Function, bound: Bound[ex.Expression], complaints: list[Complaint]
) -> bool:
    """Tell whether a refused call is understood: only the commas of empty slots are missing."""
    given = {name for name, _ in bound}
    needed = {parameter.name for parameter in function.parameters if parameter.needed}
    return needed <= given and all(each.fault is Fault.SLOTS for each in complaints)


_LONGEST_HEX = 1000  # digits, more than any integer has
_OMITTED = Lowered(model.Constant("", Kind.WORD), 0)


def _is_logic(node: ex.Expression) -> bool:
    while isinstance(node, ex.Parenthesis):
        node = node.inner
    return isinstance(node, ex.Conjunction | ex.Disjunction | ex.Negation)


def _call(name: str, slots: list[Result]) -> Result:
    """Return a call that this module itself makes: its slots are right."""
    known = [slot for slot in slots if slot is not None]
    if len(known) < len(slots):
        return None
    slots_or_none = [None if slot is _OMITTED else slot for slot in known]
    bound, _ = bind(FUNCTIONS[name], slots_or_none)
    arguments = tuple((key, tuple(v.node for v in values)) for key, values in bound)
    size = len(name) + 2 + sum(slot.size + 2 for slot in known)
    return Lowered(model.Call(name, arguments), size)


def number(node: ex.Number) -> str:
    """Return the decimal text of a number."""
    digits = node.text.removeprefix("&H")
    hexadecimal = digits != node.text and len(digits) <= _LONGEST_HEX
    return str(int(digits, 16)) if hexadecimal else node.text
