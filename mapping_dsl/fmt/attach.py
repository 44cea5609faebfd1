"""Find the node beside which each comment of a file stays.

A comment behind something on the same line belongs to what it follows, any other to what comes
next, or, as the last thing between braces, to what came last. The order never changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mapping_dsl.fmt.notes import Comment, Notes
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Node

_GAP = r"(?:\s|\#[^\n]*\n)*"
_KEYWORDS = {
    "*given": re.compile(rf"{_GAP}\{{{_GAP}(given)"),
    "*assigned": re.compile(rf"{_GAP}(assigned{_GAP}\w+)"),
    "*current": re.compile(rf"{_GAP}(current)"),
    "*expect": re.compile(rf"{_GAP}(expect(?:{_GAP}on{_GAP}update)?)"),
}
"""The keywords of a test are no nodes of the tree, but comments stand beside them."""

_HEADS: dict[type[Frozen], tuple[str, ...]] = {
    tree.Header: ("name", "system", "base"),
    tree.Block: ("kind", "source", "target"),
    tree.Attributes: ("side",),
    tree.RuleBlock: ("name", "source", "target"),
    tree.Test: ("title",),
    ex.Call: ("function",),
    ex.Case: ("subject",),
}
"""Fields on the first line of a node: a comment between them moves above it."""

_LISTS: dict[type[Frozen], tuple[str, ...]] = {
    tree.File: ("header", "items"),
    tree.Block: ("allows", "entries"),
    tree.Attributes: ("declarations",),
    tree.RuleBlock: ("blocks",),
    tree.Test: ("expectations",),
    tree.JsonObject: ("pairs",),
    tree.JsonArray: ("items",),
    ex.Call: ("arguments",),
    ex.Case: ("arms", "otherwise"),
}
"""Fields between the braces that a node opens; a comment can be all that stands there."""

_PARTS: dict[type[Frozen], tuple[str, ...]] = {
    tree.Header: ("allows",),
    tree.Test: ("*given", "given", "*assigned", "*current", "current", "*expect"),
    tree.Let: ("value",),
    tree.Scope: ("test",),
    tree.ScopeNot: ("inner",),
    tree.ScopeGroup: ("inner",),
    tree.ScopeAnd: ("parts",),
    tree.ScopeOr: ("parts",),
    tree.Row: ("source", "target", "options"),
    tree.JsonPair: ("value",),
    tree.Sends: ("value",),
    ex.Parenthesis: ("inner",),
    ex.Argument: ("value",),
    ex.Joined: ("parts",),
    ex.Coalesced: ("parts",),
    ex.Comparison: ("left", "right"),
    ex.Negation: ("inner",),
    ex.Conjunction: ("parts",),
    ex.Disjunction: ("parts",),
    ex.Conditional: ("condition", "then", "otherwise"),
    ex.Arm: ("keys", "value"),
}
"""Other fields beside which a comment can stay; in a node that has none it moves above the node."""

_BRACKETED = {tree.ScopeGroup, tree.JsonObject, tree.JsonArray, ex.Parenthesis}
"""What has its comments inside although nothing but a bracket stands before them."""


def attach(text: str, file: tree.File, comments: Iterable[Span]) -> Notes:
    """Return the notes on a file."""
    notes = Notes(text)
    finder = _Finder(text, notes)
    for comment in comments:
        finder.place(file, comment)
    return notes


class _Anchors(NamedTuple):
    """Nodes in a node beside which comments can stay, and where each starts.

    So many of them are on its first line, and so many outside of the braces that it opens.
    """

    nodes: list[Node]
    starts: list[int]
    heads: int
    outside: int


class _Finder:
    """The nodes of a file in the order of the text, as far as they were asked for."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._text = text
        self._notes = notes
        self._known: dict[int, _Anchors] = {}

    def place(self, file: tree.File, comment: Span) -> None:
        """Add a comment to the notes."""
        path: list[Node] = [file]
        while True:
            anchors, starts, _, _ = self._anchors(path[-1])
            index = bisect_right(starts, comment.start)
            if not index or anchors[index - 1].span.end <= comment.start:
                break
            path.append(anchors[index - 1])
        blank = self._notes.blank_above(comment.start)
        said = Comment(self._text[comment.start : comment.end].rstrip(), blank)
        self._kept(path, index, comment.start).append(said)

    def _kept(self, path: list[Node], index: int, at: int) -> list[Comment]:
        """Return where to keep a comment in the last node of a path, behind so many anchors."""
        node = path[-1]
        anchors, _, heads, outside = self._anchors(node)
        notes, last = self._notes, anchors[index - 1] if index else None
        if index < heads:
            return self._above(path)
        if last and self._beside(last.span.end, at):
            return notes.trailing[id(last)]
        if not last and type(node) in _BRACKETED and self._beside(node.span.start, at):
            return notes.opening[id(node)]
        if index < len(anchors):
            return self._above([*path, anchors[index]])
        if type(node) in _LISTS and index <= outside:
            return notes.inside[id(node)]
        return notes.below[id(last)] if last else self._above(path)

    def _beside(self, start: int, end: int) -> bool:
        """Tell whether two offsets are on one line."""
        return "\n" not in self._text[start:end]

    def _above(self, path: list[Node]) -> list[Comment]:
        """Return the comments above all that starts with the last node of a path."""
        *parents, node = path
        while len(parents) > 1 and type(parents[-1]) not in _BRACKETED:
            if self._anchors(parents[-1]).nodes[0] is not node:
                break
            node = parents.pop()
        return self._notes.leading[id(node)]

    def _anchors(self, node: Node) -> _Anchors:
        key = id(node)
        if key not in self._known:
            nodes: list[Node] = []
            counts = []
            for table in (_HEADS, _PARTS, _LISTS):
                start = nodes[-1].span.end if nodes else node.span.start
                nodes += self._fields(node, table.get(type(node), ()), start)
                counts.append(len(nodes))
            starts = [anchor.span.start for anchor in nodes]
            self._known[key] = _Anchors(nodes, starts, counts[0], counts[1])
        return self._known[key]

    def _fields(self, node: Node, fields: tuple[str, ...], at: int) -> Iterator[Node]:
        """Yield the nodes in some fields, which stand after an offset."""
        for field in fields:
            value = self._keyword(node, field, at) if field in _KEYWORDS else getattr(node, field)
            for anchor in value if isinstance(value, tuple) else (value,):
                if anchor is not None:
                    at = anchor.span.end
                    yield anchor

    def _keyword(self, test: Node, field: str, at: int) -> Name | None:
        """Return the keyword that may stand after an offset, as if it were a node."""
        found = _KEYWORDS[field].match(self._text, at)
        if found is None:
            return None
        word = Name(Span(*found.span(1)), field[1:])
        return self._notes.keywords.setdefault((id(test), word.text), word)
