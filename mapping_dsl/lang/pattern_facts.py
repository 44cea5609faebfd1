"""What can be told of a pattern without running it: how long a match is, and of what."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.lang.pattern_tree import (
    EVERY,
    Back,
    Chars,
    Choice,
    Edge,
    Group,
    Pattern,
    Repeat,
    Sequence,
    set_of,
)

_STARTS = ("^", "\\A")
_ENDS = ("$", "\\Z", "\\z")
_NEWLINE = set_of("\n")


def shortest(node: Pattern) -> int:
    """Return how many units a match has at least."""
    match node:
        case Chars():
            return 1
        case Edge() | Back():
            return 0
        case Repeat(inner, least):
            return shortest(inner) * least
        case Group(inner):
            return shortest(inner)
        case Sequence(items):
            return sum(map(shortest, items))
        case Choice(items):
            return min(map(shortest, items))


def can_match(node: Pattern, allowed: int = EVERY) -> bool:
    """Tell whether there can be a match in texts of these characters. False is proven."""
    match node:
        case Chars(found):
            return bool(found & allowed)
        case Edge() | Back():
            return True
        case Repeat(inner, least):
            return least == 0 or can_match(inner, allowed)
        case Group(inner):
            return can_match(inner, allowed)
        case Sequence(items):
            return all(can_match(item, allowed) for item in items) and _in_order(items)
        case Choice(items):
            return any(can_match(item, allowed) for item in items)


def _in_order(items: tuple[Pattern, ...]) -> bool:
    """Tell whether no start stands behind a character, and no character behind an end."""
    before, ended = 0, False
    for item in items:
        if isinstance(item, Edge) and item.sign in _STARTS and before:
            return False
        if ended and shortest(item) and not can_match(item, _NEWLINE):
            return False
        ended = ended or (isinstance(item, Edge) and item.sign in _ENDS)
        before += shortest(item)
    return True


def captured(node: Pattern, name: str) -> Pattern | None:
    """Return what a named group holds."""
    groups = (one for one in _all(node) if isinstance(one, Group))
    return next((group.inner for group in groups if group.name == name), None)


def last(node: Pattern) -> int:
    """Return the set of the last characters of matches, every one where that is not known."""
    match node:
        case Chars(found):
            return found
        case Group(inner):
            return last(inner)
        case Repeat(inner, least) if least:
            return last(inner)
        case Sequence(items) if items and shortest(items[-1]):
            return last(items[-1])
        case Choice(items):
            return _union(map(last, items))
        case _:
            return EVERY


def _union(sets: Iterator[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _all(node: Pattern) -> Iterator[Pattern]:
    yield node
    match node:
        case Repeat(inner) | Group(inner):
            yield from _all(inner)
        case Edge(_, inner) if inner is not None:
            yield from _all(inner)
        case Sequence(items) | Choice(items):
            for item in items:
                yield from _all(item)
        case _:
            pass
