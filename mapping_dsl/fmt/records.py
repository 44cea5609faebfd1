"""The records and values of tests to documents, as JSON is usually laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from mapping_dsl.fmt.document import SOFT, SPACE, STEP, Doc, Line, Nest, braced, group
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Node, String


def record(node: tree.Json, notes: Notes) -> Doc:
    """Return a value without the comments beside it."""
    match node:
        case String() | tree.JsonNumber() | tree.JsonWord():
            return node.text
        case tree.JsonObject(pairs=pairs):
            return _braced(node, "{}", SPACE, [(pair, _pair(pair, notes)) for pair in pairs], notes)
        case tree.JsonArray(items=items):
            return _braced(node, "[]", SOFT, [(item, record(item, notes)) for item in items], notes)
        case _:
            assert_never(node)


def _pair(pair: tree.JsonPair, notes: Notes) -> Doc:
    return notes.around(pair.value, (pair.name.text, ": ", record(pair.value, notes)))


def _braced(
    node: Node, braces: str, edge: Line, inner: Sequence[tuple[Node, Doc]], notes: Notes
) -> Doc:
    """Return a list with a comma behind each element but the last."""
    opened = notes.opened(node)
    if not inner:
        return group(braced("", notes.within(node), braces, opened))
    docs: list[Doc] = []
    for number, (element, doc) in enumerate(inner, 1):
        comma = "," if number < len(inner) else ""
        docs += [edge if number == 1 else SPACE, notes.before(element), doc, comma]
        docs += [notes.after(element), notes.under(element)]
    return group(braces[0], Nest(STEP, (opened, *docs)), edge, braces[1])
