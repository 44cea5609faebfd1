"""Fitting a table of names, addresses and ids into a narrow terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

_PIECE = re.compile(r"\[?[^\s@.:,\-\[\]]*(?:[\s@.:,\-\]]|(?=\[)|\Z)")


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
    """Break lines to a width, after a sign such as the `@` of an address where there is one."""
    return "\n".join("\n".join(_lines(line, width)) for line in text.split("\n"))


def _lines(line: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(line):
        if cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines += chop_cells(piece, width)
    return [line if cell_len(line) <= width else line.rstrip() for line in lines if line] or [""]
