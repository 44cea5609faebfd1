"""What a concatenation is made of, and patterns that take the domain of an address away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping_dsl.resolve.model import Call, Constant, Expression, Kind

_FROM_AT = re.compile(r"@(\.[*+]|\(\.[*+]\)|\[\^@\][*+])\$?")


def takes_domain(pattern: str) -> bool:
    """Tell whether a pattern takes everything from the `@` on, as `@.*$` and its like do."""
    return _FROM_AT.fullmatch(pattern) is not None


def concatenated(expression: Expression) -> Iterator[Expression]:
    """Yield what a concatenation joins, neighbouring constants as one."""
    text = ""
    for piece in flat(expression):
        if isinstance(piece, Constant) and piece.kind is Kind.LITERAL:
            text += piece.text
            continue
        if text:
            yield Constant(text)
        yield piece
        text = ""
    if text:
        yield Constant(text)


def flat(expression: Expression) -> Iterator[Expression]:
    """Yield what a concatenation joins, as it is written."""
    match expression:
        case Call("Append", arguments):
            for _, values in arguments:
                yield from flat(values[0])
        case Call("Join", (("separator", (Constant(""),)), ("source", pieces))):
            for piece in pieces:
                yield from flat(piece)
        case Call("Join", (("separator", (Constant("@", Kind.LITERAL),)), ("source", (one, two)))):
            yield from (*flat(one), Constant("@"), *flat(two))
        case _:
            yield expression
