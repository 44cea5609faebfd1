"""The pass over the body of a function that writes it into a program, with its arguments in place.

What is known of the arguments decides tests before they are run: an argument that cannot be absent
is not asked whether it is, and what hangs on constants alone is computed at once. An argument that
is evaluated only when the body asks for it is written where it does.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from mapping_dsl.evaluate.bodies import Body, body_of, rewritten
from mapping_dsl.evaluate.conditions import Test, truthiness
from mapping_dsl.evaluate.logic import Logic
from mapping_dsl.evaluate.operand import ANYTHING, BOOL, TEXT, TUPLE, Operand, annotated
from mapping_dsl.evaluate.program import Program, Unfit, plain
from mapping_dsl.evaluate.search import Search

Thunk: TypeAlias = Callable[[], Operand]
"""An argument that is written where the body calls it."""

Given: TypeAlias = "Operand | Thunk | tuple[Given, ...]"
"""What a name of a body stands for: a value, a lazy argument, or several of either."""

_DEEPEST = 8
_IMMUTABLE = frozenset({str, int, tuple})

_SIGNS: Mapping[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.BitAnd: ("&", operator.and_),
    ast.BitOr: ("|", operator.or_),
}


def apply(
    program: Program,
    function: Callable[..., Any],
    arguments: Sequence[Given],
    *,
    level: int = 0,
) -> Operand:
    """Return a call: its value if that is known, else the body in its place, else a call.

    Raises Unfit for a lazy argument that has no body to go to.
    """
    values = [given for given in arguments if isinstance(given, Operand)]
    complete = len(values) == len(arguments)
    if complete and (known := program.folded(function, values)):
        return known
    body = body_of(function)
    if body and level < _DEEPEST and body.takes(len(arguments)):
        given = [program.bound(g) if isinstance(g, Operand) else g for g in arguments]
        try:
            with program.attempt():
                reduction = Reduction(program, body, given, level=level)
                found = reduction.value(body.expression)
                return found.but(kinds=annotated(function)) if object in found.kinds else found
        except Unfit:
            if not complete:
                raise
    return call(program, function, arguments)


def call(program: Program, function: Callable[..., Any], arguments: Sequence[Given]) -> Operand:
    """Return a call as such; raises Unfit for a lazy argument."""
    text = ", ".join(plain(_operand(given).text) for given in arguments)
    return Operand(f"{program.constant(function).text}({text})", annotated(function))


def _operand(given: Given) -> Operand:
    if not isinstance(given, Operand):
        raise Unfit
    return given


class Reduction:
    """One body; `given` is what its parameters and the names that it binds stand for."""

    def __init__(
        self,
        program: Program,
        body: Body,
        arguments: Sequence[Given],
        *,
        level: int,
    ) -> None:
        self.program = program
        self.names = body.names
        self.given = dict(zip(body.parameters, arguments, strict=False))
        if body.rest:
            self.given[body.rest] = tuple(arguments[len(body.parameters) :])
        self.level = level
        self.logic = Logic(program, body.names, self.values)

    def value(self, node: ast.expr) -> Operand:
        """Return the value of an expression, having written what computes it."""
        return _operand(self._given(node))

    def values(self, nodes: Sequence[ast.expr]) -> list[Operand]:
        """Return several values, computed in this order."""
        return list(map(_operand, self._in_order(nodes)))

    def _in_order(self, nodes: Sequence[ast.expr]) -> list[Given]:
        """Return what some expressions stand for; values before the statements of later ones."""
        found: list[Given] = []
        marks: list[int] = []
        block = self.program.block
        for node in nodes:
            found.append(self._given(node))
            marks.append(len(block))
        for index in reversed(range(len(found) - 1)):
            early = found[index]
            if len(block) > marks[index] and isinstance(early, Operand) and not early.atomic:
                late = block[marks[index] :]
                del block[marks[index] :]
                found[index] = self.program.assign(early)
                block += late
        return found

    def _given(self, node: ast.expr) -> Given:
        match node:
            case ast.Constant(value):
                return self.program.constant(value)
            case ast.Name(name):
                return self._name(name)
            case ast.NamedExpr(ast.Name(name), value):
                self.given[name] = bound = self.program.bound(self.value(value))
                return bound
            case ast.IfExp(test, then, otherwise):
                one, two = partial(self.value, then), partial(self.value, otherwise)
                return self.program.choose(self.logic.test(test), one, two)
            case ast.Call(function, arguments, []):
                return self._call(function, arguments)
            case ast.Call(ast.Name("zip"), columns):
                return tuple(zip(*map(self._several, columns), strict=True))
            case ast.Compare() | ast.UnaryOp(ast.Not()):
                return self._condition(node)
            case ast.BoolOp(op, values):
                return self._either(values, any_of=isinstance(op, ast.Or))
            case ast.BinOp(left, op, right) if type(op) in _SIGNS:
                return self._calculation(op, self.values([left, right]))
            case ast.Attribute(value, name):
                whole = self.value(value)
                known = self.program.folded(operator.attrgetter(name), [whole])
                return known or Operand(f"{whole.text}.{name}")
            case ast.Subscript(value, key):
                return self._item(self._given(value), key)
            case ast.Tuple(items):
                return self._tuple(self.values(items))
            case ast.ListComp() | ast.GeneratorExp():
                return self._comprehension(node)
            case _:
                raise Unfit

    def _name(self, name: str) -> Given:
        if name in self.given:
            found = self.given[name]
            return self.program.seen(found) if isinstance(found, Operand) else found
        return self.program.constant(self.names[name])

    # --- operators -------------------------------------------------------------------------------

    def _condition(self, node: ast.expr) -> Operand:
        test = self.logic.test(node)
        if test.always is not None:
            return self.program.constant(test.always)
        return Operand(test.text, BOOL, test.text.isidentifier())

    def _either(self, nodes: Sequence[ast.expr], *, any_of: bool) -> Operand:
        """Return the value of `or`, which stops at what is true, or of `and`."""
        if all(isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp) for node in nodes):
            return self._condition(ast.BoolOp(ast.Or() if any_of else ast.And(), list(nodes)))
        value = self.program.bound(self.value(nodes[0]))
        if len(nodes) == 1:
            return value
        stop = partial(self.program.seen, value)
        more = partial(self._either, nodes[1:], any_of=any_of)
        return self.program.choose(truthiness(value), *((stop, more) if any_of else (more, stop)))

    def _calculation(self, op: ast.operator, sides: Sequence[Operand]) -> Operand:
        sign, compute = _SIGNS[type(op)]
        if known := self.program.folded(compute, sides):
            return known
        kinds = TEXT if all(side.is_always(TEXT) for side in sides) else ANYTHING
        return Operand(f"({sides[0].text} {sign} {sides[1].text})", kinds)

    def _item(self, whole: Given, key: ast.expr) -> Given:
        match whole, key:
            case tuple(), ast.Slice(start, stop, step):
                bounds = (None if b is None else ast.literal_eval(b) for b in (start, stop, step))
                return whole[slice(*bounds)]
            case Operand(), ast.Slice(start, stop, None):
                whole = self.program.bound(whole)
                texts = [self.program.bound(self.value(b)).text if b else "" for b in (start, stop)]
                return Operand(f"{whole.text}[{':'.join(texts)}]")
            case Operand(), ast.expr():
                whole = self.program.bound(whole)
                index = self.value(key)
                known = self.program.folded(operator.getitem, [whole, index])
                return known or Operand(f"{whole.text}[{plain(index.text)}]")
            case _:
                raise Unfit

    def _tuple(self, items: Sequence[Operand]) -> Operand:
        constants = [item.constant[0] for item in items if item.constant]
        if len(constants) == len(items):
            return self.program.constant(tuple(constants))
        return Operand(f"({' '.join(f'{item.text},' for item in items)})", TUPLE)

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> Operand:
        """Return a comprehension as it stands, what it runs over and its free names replaced."""
        over = plain(self.value(node.generators[0].iter).text)
        return Operand(rewritten(node, over, lambda name: self.value(ast.Name(name)).text))

    # --- calls -----------------------------------------------------------------------------------

    def _call(self, function: ast.expr, arguments: Sequence[ast.expr]) -> Operand:
        match function, arguments:
            case ast.Call() | ast.IfExp(), []:
                return self._asked(function)
            case ast.Name(name), [] if name in self.given:
                return self._asked(function)
            case ast.Name("next"), [ast.GeneratorExp() as found, otherwise]:
                return self._first(found, otherwise, self.value)
            case ast.Attribute(receiver, name), _:
                return self._method(name, self.values([receiver, *arguments]))
            case ast.Name(name), _ if name not in self.given:
                given, called = self._in_order(arguments), self.names[name]
                return apply(self.program, called, given, level=self.level + 1)
            case _:
                raise Unfit

    def _asked(self, node: ast.expr) -> Operand:
        """Return the value of a lazy argument: of the one that an expression comes to."""
        match node:
            case ast.IfExp(test, then, otherwise):
                one, two = partial(self._asked, then), partial(self._asked, otherwise)
                return self.program.choose(self.logic.test(test), one, two)
            case ast.Call(ast.Name("next"), [ast.GeneratorExp() as found, otherwise], []):
                return self._first(found, otherwise, self._asked)
            case _:
                lazy = self._given(node)
                if isinstance(lazy, Operand | tuple):
                    raise Unfit
                return lazy()

    def _several(self, node: ast.expr) -> tuple[Given, ...]:
        found = self._given(node)
        if not isinstance(found, tuple):
            raise Unfit
        return found

    def _method(self, name: str, values: Sequence[Operand]) -> Operand:
        known = None
        if values[0].kinds <= _IMMUTABLE:
            known = self.program.folded(lambda whole, *given: getattr(whole, name)(*given), values)
        text = ", ".join(plain(value.text) for value in values[1:])
        return known or Operand(f"{values[0].text}.{name}({text})")

    def _first(
        self, found: ast.GeneratorExp, otherwise: ast.expr, finish: Callable[[ast.expr], Operand]
    ) -> Operand:
        """Return the first of several for which the conditions hold."""
        loop = found.generators[0]
        if len(found.generators) > 1 or not loop.ifs:
            raise Unfit
        items = self._several(loop.iter)

        def test(index: int) -> Test:
            self._take(loop.target, items[index])
            return self.logic.several(loop.ifs, all_of=True)

        def value(index: int) -> Operand:
            self._take(loop.target, items[index])
            return finish(found.elt)

        last = partial(finish, otherwise)
        return Search(self.program, len(items), test, value, last).result()

    def _take(self, target: ast.expr, item: Given) -> None:
        """Let the name or the names of a loop stand for an item."""
        match target, item:
            case ast.Name(name), _:
                self.given[name] = item
            case ast.Tuple(targets), tuple():
                for each, part in zip(targets, item, strict=True):
                    self._take(each, part)
            case _:
                raise Unfit
