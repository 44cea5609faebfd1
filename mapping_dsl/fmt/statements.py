"""A file's statements to documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from mapping_dsl.fmt.blocks import block, rule
from mapping_dsl.fmt.columns import widest
from mapping_dsl.fmt.document import HARD, SPACE, STEP, Doc, Nest, braced, group
from mapping_dsl.fmt.examples import example
from mapping_dsl.fmt.expressions import Expressions
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.fmt.options import allow
from mapping_dsl.fmt.stack import commented, runs, stack
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Node

_Constant = tree.Param | tree.Let
_WIDEST_NAME = 60
"""Of a declared attribute: directory extensions carry 32 digits of their application."""


def file(node: tree.File, notes: Notes) -> Doc:
    """Return a whole file."""
    statements = list(_items(node.items, notes))
    if node.header:
        statements.insert(0, (node.header, _header(node.header, notes)))
    return stack(statements, notes, _apart) if statements else notes.within(node)


def _apart(above: Node, below: Node) -> bool:
    """Part everything but constants, which the author may group."""
    return not (isinstance(above, _Constant) and isinstance(below, _Constant))


def _alike(above: tree.Item, below: tree.Item) -> bool:
    return not _apart(above, below)


def _items(items: tuple[tree.Item, ...], notes: Notes) -> Iterator[tuple[Node, Doc]]:
    for run in runs(items, notes, _alike):
        constants = [item for item in run if isinstance(item, _Constant)]
        yield from _constants(constants, notes)
        for item in run:
            if not isinstance(item, _Constant):
                yield item, (_item(item, notes), notes.after(item))


def _item(item: tree.Attributes | tree.Block | tree.RuleBlock | tree.Test, notes: Notes) -> Doc:
    match item:
        case tree.Attributes():
            return _attributes(item, notes)
        case tree.Block():
            return block(item, 0, notes)
        case tree.RuleBlock():
            return rule(item, notes)
        case tree.Test():
            return example(item, notes)
        case _:
            assert_never(item)


def _header(node: tree.Header, notes: Notes) -> Doc:
    """Return the header, broken before its keywords if it has to, and its `allow`s below."""
    name = notes.around(node.name, ("mapping ", node.name.text))
    named = ((node.system, "for "), (node.base, "extends "))
    rest = tuple((SPACE, notes.around(part, (word, part.text))) for part, word in named if part)
    allows = [(line, (allow(line, STEP), notes.after(line))) for line in node.allows]
    below = Nest(STEP, (HARD, stack(allows, notes))) if allows else ""
    return (group(name, Nest(STEP, rest)), below, notes.after(node))


def _constants(run: list[_Constant], notes: Notes) -> Iterator[tuple[Node, Doc]]:
    """Yield neighbouring constants with their names, values and comments in columns."""
    expressions = Expressions(notes)
    valued = [node for node in run if isinstance(node, tree.Let) or node.default]
    names = widest(len(node.name.text) for node in valued)
    keywords = max((len(_keyword(node)) for node in run), default=0)
    lines: list[tuple[Node, Doc]] = []
    for node in run:
        keyword = f"{_keyword(node).ljust(keywords)} "
        head = f"{keyword}{node.name.text.ljust(names)} ="
        if isinstance(node, tree.Let):
            doc = expressions.after(head, node.value)
        else:
            doc = f"{head} {node.default.text}" if node.default else f"{keyword}{node.name.text}"
        lines.append((node, doc))
    yield from commented(lines, 0, notes)


def _keyword(node: _Constant) -> str:
    return "let" if isinstance(node, tree.Let) else "param"


def _attributes(node: tree.Attributes, notes: Notes) -> Doc:
    """Return the declarations of one side, with their types and modifiers in columns."""
    head = ("attributes ", notes.around(node.side, node.side.text), " ")
    listed: list[tuple[Node, Doc]] = []
    for run in runs(node.declarations, notes, lambda _above, _below: True):
        names = widest((len(entry.name.text) for entry in run), _WIDEST_NAME) + 1
        types = widest(len(entry.type.text) for entry in run if entry.modifiers)
        lines: list[tuple[Node, Doc]] = []
        for entry in run:
            words = " ".join(modifier.text for modifier in entry.modifiers)
            name = f"{entry.name.text}:".ljust(names)
            kind = f"{entry.type.text.ljust(types)}  {words}" if words else entry.type.text
            lines.append((entry, f"{name} {kind}"))
        listed += commented(lines, STEP, notes)
    return braced(head, stack(listed, notes) or notes.within(node))
