"""Rows of a block: one table with its arrows and options in columns.

A source that is wider than its column has a line of its own, and its arrow stands below, still in
the column of the arrows. So does a source of several lines, unless its last line is a bracket.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapping_dsl.fmt import options
from mapping_dsl.fmt.columns import WIDEST, comment_column, widest
from mapping_dsl.fmt.document import EMPTY, GAP, HARD, STEP, WIDTH, At, Doc, Tab, fits, flat
from mapping_dsl.fmt.expressions import Expressions
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

_ARROW = len("-> ")


class _Sketch(NamedTuple):
    """A row with its source as a document, and as one line if it can be one."""

    row: tree.Row
    source: Doc
    line: str | None

    @property
    def target(self) -> int:
        """The width of the target."""
        return len(self.row.target.text)


class _Place(NamedTuple):
    """Where a row's arrow stands, and whether on the line of its source."""

    column: int
    beside: bool


class Table:
    """Rows below each other that share their columns, from a column of the page on."""

    def __init__(self, rows: list[tree.Row], indent: int, notes: Notes) -> None:
        self._indent = indent
        self._notes = notes
        expressions = Expressions(notes)
        self._sketches = [self._sketch(row, expressions) for row in rows]
        self.arrow = self._arrow()

    def _sketch(self, row: tree.Row, expressions: Expressions) -> _Sketch:
        match row.source:
            case tree.Direct(name=name):
                source: Doc = name.text
            case tree.Nothing():
                source = "none"
            case expression:
                source = expressions.bare(expression)
        followed = self._notes.after(row.source) != EMPTY
        return _Sketch(row, source, None if followed else flat(source))

    def _arrow(self) -> int:
        """Return the column of the arrows of one-line rows, or zero if there are none.

        It is set by the widest source, but by none that is too wide for a column, if there are any
        that are not.
        """
        widths = [
            len(line)
            for row, _, line in self._sketches
            if line is not None and _fits(self._indent + len(line) + 1, len(row.target.text))
        ]
        width = widest(widths) or max(widths, default=0)
        return self._indent + width + 1 if width else 0

    @property
    def narrow(self) -> int:
        """The column of the arrows, if those below long sources may stand there; or zero."""
        return self.arrow if self.arrow <= self._indent + WIDEST + 1 else 0

    def lines(self, usual: int) -> Iterator[tuple[tree.Row, Doc]]:
        """Yield the rows; long ones take a usual column if no arrow of this table sets one."""
        places = [self._place(known, self.narrow or usual) for known in self._sketches]
        pairs = list(zip(self._sketches, places, strict=True))
        column = max((self._behind(known, place) for known, place in pairs), default=0)
        placed = [self._options(known, place, column) for known, place in pairs]
        ends = (
            end
            for known, (_, end) in zip(self._sketches, placed, strict=True)
            if self._notes.after(known.row) != EMPTY
        )
        comments = comment_column(ends)
        for (known, place), (behind, _) in zip(pairs, placed, strict=True):
            end = self._notes.after(known.row, comments)
            yield known.row, (self._head(known, place), behind, end)

    def _place(self, known: _Sketch, below: int) -> _Place:
        """Return where a row's arrow stands: in its column, or where its target just fits."""
        if known.line is not None:
            end = self._indent + len(known.line)
            if end < self.arrow and _fits(self.arrow, known.target):
                return _Place(self.arrow, beside=True)
            if end < self.arrow and _fits(end + 1, known.target):
                return _Place(end + 1, beside=True)
        return _Place(below if _fits(below, known.target) else self._indent + STEP, beside=False)

    def _behind(self, known: _Sketch, place: _Place) -> int:
        """Return where a row's options could start, or zero if they are not for the column."""
        start = place.column + _ARROW + known.target + GAP
        fit = known.target <= WIDEST and options.fit(known.row.options, start)
        return start if known.row.options and fit else 0

    def _options(self, known: _Sketch, place: _Place, column: int) -> options.Placed:
        row = known.row
        end = place.column + _ARROW + known.target
        if not row.options:
            return options.Placed("", end)
        own = end + GAP
        below = (place.column + _ARROW + STEP, self._indent + 2 * STEP)
        return options.place(row, (max(column, own), own), below, self._notes)

    def _head(self, known: _Sketch, place: _Place) -> Doc:
        """Return a row up to its target."""
        notes, row, column = self._notes, known.row, place.column
        source = (known.source, notes.after(row.source))
        target = ("-> ", row.target.text, notes.after(row.target))
        above = notes.before(row.target)
        if above != EMPTY:
            return (source, At(column, (above, HARD)), target)
        bracketed = isinstance(row.source, ex.Call | ex.Case | ex.Parenthesis)
        broken = not fits(source, WIDTH - self._indent) and notes.after(row.source) == EMPTY
        if place.beside or (bracketed and broken):
            return (source, Tab(column), target)
        return (source, At(column, HARD), target)


def _fits(arrow: int, target: int) -> bool:
    """Tell whether a target of so many columns fits behind an arrow at a column."""
    return arrow + _ARROW + target <= WIDTH
