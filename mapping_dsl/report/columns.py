"""Fitting a table of names, addresses and ids into a narrow terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

_BREAKS = tuple(map(re.compile, (r"(?<=[\s@.:,/\-\]])|(?=\[)", "(?<=_)", "(?<=[a-z])(?=[A-Z])")))
"""Where a line is broken, best first: after a sign, or else between the words of a long name."""


def widths(wanted: Sequence[int], available: int) -> list[int]:
    """Share columns out: what is asked for as far as there is room, then evenly."""
    shares, rest = [0] * len(wanted), available
    for left, index in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[index] = max(1, min(wanted[index], rest // (len(wanted) - left)))
        rest -= shares[index]
    return shares


def widest(text: str) -> int:
    """Return the columns that the widest line of a text takes."""
    return max(map(cell_len, text.split("\n")))


def fold(text: str, width: int) -> str:
    """Break lines to a width, anywhere only if there is no better place (see `_BREAKS`)."""
    return "\n".join("\n".join(_lines(line, width)) for line in text.split("\n"))


def _lines(line: str, width: int) -> list[str]:
    lines = _fold(line, width, _BREAKS)
    return [line if cell_len(line) <= width else line.rstrip() for line in lines if line] or [""]


def _fold(text: str, width: int, breaks: Sequence[re.Pattern[str]]) -> list[str]:
    if not breaks:
        return chop_cells(text, width)
    lines = [""]
    for piece in breaks[0].split(text):
        if cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines += _fold(piece, width, breaks[1:])
    return lines
