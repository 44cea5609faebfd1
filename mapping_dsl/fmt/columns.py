"""Columns of neighbouring lines."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.fmt.document import GAP

WIDEST = 40
"""What is wider than this stands out of its column, rather than push all others to the right."""

_LAST_COMMENT = 80
"""A comment that would start further right stands right behind its line."""


def comment_column(ends: Iterable[int]) -> int:
    """Return where the comments behind neighbouring lines start, given where these lines end."""
    return widest(ends, _LAST_COMMENT) + GAP


def widest(widths: Iterable[int], most: int = WIDEST) -> int:
    """Return the width of a column, or zero if everything is too wide for one."""
    return max((width for width in widths if width <= most), default=0)


def filled(texts: list[str], room: int) -> list[str]:
    """Return texts, separated by commas, on as few lines as they need, each ending in a comma."""
    lines = [""]
    for text in texts:
        piece = f"{text},"
        if lines[-1] and len(lines[-1]) + len(piece) >= room:
            lines.append(piece)
        else:
            lines[-1] += f" {piece}" if lines[-1] else piece
    return lines
