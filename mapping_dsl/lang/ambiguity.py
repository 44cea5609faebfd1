r"""Whether a pattern can be tried in more ways than anybody would wait for.

An engine that goes back tries each way to read a text before it gives up. Two shapes make that
long: a loop that reads a text in two ways, so that each further round doubles them (`(a+)+$`), and
several loops that take the same character one after another (`\d+\d+\d+$`). Both only where a
text can fail at the end. See Weideman and others, "Analyzing matching time behavior of
backtracking regular expression matchers", 2016.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mapping_dsl.lang.automaton import Automaton, TooLarge, Ways
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

_LONGEST = 256  # characters of a text that is thought of, which is as long as most attributes
_TRIES = 100_000_000  # that take about a second
_FEW = 4  # loops, the search for a start among them, with fewer of which there are not as many
_STARTS = ("^", "\\A")
_LARGEST = 80  # places of a loop that is looked at: its pairs are these squared

Thing = TypeVar("Thing")
Pair = tuple[int, int]


def runs_away(pattern: Pattern) -> bool:
    """Tell whether there are short texts that are tried in too many ways. True is sure."""
    try:
        automaton = Automaton(pattern)
    except TooLarge:
        return False
    search = _Search(automaton, anchored=_is_anchored(pattern))
    if search.doubles() or search.is_slow():
        return True
    return any(map(runs_away, automaton.within))


def _is_anchored(node: Pattern) -> bool:
    """Tell whether a match begins in one place: at the start, or anywhere by a leading `.*`."""
    match node:
        case Edge(sign):
            return sign in _STARTS
        case Group(inner):
            return _is_anchored(inner)
        case Repeat(Chars(found), 0, None):
            return not ~found & ~set_of("\n")
        case Sequence(items):
            return bool(items) and _is_anchored(items[0])
        case Choice(items):
            return all(map(_is_anchored, items))
        case _:
            return False


class _Search:
    """One automaton, and what has been found of its loops."""

    def __init__(self, automaton: Automaton, *, anchored: bool) -> None:
        self.automaton, self.anchored = automaton, anchored
        self._sets = automaton.sets
        self._known: dict[tuple[int, int], Ways] = {}
        self.loops = [loop for loop in _loops(automaton.follow) if len(loop) <= _LARGEST]

    # --- loops that read a text in two ways --------------------------------------------------

    def doubles(self) -> bool:
        """Tell whether a loop reads a text in two ways, and what comes then can fail."""
        return any(self._can_fail(pair) for loop in self.loops for pair in self._twofold(loop))

    def _twofold(self, loop: set[int]) -> Iterator[set[int]]:
        """Yield places where the two ways are, between which they are one."""
        for place in loop:
            for after, ways in self.automaton.follow[place].items():
                if after in loop and ways > 1 and self._sets[after]:
                    yield {after}
        alike = {(place, place) for place in loop}
        back: dict[Pair, set[Pair]] = {}
        for pair in _closure(alike, lambda pair: self._next(pair, loop)):
            for later in self._next(pair, loop):
                back.setdefault(later, set()).add(pair)
        again = _closure(alike, lambda pair: back.get(pair, ()))
        yield from ({one, other} for one, other in again if one != other)

    def _next(self, pair: Pair, loop: set[int]) -> Iterator[Pair]:
        """Yield where two readers of the same text can be one character later."""
        one, other = (self.automaton.follow[place] for place in pair)
        for a in one:
            for b in other:
                if a in loop and b in loop and self.automaton.takes_alike(a, b):
                    yield a, b

    # --- loops that take the same character --------------------------------------------------

    def is_slow(self) -> bool:
        """Tell whether a text of one character over and over takes too many tries."""
        enough = len(self.loops) + (not self.anchored) >= _FEW
        return enough and any(map(self._is_slow_on, self._characters()))

    def _is_slow_on(self, character: int) -> bool:
        ways = self._after(self.automaton.whole.first, character)
        tries = searched = 0
        for _ in range(_LONGEST):
            if ways.keys() & self.automaton.whole.last.keys():
                return False
            tries += sum(ways.values())
            searched += tries
            most = tries if self.anchored else searched
            if most >= _TRIES and self._can_fail(set(ways)):
                return True
            following: Ways = {}
            for place, number in ways.items():
                for after, more in self._next_on(place, character).items():
                    following[after] = following.get(after, 0) + number * more
            ways = following
        return False

    def _next_on(self, place: int, character: int) -> Ways:
        known = self._known.get((place, character))
        if known is None:
            known = self._after(self.automaton.follow[place], character)
            self._known[place, character] = known
        return known

    def _after(self, ways: Ways, character: int) -> Ways:
        """Return those of some places that take a character, signs skipped as if they held."""
        found: Ways = {}
        behind = _closure(set(ways), lambda p: () if self._sets[p] else self.automaton.follow[p])
        for place in behind:
            if self._sets[place] & character:
                found[place] = ways.get(place, 1)
        return found

    def _characters(self) -> list[int]:
        """Return a character of each kind that the pattern tells apart, as a set of its own."""
        kinds = [EVERY]
        for found in set(self._sets):
            kinds = [part for kind in kinds for part in (kind & found, kind & ~found) if part]
        return [kind & -kind for kind in kinds]

    # --- failing -----------------------------------------------------------------------------

    def _can_fail(self, places: set[int]) -> bool:
        """Tell whether what has come to these places can fail, at the end or at a character.

        A line break does not count, at which `.` and `$` fail: hardly any value has one.
        """
        if places & self.automaton.whole.last.keys():
            return False
        if not self._accepts(places):
            return True
        others = (c for c in self._characters() if c != set_of("\n"))
        return not all(self._accepts(self._step(places, c)) for c in others)

    def _accepts(self, places: set[int]) -> bool:
        return not self._signed(places).isdisjoint(self.automaton.whole.last)

    def _step(self, places: set[int], character: int) -> set[int]:
        automaton = self.automaton
        after = (one for place in self._signed(places) for one in automaton.follow[place])
        return {one for one in after if self._sets[one] & character}

    def _signed(self, places: set[int]) -> set[int]:
        """Return the places, and those behind signs that follow, as if each of them held."""
        automaton = self.automaton
        return _closure(
            places, lambda place: (p for p in automaton.follow[place] if not self._sets[p])
        )


def _closure(start: set[Thing], after: Callable[[Thing], Iterable[Thing]]) -> set[Thing]:
    found, waiting = set(start), list(start)
    while waiting:
        for one in after(waiting.pop()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _loops(follow: list[Ways]) -> list[set[int]]:
    """Return the places that can be come back to, those together that reach each other."""
    loops: list[set[int]] = []
    seen: set[int] = set()
    reached = [_closure(set(ways), lambda place: follow[place]) for ways in follow]
    for place, places in enumerate(reached):
        if place in places and place not in seen:
            loop = {other for other in places if place in reached[other]}
            seen |= loop
            loops.append(loop)
    return loops
