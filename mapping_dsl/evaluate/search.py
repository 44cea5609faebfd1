"""Searches for the first of several values that passes a test, written out one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mapping_dsl.evaluate.conditions import Test
from mapping_dsl.evaluate.operand import NOTHING, Operand
from mapping_dsl.evaluate.program import Program, Unfit

_MOST = 40
_FEW = 3  # comparisons, which are as fast as a look-up


class Search:
    """The first of the numbers below `count` whose test holds, for its value."""

    def __init__(
        self,
        program: Program,
        count: int,
        test: Callable[[int], Test],
        value: Callable[[int], Operand],
        otherwise: Callable[[], Operand],
    ) -> None:
        self.program = program
        self.count = count
        self.test = test
        self.value = value
        self.otherwise = otherwise

    def result(self) -> Operand:
        """Write the search: constants of which one local may equal one are looked up in a table."""
        subject, entries = self._entries()
        if len(entries) < _FEW:
            return self._from(0)
        table: dict[str, object] = {}
        for key, found in entries:
            if found.constant:
                table.setdefault(key, found.constant[0])
        name = self.program.constant(table).text
        kinds = NOTHING.union(*(found.kinds for _, found in entries))
        rest = partial(self._from, len(entries))
        with self.program.branch({}):
            last = rest()
        if last.constant:
            return Operand(f"{name}.get({subject}, {last.text})", kinds | last.kinds)
        found = self.program.assign(Operand(f"{name}.get({subject}, ...)", kinds))
        return self.program.choose(Test(f"({found.text} is ...)"), rest, lambda: found)

    def _entries(self) -> tuple[str, list[tuple[str, Operand]]]:
        """Return the local and the constants that it is compared with first, and their values."""
        subject, entries = "", list[tuple[str, Operand]]()
        for index in range(self.count):
            with self.program.branch({}) as block:
                asked = self.test(index).equals
                found = self.value(index) if asked else None
            if block or not asked or not found or not found.constant:
                break
            if asked[0] != (subject or asked[0]):
                break
            subject = asked[0]
            entries.append((asked[1], found))
        return subject, entries

    def _from(self, index: int) -> Operand:
        if index == self.count:
            return self.otherwise()
        if self.count - index > _MOST:
            raise Unfit
        test, value = self.test(index), partial(self.value, index)
        return self.program.choose(test, value, partial(self._from, index + 1))
