"""The texts that every match of a pattern ends with, where they can be listed."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.pattern_tree import (
    EXAMPLES,
    Chars,
    Choice,
    Edge,
    Group,
    Pattern,
    Sequence,
    set_of,
)

_ENDS = ("$", "\\Z", "\\z")
_MOST = 64


class _Tails(Frozen):
    """What texts end with; `whole` if these are all that there is of them."""

    texts: frozenset[str]
    whole: bool


_EMPTY = _Tails(frozenset([""]), whole=True)
_UNKNOWN = _Tails(frozenset([""]), whole=False)


def endings(node: Pattern) -> frozenset[str]:
    """Return texts of which a value that matches ends with one; none where it may end otherwise.

    Small and capital letters are told as small ones where the pattern takes both.
    """
    match node:
        case Choice(items):
            found = [endings(item) for item in items]
            return frozenset().union(*found) if all(found) else frozenset()
        case Group(inner):
            return endings(inner)
        case Sequence((*before, Edge(sign))) if sign in _ENDS:
            return _sequence(tuple(before)).texts - {""}
        case Sequence((*_, Group() | Choice() as last)):
            return endings(last)
        case _:
            return frozenset()


def _tails(node: Pattern) -> _Tails:
    match node:
        case Chars(found):
            one = _character(found)
            return _Tails(frozenset([one]), whole=True) if one else _UNKNOWN
        case Group(inner):
            return _tails(inner)
        case Sequence(items):
            return _sequence(items)
        case Choice(items):
            parts = [_tails(item) for item in items]
            texts = frozenset().union(*(part.texts for part in parts))
            return _Tails(texts, whole=all(part.whole for part in parts))
        case _:
            return _UNKNOWN


def _sequence(items: tuple[Pattern, ...]) -> _Tails:
    texts, whole = _EMPTY.texts, True
    for item in reversed(items):
        part = _tails(item)
        if not whole or len(part.texts) * len(texts) > _MOST:
            return _Tails(texts, whole=False)
        texts = frozenset(before + behind for before in part.texts for behind in texts)
        whole = part.whole
    return _Tails(texts, whole=whole)


def _character(found: int) -> str:
    """Return the one character of a set, be it in either case; none of a set of several.

    That `(?i)k` takes the Kelvin sign as well is left aside.
    """
    known = found & ((1 << len(EXAMPLES)) - 1)
    one = EXAMPLES[known.bit_length() - 1] if found > 0 and known else ""
    if not one or (known != found and one != "k"):
        return ""
    return one if known in (set_of(one), set_of((one, one.upper()))) else ""
