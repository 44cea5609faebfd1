"""Rows of texts in aligned columns, the last one wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

_GAP = 2
_NARROWEST = 20


def table(rows: Sequence[Sequence[str]], width: int = 80) -> str:
    """Return rows as lines of at most `width` columns, if the first ones leave room for it."""
    if not rows:
        return ""
    *firsts, _ = zip(*rows, strict=True)
    widths = [max(map(len, column)) for column in firsts]
    indent = sum(widths) + _GAP * len(widths)
    room = max(width - indent, _NARROWEST)
    lines: list[str] = []
    for *cells, last in rows:
        head = "".join(f"{cell:<{w + _GAP}}" for cell, w in zip(cells, widths, strict=True))
        first, *rest = wrap(last, room) or [""]
        lines.append(f"{head}{first}".rstrip())
        lines += [" " * indent + line for line in rest]
    return "\n".join(lines) + "\n"
