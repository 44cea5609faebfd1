"""Lowering that remembers what became of each node that was written."""

from __future__ import annotations

from mapping_dsl.resolve import model
from mapping_dsl.resolve.lowering import Called, Complain, Lowered, Lowering, Reference, Result
from mapping_dsl.syntax import expression as ex


class Record:
    """Written nodes and what they became, both by identity: equal ones stand in many places."""

    def __init__(self) -> None:
        self.values: dict[int, model.Expression] = {}
        self.truths: dict[int, model.Expression] = {}
        self._written: set[int] = set()
        self._copied: dict[int, model.Expression] = {}
        self._kept: list[model.Expression] = []

    def lowers(self, reference: Reference, function: Called, complain: Complain) -> Lowering:
        """Make what lowers the expressions of one file and writes down here what it does."""
        return _Recording(self, reference, function, complain)

    def is_written(self, node: model.Expression) -> bool:
        """Tell whether a plain node is all that some written one became, and no part of it."""
        return id(node) in self._written

    def put(self, node: ex.Expression, made: model.Expression) -> None:
        """Write down what a node became as a value."""
        self.values[id(node)] = made
        self._written.add(id(made))

    def copied(self, made: Lowered) -> Lowered:
        """Return a node as if it stood nowhere else."""
        copy = made.node.but()
        self._copied[id(copy)] = made.node
        self._kept.append(copy)
        return Lowered(copy, made.size)

    def originals(self, node: model.Expression) -> list[model.Expression]:
        """Return a node and what it is a copy of, and what that is a copy of."""
        found = [node]
        while id(found[-1]) in self._copied:
            found.append(self._copied[id(found[-1])])
        return found


class _Recording(Lowering):
    def __init__(
        self, record: Record, reference: Reference, function: Called, complain: Complain
    ) -> None:
        super().__init__(reference, function, complain)
        self._record = record

    def value(self, node: ex.Expression) -> Result:
        made = super().value(node)
        if made is None:
            return None
        if isinstance(node, ex.Reference):
            made = self._record.copied(made)
        self._record.put(node, made.node)
        return made

    def truth(self, node: ex.Expression) -> Result:
        made = super().truth(node)
        if made is not None:
            self._record.truths[id(node)] = made.node
        return made
