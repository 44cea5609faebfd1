"""Scopes to documents."""

from __future__ import annotations

import re
from typing import assert_never

from mapping_dsl.fmt.document import HARD, SOFT, SPACE, STEP, WIDTH, At, Doc, Nest, fits, group
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Reference
from mapping_dsl.syntax.tables import LITERALS

_NAME = re.compile(r"[A-Za-z_]\w*(?:[.\-]\w+)*")


def scope(test: tree.ScopeExpression, keyword: str, column: int, notes: Notes) -> Doc:
    """Return a scope whose first test stands at a column, with each further part below it.

    Alternatives of several tests each are easier to tell apart on lines of their own.
    """
    doc = _bare(test, notes)
    if isinstance(test, tree.ScopeAnd | tree.ScopeOr):
        mixed = any(isinstance(part, tree.ScopeAnd) for part in test.parts)
        if mixed or not fits(doc, WIDTH - column):
            doc = _ladder(test, column, notes)
    return notes.around(test, (keyword, At(column, doc)))


def _ladder(test: tree.ScopeAnd | tree.ScopeOr, column: int, notes: Notes) -> Doc:
    """Return one part to a line, each behind its operator."""
    operator = "or " if isinstance(test, tree.ScopeOr) else "and "
    down = At(column - len(operator), HARD)
    first, *rest = test.parts
    steps = [
        (
            notes.before(part),
            down,
            operator,
            _bare(part, notes),
            notes.after(part),
            notes.under(part),
        )
        for part in rest
    ]
    return (_whole(first, notes), *steps)


def _whole(test: tree.ScopeExpression, notes: Notes, prefix: str = "") -> Doc:
    return notes.around(test, (prefix, _bare(test, notes)))


def _bare(test: tree.ScopeExpression, notes: Notes) -> Doc:
    match test:
        case tree.ScopeTest():
            return _compared(test)
        case tree.ScopeNot(inner=inner):
            return group(_whole(inner, notes, "not "))
        case tree.ScopeGroup(inner=inner):
            inside = Nest(STEP, (notes.opened(test), SOFT, _whole(inner, notes)))
            return group("(", inside, SOFT, ")")
        case tree.ScopeAnd(parts=parts):
            return _chain("and ", parts, notes)
        case tree.ScopeOr(parts=parts):
            return _chain("or ", parts, notes)
        case _:
            assert_never(test)


def _chain(operator: str, parts: tuple[tree.ScopeExpression, ...], notes: Notes) -> Doc:
    rest = tuple((SPACE, _whole(part, notes, operator)) for part in parts[1:])
    return group(_whole(parts[0], notes), Nest(STEP, rest))


def _compared(test: tree.ScopeTest) -> str:
    """Return one test; an attribute that reads like a keyword stands in brackets."""
    name, value = test.attribute.text, test.value
    plain = _NAME.fullmatch(name) and name not in LITERALS
    words = [name if plain else f"[{name}]", test.operator]
    if value is not None:
        words.append(f"${value.name}" if isinstance(value, Reference) else value.text)
    return " ".join(words)
