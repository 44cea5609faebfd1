"""A line of a file with a mark under a part of it, as wide as a terminal shows it."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from mapping_dsl.findings import Place
from mapping_dsl.report.revealed import revealed

_WIDEST = 160
_BEFORE = 40


def visible(text: str) -> str:
    """Return a text in which nothing can move the cursor, change colours or turn the direction."""
    return revealed(text.replace("\t", " "))


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def shortened(line: str, column: int) -> str:
    """Return a line as it is shown; of a long one only the part around a column, from zero."""
    cut = max(column - _BEFORE, 0) if len(line) > _WIDEST else 0
    begins, ends = "…" if cut else "", "…" if len(line) > cut + _WIDEST else ""
    return f"{begins}{visible(line[cut : cut + _WIDEST])}{ends}"


def excerpt(place: Place, sign: str) -> tuple[int, str, str]:
    """Return the number of a place's line, the line, and the marks that belong under it.

    Of a long line only the part around the place is shown; of a place on several lines the first.
    """
    line, column = place.source.line_column(place.span.start)
    text = place.source.line(line)
    start, end = column - 1, min(column - 1 + place.span.end - place.span.start, len(text))
    cut = max(start - _BEFORE, 0) if len(text) > _WIDEST else 0
    before, marked, after = (
        visible(part) for part in (text[cut:start], text[start:end], text[end : cut + _WIDEST])
    )
    begins, ends = "…" if cut else "", "…" if len(text) > cut + _WIDEST else ""
    shown = marked[:_WIDEST]
    marks = " " * width(begins + before) + sign * max(width(shown), 1)
    return line, f"{begins}{before}{shown}{after}{ends}", marks
