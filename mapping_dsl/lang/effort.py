"""How long a search can take at most, as far as the pattern alone tells.

A clock costs several times what a short search costs, so a search that cannot take long has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_MOST = 1_000_000
"""Ways to match that are tried within some hundredths of a second."""

_MAY_BE_NONE = ("*", "?", "{0")
_PARTS = r"""(?P<anchor> [\^$] | \\[AZ] )
    | (?P<atom> \\[pP]\{[^}]*\} | \\. | [^\\\[\](){}|*+?] )
    | (?P<reference> \(\?P=\w+\) )
    | (?P<options> \(\?[a-z-]+\) )
    | (?P<open> \( (?: \? (?: P<\w+> | <?[=!] | > | [a-z-]*: ) )? )
    | (?P<close> \) )
    | (?P<or> \| )
    | (?P<bracket> [\[\]] )
    | (?P<quantifier> (?: [*+?] | \{(?P<least>\d+)(?P<to>,(?P<most>\d*))?\} ) \?? )
    """


def unhurried(pattern: str) -> int:
    """Return how long a text needs no clock, and -1 if any does or if a match may be empty.

    The pattern is one of the engine's, as `translate` writes it. A text of `n` units has at most
    `ways * (n + 1) ** power` ways to match, at all its places: each unbounded repetition of a
    character multiplies by `n + 1`. Where a group is repeated, or found again, nothing is said.
    """
    ways, power, depth, certain, before = 1, 1, 0, 0, ""
    for kind, token in _tokens(pattern):
        if kind == "atom":
            certain += depth == 0
        elif kind == "quantifier":
            choices = _choices(token)
            if before == "close" and token[0][0] != "?":
                return -1
            ways, power = ways * (choices or 1), power + (choices is None)
            certain -= before == "atom" and depth == 0 and token[0].startswith(_MAY_BE_NONE)
        elif kind == "or":
            ways *= 2
            if depth == 0:
                return -1
        elif kind == "reference":
            return -1
        depth += (kind == "open") - (kind == "close")
        before = kind
    return int((_MOST / ways) ** (1 / power)) - 1 if certain > 0 else -1


@cache
def _token() -> re.Pattern[str]:
    """Return what a token is, compiled for the first search of a run: most have none."""
    return re.compile(_PARTS, re.DOTALL | re.VERBOSE)


def _tokens(pattern: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the tokens, a class with all that is in it as one atom."""
    inside = 0
    for token in _token().finditer(pattern):
        kind = str(token.lastgroup)
        if kind == "bracket":
            inside += 1 if token[0] == "[" else -1
            kind = "atom"
        if not inside:
            yield kind, token


def _choices(quantifier: re.Match[str]) -> int | None:
    """Return how many numbers of repetitions there are; None for as many as there is text."""
    least, to, most = quantifier.group("least", "to", "most")
    if least is None:
        return 2 if quantifier[0][0] == "?" else None
    if to is None:
        return 1
    return int(most) - int(least) + 1 if most else None
