"""The names that a mapping's expressions and scopes use, as written, for rules about names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from operator import attrgetter

from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.merge import Merged, MergedBlock
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

EXTENSION = "extension_"
"""How the name of a directory extension begins."""


def is_extension(name: str) -> bool:
    """Tell whether a name is that of a directory extension, whatever its case."""
    return name.lower().startswith(EXTENSION)


class Sort(StrEnum):
    """What is used: an attribute, a `$name`, or a bare word, which is a name by mistake only."""

    ATTRIBUTE = "attribute"
    REFERENCE = "reference"
    WORD = "word"


class Use(Frozen):
    """One name where it stands, be it in a `scope`.

    `kind` is the block's, and empty in the `let` named `let`.
    """

    sort: Sort
    name: str
    source: Source
    span: Span
    kind: str
    let: str = ""
    scope: bool = False

    @property
    def place(self) -> Place:
        """The name alone, without its brackets."""
        start = max(self.source.text.find(self.name, *self.span), self.span.start)
        return Place(self.source, Span(start, start + len(self.name)))


def uses(merged: Merged) -> Iterator[Use]:
    """Yield the names in the `let`s, scopes and rows of a mapping and its bases."""
    for name, definition in merged.definitions.items():
        if isinstance(definition.node, tree.Let):
            for sort, used, span in _in(definition.node.value):
                yield Use(sort, used, definition.source, span, "", name)
    for block in merged.blocks.values():
        yield from _in_block(block)


def written_sources(merged: Merged) -> Iterator[tuple[ex.Expression, Source]]:
    """Yield the expressions of a mapping and its bases as written: of `let`s, and of rows."""
    for definition in merged.definitions.values():
        if isinstance(definition.node, tree.Let):
            yield definition.node.value, definition.source
    for block in merged.blocks.values():
        for row, source in block.rows:
            if not isinstance(row.source, tree.Direct | tree.Nothing):
                yield row.source, source


def _in_block(block: MergedBlock) -> Iterator[Use]:
    for scope, source in block.scopes.values():
        for sort, name, span in _in(scope.test):
            yield Use(sort, name, source, span, block.kind, scope=True)
    for row, source in block.rows:
        if type(row.source) is tree.Direct:
            yield Use(Sort.ATTRIBUTE, row.source.name.text, source, row.source.span, block.kind)
        elif type(row.source) is not tree.Nothing:
            for sort, name, span in _in(row.source):
                yield Use(sort, name, source, span, block.kind)
        for option in row.options:
            if type(option) is tree.Default and isinstance(option.value, ex.Reference):
                value = option.value
                yield Use(Sort.REFERENCE, value.name, source, value.span, block.kind)


def _in(node: ex.Node) -> Iterator[tuple[Sort, str, Span]]:
    for one in ex.walk(node):
        if type(one) in _NAMED:
            sort, name_and_span = _NAMED[type(one)]
            yield sort, *name_and_span(one)


_NAMED: dict[type[ex.Node], tuple[Sort, Callable[[ex.Node], tuple[str, Span]]]] = {
    ex.Attribute: (Sort.ATTRIBUTE, attrgetter("name", "span")),
    ex.Reference: (Sort.REFERENCE, attrgetter("name", "span")),
    ex.Word: (Sort.WORD, attrgetter("text", "span")),
    tree.ScopeTest: (Sort.ATTRIBUTE, attrgetter("attribute.text", "attribute.span")),
}
