"""`test` blocks to documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from mapping_dsl.fmt.columns import widest
from mapping_dsl.fmt.document import EMPTY, STEP, WIDTH, Doc, Group, Tab, braced, fits, flat
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.fmt.records import record
from mapping_dsl.fmt.stack import stack
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Node

_BESIDE = 2
"""So many expectations stand on one line, if they fit."""


class _Part(NamedTuple):
    """A keyword of a test, the words that it is written with, and what follows them."""

    keyword: Name
    words: str
    doc: Doc
    end: Doc = ""


def example(test: tree.Test, notes: Notes) -> Doc:
    """Return a test; its keywords are as wide as each other when each part is one line."""
    parts = list(_parts(test, notes))
    width = max(len(part.words) for part in parts)
    aligned = all(fits(part.doc, WIDTH - STEP - width - 1) for part in parts)
    lines: list[tuple[Node, Doc]] = []
    for keyword, words, doc, end in parts:
        head = words.ljust(width) if aligned else words
        lines.append((keyword, (head, notes.after(keyword), " ", doc, end)))
    kind = f"{test.kind.text} " if test.kind else ""
    return braced(
        ("test ", kind, notes.around(test.title, test.title.text), " "), stack(lines, notes)
    )


def _parts(test: tree.Test, notes: Notes) -> Iterator[_Part]:
    given, assigned, current, expect = (
        notes.keyword(test, word) for word in ("given", "assigned", "current", "expect")
    )
    yield _Part(given, "given", *_record(test.given, notes))
    if test.assigned is not None:
        yield _Part(assigned, "assigned", "true" if test.assigned else "false")
    if test.current:
        yield _Part(current, "current", *_record(test.current, notes))
    words = "expect on update" if test.on_update else "expect"
    yield _Part(expect, words, _expectations(test, notes))


def _record(node: tree.JsonObject, notes: Notes) -> tuple[Doc, Doc]:
    """Return a record, and the comment behind it."""
    return (notes.before(node), record(node, notes)), (notes.after(node), notes.under(node))


def _expectations(test: tree.Test, notes: Notes) -> Doc:
    """Return what a test expects, between braces: beside each other, or with arrows in a column."""
    if not test.expectations:
        return braced("", notes.within(test))
    sent = [_sent(node, notes) for node in test.expectations]
    texts = [flat(value) for value, _, _ in sent]
    arrow = 2 * STEP + widest(len(text) for text in texts if text is not None) + 1
    lines: list[tuple[Node, Doc]] = [
        (node, (value, comments, (Tab(arrow), target) if target else "", notes.after(node)))
        for node, (value, comments, target) in zip(test.expectations, sent, strict=True)
    ]
    below = braced("", stack(lines, notes))
    commented = any(map(notes.touches, (notes.keyword(test, "expect"), *test.expectations)))
    commented |= any(comments != EMPTY for _, comments, _ in sent)
    if commented or len(sent) > _BESIDE or None in texts:
        return below
    beside = (f"{text} {target}".rstrip() for text, (_, _, target) in zip(texts, sent, strict=True))
    return Group(below, f"{{ {'   '.join(beside)} }}")


def _sent(node: tree.Expectation, notes: Notes) -> tuple[Doc, Doc, str]:
    """Return an expected value, the comments behind it, and its arrow and target."""
    match node:
        case tree.Sends(value=value, target=target):
            comments = (*notes.after(value), *notes.under(value))
            return record(value, notes), comments, f"-> {target.text}"
        case tree.SendsNothing(target=target):
            return "absent", EMPTY, f"-> {target.text}"
        case tree.OutOfScope():
            return "out of scope", EMPTY, ""
        case tree.NoRequest():
            return "no request", EMPTY, ""
        case _:
            assert_never(node)
