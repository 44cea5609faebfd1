"""A pattern as an automaton whose states are the places of the pattern that take a character.

It counts in how many ways one place follows another, so that a text that can be read in two ways
is told from one that cannot. What takes no character and may hold or not (`$`, a look-around, a
reference, an atomic group) is a place too, which takes a sign of its own that nothing else takes.
"""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.pattern_tree import (
    Back,
    Chars,
    Choice,
    Edge,
    Group,
    Pattern,
    Repeat,
    Sequence,
)

Ways = dict[int, int]
"""By place, in how many ways one comes there: 1, or 2 for more."""

_WRITTEN_OUT = 100  # places that a counted repetition may come to; beyond it counts as endless
_MANY = 9  # rounds that are as bad as any number, of what is itself a loop
_MOST = 400  # places of a pattern that is looked at
_SOME = 2  # ways that are as good as many


class TooLarge(Exception):  # noqa: N818 (it is no error: the pattern is left alone)
    """A pattern has more places than anybody looks at."""


class Part(Frozen):
    """How a part of a pattern begins and ends; `empty` if it can take nothing."""

    first: Ways
    last: Ways
    empty: bool


_NOTHING = Part({}, {}, empty=True)


class Automaton:
    """`sets` has what each place takes, 0 for a sign; `follow` what comes after each, how often."""

    def __init__(self, pattern: Pattern) -> None:
        self.sets: list[int] = []
        self.follow: list[Ways] = []
        self.within: list[Pattern] = []
        self.whole = self._part(pattern)

    def takes_alike(self, one: int, other: int) -> bool:
        """Tell whether two places can take the same character, or are the same sign."""
        return one == other or bool(self.sets[one] & self.sets[other])

    def _part(self, node: Pattern) -> Part:
        match node:
            case Chars(found):
                return self._place(found)
            case Edge(_, inner):
                self.within += [inner] if inner is not None else []
                return self._place(0)
            case Back():
                return self._place(0)
            case Group(inner, _, True):
                self.within.append(inner)
                return self._place(0)
            case Group(inner):
                return self._part(inner)
            case Sequence(items):
                whole = _NOTHING
                for item in items:
                    whole = self._then(whole, self._part(item))
                return whole
            case Choice(items):
                return _either([self._part(item) for item in items])
            case Repeat(inner, least, most):
                return self._repeat(inner, least, most)

    def _place(self, found: int) -> Part:
        if len(self.sets) >= _MOST:
            raise TooLarge
        self.sets.append(found)
        self.follow.append({})
        ways = {len(self.sets) - 1: 1}
        return Part(ways, ways, empty=False)

    def _repeat(self, inner: Pattern, least: int, most: int | None) -> Part:
        many = most is None or (most > _MANY and _is_endless(inner))
        if not many and most is not None and size(inner) * most <= _WRITTEN_OUT:
            return self._counted(inner, least, most)
        once = self._part(inner)
        self._link(once.last, once.first)
        if least <= 1:
            return once.but(empty=once.empty or not least)
        return self._then(once, self._part(inner))

    def _counted(self, inner: Pattern, least: int, most: int) -> Part:
        tail = _NOTHING
        for _ in range(most - least):
            once = self._part(inner)
            tail = self._then(once, tail).but(empty=True)
        head = _NOTHING
        for _ in range(least):
            head = self._then(head, self._part(inner))
        return self._then(head, tail)

    def _then(self, one: Part, other: Part) -> Part:
        self._link(one.last, other.first)
        first = _sum(one.first, other.first) if one.empty else one.first
        last = _sum(other.last, one.last) if other.empty else other.last
        return Part(first, last, empty=one.empty and other.empty)

    def _link(self, ends: Ways, starts: Ways) -> None:
        for end, ways in ends.items():
            more = {start: min(ways * others, _SOME) for start, others in starts.items()}
            self.follow[end] = _sum(self.follow[end], more)


def size(node: Pattern) -> int:
    """Return how many places a pattern has, short counted repetitions written out."""
    match node:
        case Chars() | Edge() | Back():
            return 1
        case Group(inner):
            return size(inner)
        case Repeat(inner, _, most):
            written = size(inner) * (most or 1)
            return written if written <= _WRITTEN_OUT else size(inner)
        case Sequence(items) | Choice(items):
            return sum(map(size, items))


def _is_endless(node: Pattern) -> bool:
    """Tell whether there is a repetition without end in a pattern."""
    match node:
        case Repeat(inner, _, most):
            return most is None or _is_endless(inner)
        case Group(inner):
            return _is_endless(inner)
        case Sequence(items) | Choice(items):
            return any(map(_is_endless, items))
        case _:
            return False


def _either(parts: Iterable[Part]) -> Part:
    whole = Part({}, {}, empty=False)
    for part in parts:
        first, last = _sum(whole.first, part.first), _sum(whole.last, part.last)
        whole = Part(first, last, empty=whole.empty or part.empty)
    return whole


def _sum(one: Ways, other: Ways) -> Ways:
    found = dict(one)
    for place, ways in other.items():
        found[place] = min(found.get(place, 0) + ways, _SOME)
    return found
