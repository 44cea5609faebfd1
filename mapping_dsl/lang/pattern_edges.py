"""Whether a pattern says where in a text its matches begin and where they end."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.lang.pattern_tree import (
    EVERY,
    Chars,
    Choice,
    Edge,
    Group,
    Pattern,
    Repeat,
    Sequence,
    set_of,
)

_FRONT = ("^", "^m", "\\A", "\\G", "\\b", "(?<=", "(?<!")
_BACK = ("$", "$m", "\\Z", "\\z", "\\b", "(?=", "(?!")
_ANYTHING = (EVERY, ~set_of("\n"))

Held = tuple[bool, bool]
"""Whether an alternative says where a match begins, and where it ends."""


def edges(node: Pattern) -> frozenset[Held]:
    """Return of each alternative whether it is held in front, and behind; `.*` holds as well."""
    match node:
        case Choice(items):
            return frozenset(held for item in items for held in edges(item))
        case Group(inner) | Sequence((Group(inner),)):
            return edges(inner)
        case Sequence(items):
            behind = _held(reversed(items), _BACK)
            return frozenset((f, b) for f in _held(items, _FRONT) for b in behind)
        case _:
            return edges(Sequence((node,)))


def _held(items: Iterable[Pattern], signs: tuple[str, ...]) -> frozenset[bool]:
    """Return whether what comes first is held; several answers where it is a choice."""
    for item in items:
        match item:
            case Edge(sign):
                if sign in signs:
                    return frozenset([True])
            case Group(inner):
                at = 0 if signs is _FRONT else 1
                return frozenset(held[at] for held in edges(inner))
            case Repeat(Chars(found), 0, None):
                return frozenset([found in _ANYTHING])
            case _:
                return frozenset([False])
    return frozenset([False])


def is_loose(node: Pattern) -> bool:
    """Tell whether an alternative is held nowhere, or one in front only and another behind only."""
    found = edges(node)
    return (False, False) in found or found >= {(True, False), (False, True)}
