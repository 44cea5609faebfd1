"""What can be told of a pattern without running it: what it matches, and whether it runs away."""

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

_LONGEST = 12  # how far runs of one character are followed
_MANY = 9  # repetitions that are as bad as any number of them
_STARTS = ("^", "\\A")
_ENDS = ("$", "\\Z", "\\z")
_NEWLINE = set_of("\n")

# --- what it matches -----------------------------------------------------------------------------


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


# --- whether it runs away ------------------------------------------------------------------------


def runs_away(node: Pattern) -> bool:
    """Tell whether a text can be matched in more ways than can be tried, and none of them fits.

    That takes a repetition whose rounds can be cut differently, as in `(a+)+` and `(a|aa)*`, and
    something behind it that can fail.
    """
    return _runs_away(node, _examples(node), fails_behind=False)


def _runs_away(node: Pattern, examples: list[int], *, fails_behind: bool) -> bool:
    match node:
        case Repeat(inner, _, most):
            often = most is None or most > _MANY
            if often and fails_behind and _is_ambiguous(inner, examples):
                return True
            return _runs_away(inner, examples, fails_behind=fails_behind)
        case Group(inner, _, atomic):
            return _runs_away(inner, examples, fails_behind=fails_behind and not atomic)
        case Edge(_, inner) if inner is not None:
            return _runs_away(inner, examples, fails_behind=False)
        case Sequence(items):
            behind = [any(map(_can_fail, items[i + 1 :])) for i in range(len(items))]
            return any(
                _runs_away(item, examples, fails_behind=fails_behind or fails)
                for item, fails in zip(items, behind, strict=True)
            )
        case Choice(items):
            return any(_runs_away(item, examples, fails_behind=fails_behind) for item in items)
        case _:
            return False


def _can_fail(node: Pattern) -> bool:
    """Tell whether there is a place where a node does not match, not even nothing."""
    match node:
        case Chars() | Edge() | Back():
            return True
        case Repeat(inner, least):
            return least > 0 and _can_fail(inner)
        case Group(inner):
            return _can_fail(inner)
        case Sequence(items):
            return any(map(_can_fail, items))
        case Choice(items):
            return all(map(_can_fail, items))


def _is_ambiguous(body: Pattern, examples: list[int]) -> bool:
    """Tell whether rounds of a repetition can be cut in different ways."""
    if _is_nested(body) or _has_twins(body):
        return True
    for example in examples:
        ways = _ways(body, example)[1:]
        if max(ways) > 1 or sum(way > 0 for way in ways) > 1:
            return True
    return False


def _is_nested(body: Pattern) -> bool:
    """Tell whether a round is a repetition without end, and nothing else that has to be there."""
    items = _unwrapped(body)
    endless = [i for i in items if isinstance(i, Repeat) and i.most is None and shortest(i.inner)]
    needed = [item for item in items if item not in endless and _can_fail(item)]
    return bool(endless) and not needed


def _unwrapped(body: Pattern) -> tuple[Pattern, ...]:
    while isinstance(body, Group) or (isinstance(body, Sequence) and len(body.items) == 1):
        body = body.inner if isinstance(body, Group) else body.items[0]
    return body.items if isinstance(body, Sequence) else (body,)


def _has_twins(body: Pattern) -> bool:
    (item, *others) = _unwrapped(body) or (body,)
    return not others and isinstance(item, Choice) and len(set(item.items)) < len(item.items)


def _examples(node: Pattern) -> list[int]:
    """Return one character for each combination of sets in a pattern, as a set of its own."""
    classes = [EVERY]
    for found in {one.set for one in _all(node) if isinstance(one, Chars)}:
        classes = [part for c in classes for part in (c & found, c & ~found) if part]
    return [one & -one for one in classes]


def _ways(node: Pattern, example: int) -> list[int]:
    """Return in how many ways a node matches runs of one character, by length; 2 means many."""
    match node:
        case Chars(found):
            return _only(1) if found & example else [0] * (_LONGEST + 1)
        case Edge() | Back():
            return _only(0)
        case Group(inner):
            return _ways(inner, example)
        case Sequence(items):
            found_ways = _only(0)
            for item in items:
                found_ways = _then(found_ways, _ways(item, example))
            return found_ways
        case Choice(items):
            several = [_ways(item, example) for item in items]
            return [min(sum(lengths), 2) for lengths in zip(*several, strict=True)]
        case Repeat(inner, least, most):
            return _repeated(_ways(inner, example), least, most)


def _repeated(once: list[int], least: int, most: int | None) -> list[int]:
    """Return the ways of some rounds; one that matches nothing ends a repetition."""
    total, rounds = [0] * (_LONGEST + 1), _only(0)
    for number in range(_LONGEST + 1):
        if number >= least:
            total = [min(a + b, 2) for a, b in zip(total, rounds, strict=True)]
        if number == most:
            break
        rounds = _then(rounds, once if number < least else [0, *once[1:]])
    return total


def _only(length: int) -> list[int]:
    return [int(at == length) for at in range(_LONGEST + 1)]


def _then(first: list[int], second: list[int]) -> list[int]:
    found = [0] * (_LONGEST + 1)
    for length, ways in enumerate(first):
        for more, others in enumerate(second[: _LONGEST + 1 - length]) if ways else ():
            found[length + more] = min(found[length + more] + ways * others, 2)
    return found
