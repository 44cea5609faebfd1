"""Documents: text, the places where it may break, and the comments that come along."""

from __future__ import annotations

from typing import TypeAlias

from mapping_dsl.frozen import Frozen

WIDTH = 100
STEP = 2
"""Columns of one more level of indentation."""

GAP = 2
"""Columns between a target and its options, and between a line and its comment."""


class Line(Frozen):
    """A place to break a line: `flat` stands there while all is on one, `None` always breaks."""

    flat: str | None


class Nest(Frozen):
    """Indent the lines that start inside by so many columns more."""

    by: int
    inner: Doc


class At(Frozen):
    """Indent the lines that start inside to a column of the page."""

    column: int
    inner: Doc


class Tab(Frozen):
    """Go on at a column of the page, or `gap` columns further where it is passed already."""

    column: int
    gap: int = 1


class Own(Frozen):
    """A comment on a line of its own, wherever it comes."""

    text: str


class After(Frozen):
    """A comment at the end of the line, whatever else comes on it; at a column if it can be."""

    text: str
    column: int = 0


class Group(Frozen):
    """What stands on one line if it fits there (`flat`), and otherwise breaks at its own lines."""

    inner: Doc
    flat: str | None


Doc: TypeAlias = "str | tuple[Doc, ...] | Line | Nest | At | Tab | Own | After | Group"

SPACE = Line(" ")
SOFT = Line("")
HARD = Line(None)
EMPTY: Doc = ()


def group(*docs: Doc) -> Group:
    """Group documents."""
    return Group(docs, flat(docs))


def joined(separator: Doc, docs: list[Doc]) -> Doc:
    """Put a separator between documents."""
    spread = [piece for doc in docs for piece in (separator, doc)]
    return tuple(spread[1:])


def braced(head: Doc, inside: Doc, braces: str = "{}", opened: Doc = EMPTY) -> Doc:
    """Put lines between braces; `opened` is the comment behind the first one."""
    if inside:
        return (head, braces[0], Nest(STEP, (opened, HARD, inside)), HARD, braces[1])
    if flat((head, opened)) is None:
        return (head, braces[0], Nest(STEP, opened), HARD, braces[1])
    return (head, braces)


def flat(doc: Doc) -> str | None:
    """Return a document's text on one line; none if it has to break."""
    match doc:
        case str():
            return None if "\n" in doc else doc
        case tuple():
            pieces = [flat(piece) for piece in doc]
            return None if None in pieces else "".join(filter(None, pieces))
        case Group() | Line():
            return doc.flat
        case Nest() | At():
            return flat(doc.inner)
        case Tab() | Own() | After():
            return None


def fits(doc: Doc, room: int) -> bool:
    """Tell whether a document can stand on one line of so many columns."""
    text = flat(doc)
    return text is not None and len(text) <= room
