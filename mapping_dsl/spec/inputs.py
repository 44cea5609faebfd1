"""What a mapping looks at in a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl.catalog.attribute import Attribute as Known
from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.resolve.model import (
    Call,
    Clause,
    Comparison,
    Constant,
    Expression,
    Kind,
    Mapping,
    parts,
    reads,
)

_MADE = ("IsSoftDeleted", "originalUserPrincipalName")
"""What Entra makes itself of the rest of a record."""


class Input(Frozen):
    """An attribute that the mapping reads, and what it is compared with in rows and in scopes.

    `longest` is the least room, in UTF-16 units, that a target fed by it has; None for no limit.
    """

    attribute: Known
    texts: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    longest: int | None = None

    @property
    def name(self) -> str:
        """Its provisioning name."""
        return self.attribute.name


def inputs(mapping: Mapping, kind: str, previewers: Sequence[Previewer]) -> tuple[Input, ...]:
    """Return what the blocks of a kind read of what Entra has or the mapping declares.

    They are in the order of the catalog, declared ones last.
    """
    known = {one.name: one for one in source_catalog(kind).attributes}
    for own in mapping.declared:
        if own.side == "source":
            known[own.name] = Known(own.name, AttributeType(own.type), own.multivalued)
    blocks = [previewer.mapping for previewer in previewers]
    sources = [row.source for block in blocks for row in block.mappings if row.source]
    clauses = [c for b in blocks for s in b.scopes for group in s.groups for c in group]
    read = {name for source in sources for name in reads(source)} | {c.attribute for c in clauses}
    texts: dict[str, dict[str, None]] = {name: {} for name in read}
    for name, text in (pair for source in sources for pair in _compared(source)):
        texts[name][text] = None
    room = _room(previewers)
    return tuple(
        Input(one, tuple(texts[name]), _about(name, clauses), room.get(name))
        for name, one in known.items()
        if name in read and name not in _MADE
    )


def _about(name: str, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(dict.fromkeys(clause for clause in clauses if clause.attribute == name))


def _room(previewers: Sequence[Previewer]) -> dict[str, int]:
    """Return the least room that the targets have which an attribute is read for."""
    found: dict[str, int] = {}
    for previewer in previewers:
        for row, target in zip(previewer.mapping.mappings, previewer.targets, strict=True):
            if target.longest is not None and row.source:
                for name in reads(row.source):
                    found[name] = min(target.longest, found.get(name, target.longest))
    return found


def _compared(source: Expression) -> Iterator[tuple[str, str]]:
    """Yield each attribute with each text that something made of it is compared with."""
    waiting, seen = [source], {id(source)}
    while waiting:
        node = waiting.pop()
        if isinstance(node, Comparison):
            yield from _pairs(node.left, [node.right])
            yield from _pairs(node.right, [node.left])
        elif isinstance(node, Call) and node.function == "Switch":
            given = dict(node.arguments)
            yield from _pairs(given["source"][0], given.get("switchValue", ())[::2])
        for part in reversed(parts(node)):
            if id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)


def _pairs(of: Expression, others: Sequence[Expression]) -> Iterator[tuple[str, str]]:
    for name in reads(of):
        for other in others:
            if isinstance(other, Constant) and other.kind is Kind.LITERAL:
                yield name, other.text
