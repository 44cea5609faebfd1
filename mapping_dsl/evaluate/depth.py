"""How deep an expression goes, with room on Python's stack to go there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mapping_dsl.resolve.model import Expression, parts

_FRAMES = 8  # of Python's stack for one level: a closure, a function's body, a thunk, and spare
SHALLOW = 40
"""Levels that fit without more ado into the default limit of a thousand frames."""


def depth(expression: Expression) -> int:
    """Return how many levels an expression has; an attribute has one."""
    level: list[Expression] = [expression]
    levels = 0
    while level:
        level = [part for whole in level for part in parts(whole)]
        levels += 1
    return levels


@contextmanager
def room(levels: int) -> Iterator[None]:
    """Let Python recurse through so many levels of expression, and no longer than that."""
    limit = sys.getrecursionlimit()
    if levels > SHALLOW:
        sys.setrecursionlimit(limit + _FRAMES * levels)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
