"""Which branches of a mapping the records of its tests come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import assert_never

from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.evaluate.trace import trace
from mapping_dsl.findings import Finding
from mapping_dsl.preview.preview import Preview
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.resolve.merge import Merged, MergedBlock, merge
from mapping_dsl.resolve.model import Expression, Groups, reads
from mapping_dsl.resolve.names import Names
from mapping_dsl.resolve.scoping import Scoping
from mapping_dsl.source import Source
from mapping_dsl.spec.branches import Branch, Branches
from mapping_dsl.spec.marks import Mark, Marks, marked
from mapping_dsl.spec.recording import Record
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

_BARE = (tree.Direct, tree.Nothing)


class _Block:
    """A block's sources and the tests of its scopes, lowered."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.sources: list[Expression] = []
        self.tests: list[tuple[tree.ScopeTest, Groups]] = []


class Reach:
    """A mapping with all branches that records can come to, those of `object`s left out."""

    def __init__(self, layers: list[Layer], parameters: Mapping[str, str]) -> None:
        self._merged: Merged = merge(layers)
        self._record = Record()
        self._names = Names(self._merged.definitions, parameters, _ignore, self._record.lowers)
        self._blocks: list[_Block] = []
        found = [branch for block in self._ordered() for branch in self._of_block(block)]
        self.branches: tuple[Branch, ...] = tuple(dict.fromkeys(found))

    def marks(self, kind: str, previews: Iterable[Preview]) -> Marks:
        """Return what a record came to; the previews are under each rule, in their order."""
        found: Marks = set()
        blocks = [block for block in self._blocks if block.kind == kind]
        for block, preview in zip(blocks, previews, strict=True):
            values = preview.record.values
            for source in block.sources:
                found |= marked(trace(source, values), self._record)
            for test, groups in block.tests:
                holds = in_scope(groups, values).holds
                if holds is not None:
                    found.add((id(test), Mark.TRUE if holds else Mark.FALSE))
        return found

    def together(self, kind: str) -> list[frozenset[str]]:
        """Return the attributes that are read together, be it by a row or by the scopes."""
        found = [block for block in self._blocks if block.kind == kind]
        rows = [frozenset(reads(source)) for block in found for source in block.sources]
        tests = [(block, groups) for block in found for _, groups in block.tests]
        scopes = frozenset(c.attribute for _, groups in tests for g in groups for c in g)
        return [*dict.fromkeys(rows), scopes]

    def _ordered(self) -> Iterator[MergedBlock]:
        """Yield the blocks in the order of the model's object mappings."""
        for rule, (key, block) in product(self._merged.rules, self._merged.blocks.items()):
            if key[0] == rule and block.kind in ("users", "groups"):
                yield block

    def _of_block(self, block: MergedBlock) -> Iterator[Branch]:
        lowered = _Block(block.kind)
        self._blocks.append(lowered)
        for scope, source in block.scopes.values():
            yield from self._of_scope(scope, source, lowered)
        for row, source in block.rows:
            if not isinstance(row.source, _BARE):
                yield from self._of_row(row.source, source, lowered)

    def _of_row(self, written: ex.Expression, source: Source, block: _Block) -> Iterator[Branch]:
        found = self._names.lowering(source).value(written)
        if found is None:
            return
        block.sources.append(found.node)
        yield from Branches(block.kind, source, self._record).of(written)
        for let, at in self._lets(written):
            yield from Branches(block.kind, at, self._record).of(let.value)

    def _lets(self, written: ex.Expression) -> Iterator[tuple[tree.Let, Source]]:
        """Yield the definitions that an expression uses, and those that they use."""
        waiting, seen = [written], set[str]()
        while waiting:
            for node in ex.walk(waiting.pop()):
                if isinstance(node, ex.Reference) and node.name not in seen:
                    seen.add(node.name)
                    definition = self._merged.definitions[node.name]
                    if isinstance(definition.node, tree.Let):
                        yield definition.node, definition.source
                        waiting.append(definition.node.value)

    def _of_scope(self, scope: tree.Scope, source: Source, block: _Block) -> Iterator[Branch]:
        def constant(node: ex.Reference) -> str | None:
            return self._names.text(node, source)

        lowering = Scoping(constant, _ignore_scope)
        for test in _tests(scope.test):
            groups = lowering.groups(test)
            if groups is not None:
                block.tests.append((test, groups))
                yield from Branches(block.kind, source, self._record).of_scope(test)


def _tests(scope: tree.ScopeExpression) -> Iterator[tree.ScopeTest]:
    """Yield the single tests of a scope, in the order of the text."""
    match scope:
        case tree.ScopeTest():
            yield scope
        case tree.ScopeNot() | tree.ScopeGroup():
            yield from _tests(scope.inner)
        case tree.ScopeAnd() | tree.ScopeOr():
            for part in scope.parts:
                yield from _tests(part)
        case _:
            assert_never(scope)


def _ignore(_: Finding) -> None:
    """Say nothing: what is wrong has been told when the mapping was resolved."""


def _ignore_scope(_: tree.ScopeExpression | ex.Reference, __: str, ___: str) -> None:
    """Say nothing, likewise."""
