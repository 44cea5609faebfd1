"""What is inside an expression, how deep it goes, and room on Python's stack to go there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mapping_dsl.resolve.model import Attribute, Expression, parts

_FRAMES = 8  # of Python's stack for one level: a closure, a function's body, a thunk, and spare
SHALLOW = 40
"""Levels that fit without more ado into the default limit of a thousand frames."""


def reads(expression: Expression) -> tuple[str, ...]:
    """Return the attributes that stand in an expression, each once, in the order of the text."""
    waiting, names = [expression], dict[str, None]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, Attribute):
            names[found.name] = None
        waiting += reversed(parts(found))
    return tuple(names)


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
