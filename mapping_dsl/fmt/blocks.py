"""Blocks and rules to documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from mapping_dsl.fmt.document import STEP, Doc, braced
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.fmt.options import allow
from mapping_dsl.fmt.rows import Table
from mapping_dsl.fmt.scopes import scope
from mapping_dsl.fmt.stack import runs, stack
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Node

_Setting = tree.Allow | tree.Scope | tree.Actions
_Line = _Setting | tree.Drop | tree.Row


def rule(node: tree.RuleBlock, notes: Notes) -> Doc:
    """Return a synchronization rule and its blocks."""
    name = notes.around(node.name, node.name.text)
    head = ("rule ", name, *_between(node, "from ", " to ", notes), " ")
    listed = [(inner, (block(inner, STEP, notes), notes.after(inner))) for inner in node.blocks]
    inside = stack(listed, notes, lambda _above, _below: True)
    return braced(head, inside or notes.within(node))


def block(node: tree.Block, indent: int, notes: Notes) -> Doc:
    """Return an object mapping whose brace closes at a column."""
    words = ("", " -> ") if node.kind.text == "object" else ("from ", " to ")
    head = (notes.around(node.kind, node.kind.text), *_between(node, *words, notes))
    lines: tuple[_Line, ...] = (*node.allows, *node.entries)
    inside = stack(_lines(lines, indent + STEP, notes), notes, _apart)
    disabled = " disabled" if node.disabled else ""
    return braced((*head, disabled, " "), inside or notes.within(node))


def _between(
    node: tree.Block | tree.RuleBlock, first: str, second: str, notes: Notes
) -> tuple[Doc, ...]:
    """Return the two names that a block or a rule maps between."""
    if node.source is None or node.target is None:
        return ()
    source = notes.around(node.source, node.source.text)
    return (" ", first, source, second, notes.around(node.target, node.target.text))


def _apart(above: Node, below: Node) -> bool:
    """Part what a block says about itself from its rows."""
    return isinstance(above, _Setting) and not isinstance(below, _Setting)


def _alike(above: _Line, below: _Line) -> bool:
    """Tell whether two neighbours share columns."""
    settings = tree.Scope | tree.Actions
    rows = isinstance(above, tree.Row) and isinstance(below, tree.Row)
    return rows or (isinstance(above, settings) and isinstance(below, settings))


def _lines(lines: Sequence[_Line], indent: int, notes: Notes) -> Iterator[tuple[Node, Doc]]:
    """Yield the lines of a block; rows of several lines only take the column of other rows."""
    found = runs(lines, notes, _alike)
    tables = [
        Table([line for line in run if isinstance(line, tree.Row)], indent, notes) for run in found
    ]
    usual = max((table.narrow for table in tables), default=0)
    for run, table in zip(found, tables, strict=True):
        yield from table.lines(usual or indent + STEP)
        width = max(len(_keyword(line)) for line in run)
        for line in run:
            if not isinstance(line, tree.Row):
                yield line, (_line(line, width, indent, notes), notes.after(line))


def _keyword(line: _Line) -> str:
    match line:
        case tree.Scope(kind=kind):
            return f"{kind.text} scope" if kind else "scope"
        case tree.Actions():
            return "actions"
        case tree.Drop():
            return "drop"
        case tree.Allow() | tree.Row():
            return ""
        case _:
            assert_never(line)


def _line(line: _Setting | tree.Drop, width: int, indent: int, notes: Notes) -> Doc:
    """Return a line that is no row, its keyword as wide as its neighbours'."""
    keyword = f"{_keyword(line).ljust(width)} "
    match line:
        case tree.Scope(test=test):
            return scope(test, keyword, indent + len(keyword), notes)
        case tree.Actions(names=names):
            return keyword + (", ".join(name.text for name in names) or "none")
        case tree.Drop(target=target):
            return keyword + target.text
        case tree.Allow():
            return allow(line, indent)
        case _:
            assert_never(line)
