"""Statements below each other, with at most one blank line between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from mapping_dsl.fmt.columns import comment_column
from mapping_dsl.fmt.document import HARD, Doc, flat
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax.expression import Node

N = TypeVar("N", bound=Node)


def never(_above: Node, _below: Node) -> bool:
    """Leave blank lines to the author."""
    return False


def stack(
    statements: Iterable[tuple[Node, Doc]],
    notes: Notes,
    apart: Callable[[Node, Node], bool] = never,
) -> Doc:
    """Return statements with their comments; `apart` are two that a blank line always parts.

    A document brings the comment at the end of its line itself, since its column may be known.
    """
    docs: list[Doc] = []
    above: Node | None = None
    for node, doc in statements:
        if above:
            docs += [HARD, HARD] if apart(above, node) or notes.parted(node) else [HARD]
        docs += [notes.above(node), doc, notes.under(node)]
        above = node
    return tuple(docs)


def runs(nodes: Sequence[N], notes: Notes, alike: Callable[[N, N], bool]) -> list[list[N]]:
    """Return neighbours that share columns: alike, and with no blank line between them."""
    found: list[list[N]] = []
    for node in nodes:
        if found and alike(found[-1][-1], node) and not notes.parted(node):
            found[-1].append(node)
        else:
            found.append([node])
    return found


def commented(
    lines: Sequence[tuple[Node, Doc]], indent: int, notes: Notes
) -> Iterator[tuple[Node, Doc]]:
    """Yield neighbouring lines with the comments behind them in a column."""
    texts = [flat(doc) or "" for node, doc in lines if notes.after(node)]
    column = comment_column(indent + len(text) for text in texts)
    yield from ((node, (doc, notes.after(node, column))) for node, doc in lines)
