"""What the tree does not hold and the page must: the comments, and the author's blank lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from mapping_dsl.fmt.document import HARD, After, Doc, Own
from mapping_dsl.source import Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Node

Docs = tuple[Doc, ...]
_BLANK: Docs = (HARD, HARD)


class Comment(NamedTuple):
    """A comment's text, and whether the author left a blank line above it."""

    text: str
    blank: bool


class Notes:
    """The comments of a file, by the identity of the node that each belongs to.

    `leading` stand above a node and `trailing` at the end of its line, `opening` behind the bracket
    that it starts with; those `below` a node come before what closes its list, and those `inside`
    are all that a node has between its braces.
    """

    def __init__(self, text: str = "") -> None:
        self._text = text
        self.leading: dict[int, list[Comment]] = defaultdict(list)
        self.trailing: dict[int, list[Comment]] = defaultdict(list)
        self.opening: dict[int, list[Comment]] = defaultdict(list)
        self.below: dict[int, list[Comment]] = defaultdict(list)
        self.inside: dict[int, list[Comment]] = defaultdict(list)
        self.keywords: dict[tuple[int, str], Name] = {}

    def blank_above(self, start: int) -> bool:
        """Tell whether there is a blank line right before an offset."""
        end = start
        while self._text[end - 1 : end].isspace():
            end -= 1
        return self._text.count("\n", end, start) > 1

    def parted(self, node: Node) -> bool:
        """Tell whether the author left a blank line above a node, or above its comments."""
        leading = self.leading.get(id(node))
        return leading[0].blank if leading else self.blank_above(node.span.start)

    def keyword(self, test: tree.Test, word: str) -> Name:
        """Return what comments on a keyword of a test belong to; the tree has no node for it."""
        return self.keywords.get((id(test), word)) or Name(Span(0, 0), word)

    def touches(self, node: Node) -> bool:
        """Tell whether a node has comments of its own."""
        key = id(node)
        return key in self.leading or key in self.trailing or key in self.below

    def before(self, node: Node) -> Docs:
        """Return the comments above a node, close together."""
        return tuple(Own(comment.text) for comment in self.leading.get(id(node), ()))

    def above(self, node: Node) -> Docs:
        """Return the comments above a statement, with the blank lines between and below them."""
        leading = self.leading.get(id(node), [])
        first = tuple(Own(comment.text) for comment in leading[:1])
        last = _BLANK if leading and self.blank_above(node.span.start) else ()
        return (first, tuple(_lines(leading[1:])), last)

    def after(self, node: Node, column: int = 0) -> Docs:
        """Return the comment at the end of a node's line."""
        return tuple(After(comment.text, column) for comment in self.trailing.get(id(node), ()))

    def opened(self, node: Node) -> Docs:
        """Return the comment at the end of the line on which a node's bracket opens."""
        return tuple(After(comment.text) for comment in self.opening.get(id(node), ()))

    def under(self, node: Node) -> Docs:
        """Return the comments below the last node of a list."""
        return tuple(_lines(self.below.get(id(node), [])))

    def within(self, node: Node) -> Docs:
        """Return the comments of a node that has nothing else between its braces."""
        comments = self.inside.get(id(node), [])
        first = tuple(Own(comment.text) for comment in comments[:1])
        return (*first, *_lines(comments[1:]))

    def around(self, node: Node, doc: Doc) -> Doc:
        """Put a node's comments around its document."""
        if not self.touches(node):
            return doc
        return (self.before(node), doc, self.after(node), self.under(node))


def _lines(comments: list[Comment]) -> Iterator[Doc]:
    for comment in comments:
        yield (_BLANK, Own(comment.text)) if comment.blank else Own(comment.text)
