"""The tests in the body of a function: what they ask, and what their answers show."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mapping_dsl.evaluate.conditions import Test, is_a, is_equal, is_none, truthiness
from mapping_dsl.evaluate.operand import BOOL, Operand
from mapping_dsl.evaluate.program import Block, Choice, Program, Unfit

_SIGNS: Mapping[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}


class Logic:
    """Tests over the names of one body; `values` writes what computes some of its expressions."""

    def __init__(
        self,
        program: Program,
        names: Mapping[str, Any],
        values: Callable[[Sequence[ast.expr]], list[Operand]],
    ) -> None:
        self._program = program
        self._names = names
        self._values = values

    def test(self, node: ast.expr) -> Test:
        """Return what an expression asks."""
        match node:
            case ast.UnaryOp(ast.Not(), inner):
                return self.test(inner).inverted()
            case ast.BoolOp(op, values):
                return self.several(values, all_of=isinstance(op, ast.And))
            case ast.Compare(value, [ast.Is()], [ast.Constant(None)]):
                return is_none(self._bound(value))
            case ast.Compare(value, [ast.IsNot()], [ast.Constant(None)]):
                return is_none(self._bound(value)).inverted()
            case ast.Compare(ast.Call(ast.Name("type"), [value]), [ast.Is()], [ast.Name(name)]):
                kind = self._names[name]
                return is_a(self._bound(value), kind, self._program.constant(kind).text)
            case ast.Compare(left, ops, rights):
                return self._compared([type(op) for op in ops], [left, *rights])
            case _:
                return truthiness(*self._values([node]))

    def several(self, nodes: Sequence[ast.expr], *, all_of: bool) -> Test:
        """Return `and` or `or`: the next one is asked where the one before left it open."""
        first = self.test(nodes[0])
        if len(nodes) == 1 or first.always is (not all_of):
            return first
        if first.always is not None:
            return self.several(nodes[1:], all_of=all_of)
        with self._program.branch(first.true if all_of else first.false) as block:
            rest = self.several(nodes[1:], all_of=all_of)
        if rest.always is not None and not block:
            return first if rest.always is all_of else rest
        text = f"({first.text} {'and' if all_of else 'or'} {rest.text})"
        if block:
            text = self._in_steps(first, block, rest, all_of=all_of)
        if all_of:
            return Test(text, {**first.true, **rest.true})
        return Test(text, {}, {**first.false, **rest.false})

    def _in_steps(self, first: Test, block: Block, rest: Test, *, all_of: bool) -> str:
        """Write `and` or `or` where it takes statements to ask the rest, and return the answer."""
        asked = first if all_of else first.inverted()
        answer, decided = Operand(rest.text, BOOL), Operand(str(not all_of), BOOL)
        return self._program.decide(Choice(asked.text, "", block, []), answer, decided).text

    def _bound(self, node: ast.expr) -> Operand:
        return self._program.bound(*self._values([node]))

    def _compared(self, ops: Sequence[type[ast.cmpop]], nodes: Sequence[ast.expr]) -> Test:
        if not all(op in _SIGNS for op in ops):
            raise Unfit
        before = len(self._program.block)
        sides = self._values(nodes)
        if len(ops) == 1:
            sign, compare = _SIGNS[ops[0]]
            if known := self._program.folded(compare, sides):
                return truthiness(known)
            equal = is_equal(*sides) or is_equal(*reversed(sides))
            return equal if equal and sign == "==" else Test(_written([sign], sides))
        if len(self._program.block) > before:
            raise Unfit  # where the first comparison fails, nothing more is computed
        return Test(_written([_SIGNS[op][0] for op in ops], sides))


def _written(signs: Sequence[str], sides: Sequence[Operand]) -> str:
    rest = (f" {sign} {side.text}" for sign, side in zip(signs, sides[1:], strict=True))
    return f"({sides[0].text}{''.join(rest)})"
