"""The options of a row: behind its target where they fit, otherwise one to a line."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from mapping_dsl.fmt.document import EMPTY, GAP, HARD, STEP, WIDTH, At, Doc, Nest, Tab, joined
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Reference


class Placed(NamedTuple):
    """What stands behind a target, and the column at which its last line ends."""

    doc: Doc
    end: int


def allow(node: tree.Allow, column: int) -> Doc:
    """Return an `allow` that is a line of its own, its reason below it if it has to be."""
    first, *rest = _lines(node, column)
    return (first, Nest(STEP, tuple((HARD, line) for line in rest)))


def place(row: tree.Row, beside: tuple[int, int], below: tuple[int, int], notes: Notes) -> Placed:
    """Return the options of a row at the first column at which they fit, beside or below it."""
    options = row.options
    column = next((at for at in (*beside, *below) if fit(options, at)), below[-1])
    parted = notes.after(row.target) != EMPTY or notes.before(options[0]) != EMPTY
    start: Doc = Tab(column, GAP) if column in beside and not parted else HARD
    line = (" " * GAP).join(" ".join(_words(option)) for option in options)
    commented = any(notes.touches(node) for node in (row.target, *options))
    if not commented and _fits([line], column) and (len(options) == 1 or "\n" not in line):
        return Placed(At(column, (start, line)), column + _last(line))
    docs: list[Doc] = []
    lines = [line]
    for option in options:
        lines = _lines(option, column)
        docs += [start, notes.before(option), joined(HARD, [*lines]), notes.after(option)]
        start = HARD
    return Placed(At(column, tuple(docs)), column + _last(lines[-1]))


def fit(options: tuple[tree.Option, ...], column: int) -> bool:
    """Tell whether options fit at a column, if each has a line of its own."""
    return all(_fits(_lines(option, column), column) for option in options)


def _lines(option: tree.Option, column: int) -> list[str]:
    """Return an option at a column: the reason of an `allow` comes below if it has to."""
    words = _words(option)
    whole = " ".join(words)
    return [whole] if _fits([whole], column) else words


def _fits(lines: list[str], column: int) -> bool:
    """Tell whether lines fit; of a string with line ends, only the first can be moved."""
    return all(column + len(line.partition("\n")[0]) <= WIDTH for line in lines)


def _last(line: str) -> int:
    return len(line.rpartition("\n")[2])


def _words(option: tree.Option) -> list[str]:
    """Return an option in the pieces in which it can break."""
    match option:
        case tree.Match(priority=priority):
            return [f"match {priority.text}"]
        case tree.OnCreate():
            return ["on create"]
        case tree.FlowAlways():
            return ["flow always"]
        case tree.FlowType(name=name):
            return [f"flow type {name.text}"]
        case tree.Default(value=value):
            said = f"${value.name}" if isinstance(value, Reference) else value.text
            return [f"default {said}"]
        case tree.Because(reason=reason):
            return [f"because {reason.text}"]
        case tree.Allow(rule=rule, until=until, reason=reason):
            dated = f" until {until.text}" if until else ""
            return [f"allow {rule.text}{dated}", f"because {reason.text}"]
        case _:
            assert_never(option)
