"""Where the statements of an imported text stand in the JSON that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mapping_dsl.api.importing import Imported
from mapping_dsl.findings import Place
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Node
from mapping_dsl.syntax.parser import parse


class Exported:
    """The home of an imported text; what no statement says is at the beginning of the JSON."""

    def __init__(self, done: Imported) -> None:
        self._done = done

    def __call__(self, span: Span) -> tuple[Source, Span]:
        """Return the JSON, and where the innermost of what holds a span stands in it."""
        nowhere = Place(self._done.envelope.source, Span(0, 0))
        around = [
            p for node, p in self._stands if node.start <= span.start and span.end <= node.end
        ]
        place = around[-1] if around else nowhere
        return place.source, place.span

    @cached_property
    def _stands(self) -> list[tuple[Span, Place]]:
        return [(node.span, place) for node, place in self._nodes()]

    def _nodes(self) -> Iterator[tuple[Node, Place]]:
        """Yield the statements, the outer ones first: a text says what was read, in its order."""
        items = parse(Source("", self._done.text)).file.items
        rules = [each.blocks if isinstance(each, tree.RuleBlock) else (each,) for each in items]
        written = [block for rule in rules for block in rule if isinstance(block, tree.Block)]
        read = [block for rule in self._done.read.mapping.rules for block in rule.object_mappings]
        for node, block in zip(written, read, strict=True):
            yield node, self._place(block, "targetObjectName")
            yield from self._entries(node, block)

    def _entries(self, node: tree.Block, block: ObjectMapping) -> Iterator[tuple[Node, Place]]:
        rows, scopes = iter(block.mappings), iter(block.scopes)
        for entry in node.entries:
            match entry:
                case tree.Actions():
                    yield entry, self._place(block, "flowTypes")
                case tree.Scope():
                    yield entry, next(scopes).place
                case tree.Row():
                    row = next(rows)
                    yield entry, self._place(row, "targetAttributeName")
                    yield entry.source, self._place(row, "source/expression")
                case tree.Drop():
                    pass

    def _place(self, read: object, part: str) -> Place:
        """Return where a part of something stands, or what should have it."""
        return self._done.envelope.place(f"{self._done.read.pointers[id(read)]}/{part}")
