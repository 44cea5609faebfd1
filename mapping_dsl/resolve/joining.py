"""The shape of texts put together, and whether that makes an address."""

from __future__ import annotations

from itertools import product

from mapping_dsl.resolve.address import (
    FOLDED_TO_ASCII,
    LOCAL,
    is_domain,
    is_possible,
    keeps_a_domain,
)
from mapping_dsl.resolve.shape import Letters, Often, Shape, Type, of_text, often

_MOST = 6  # pieces that may be missing: each doubles what has to be looked at
_PRESENT = Shape(email=Often.NEVER, local=Often.ALWAYS, at=False)


def joined(pieces: list[Shape], separator: str = "") -> Shape:
    """Return the shape of texts put together; what is absent or empty is left out, as by Join."""
    texts = [piece.text for piece in pieces]
    if all(text is not None for text in texts):
        return of_text(separator.join(text for text in texts if text)).after(*pieces)
    between = of_text(separator)
    spread = [piece for piece in pieces if not piece.nothing]
    if between.text and len(spread) > 1:
        spread.append(between)
    email, local = _verdicts(pieces, separator)
    injective, folded = _injective(pieces)
    return Shape(
        Type.TEXT,
        absent=False,
        shortest=_shortest(pieces, len(separator)),
        longest=_longest(pieces, between.longest or 0),
        email=email,
        local=local,
        at=any(piece.at for piece in spread),
        lower=all(piece.lower for piece in spread),
        upper=all(piece.upper for piece in spread),
        letters=max((piece.letters for piece in spread), default=Letters.DIGITS),
        injective=injective,
        folded=folded,
    ).after(*pieces)


def _shortest(pieces: list[Shape], separator: int) -> int:
    surely = [piece.shortest for piece in pieces if not piece.missing]
    return sum(surely) + separator * max(len(surely) - 1, 0)


def _longest(pieces: list[Shape], separator: int) -> int | None:
    lengths = [piece.longest for piece in pieces if piece.longest is not None]
    if len(lengths) < len(pieces):
        return None
    return sum(lengths) + separator * max(sum(length > 0 for length in lengths) - 1, 0)


def _injective(pieces: list[Shape]) -> tuple[str | None, bool]:
    """Return what a single attribute among constants brings; two of them could trade places."""
    free = [piece for piece in pieces if piece.text is None]
    if len(free) != 1 or free[0].empty or not free[0].textual:
        return None, False
    return free[0].injective, free[0].folded


# --- addresses -----------------------------------------------------------------------------------


def _verdicts(pieces: list[Shape], separator: str) -> tuple[Often, Often]:
    """Judge whether it is an address, and whether it could stand before an `@`.

    Each choice of those pieces that may be missing is looked at; without any piece left there is
    no value to speak of.
    """
    may_miss = [index for index, piece in enumerate(pieces) if piece.missing]
    if len(may_miss) > _MOST:
        return Often.UNKNOWN, Often.UNKNOWN
    emails, locals_ = [], []
    for choice in product((True, False), repeat=len(may_miss)):
        left_out = {index for index, there in zip(may_miss, choice, strict=True) if not there}
        there = [p for i, p in enumerate(pieces) if i not in left_out and not p.nothing]
        if there:
            parts = _with(there, separator)
            emails.append(_email(parts))
            locals_.append(_local(parts))
    return often(emails or [Often.NEVER]), often(locals_ or [Often.NEVER])


def _with(pieces: list[Shape], separator: str) -> list[Shape]:
    """Return the pieces with the separators between them, constants run together."""
    spread: list[Shape] = []
    for piece in pieces:
        spread += [of_text(separator), piece] if spread and separator else [piece]
    run: list[Shape] = []
    for piece in spread:
        if run and run[-1].text is not None and piece.text is not None:
            run[-1] = of_text(run[-1].text + piece.text)
        else:
            run.append(piece)
    return run


def _all(verdicts: list[Often]) -> Often:
    """Return how often all of several things are so."""
    for verdict in (Often.NEVER, Often.UNKNOWN, Often.SOMETIMES):
        if verdict in verdicts:
            return verdict
    return Often.ALWAYS


def _local(parts: list[Shape]) -> Often:
    """Judge whether parts that are all there are together a dot-string."""
    if any(FOLDED_TO_ASCII.intersection(part.text or "") for part in parts):
        return Often.UNKNOWN
    verdicts = [
        part.local if part.text is None else _inside(part.text, index, len(parts))
        for index, part in enumerate(parts)
    ]
    if any(part.email is Often.ALWAYS for part in parts):
        return Often.NEVER
    open_ = any(p.text is None and p.local is Often.NEVER for p in parts) and len(parts) > 1
    if open_ and all(v is not Often.NEVER for v, p in zip(verdicts, parts, strict=True) if p.text):
        return Often.UNKNOWN  # a dot at its end may be all that was amiss with one of them
    return _all(verdicts)


def _inside(text: str, index: int, parts: int) -> Often:
    """Judge a constant within a dot-string: dots stand singly, and between two other parts."""
    amiss = (
        text.strip(LOCAL + ".")
        or ".." in text
        or (index == 0 and text.startswith("."))
        or (index == parts - 1 and text.endswith("."))
    )
    return Often.NEVER if amiss else Often.ALWAYS


def _email(parts: list[Shape]) -> Often:
    """Judge whether parts that are all there are together an address."""
    if len(parts) == 1:
        return parts[0].email
    texts = [part.text for part in parts if part.text is not None]
    if any(FOLDED_TO_ASCII.intersection(text) for text in texts):
        return Often.UNKNOWN
    if not all(is_possible(text) for text in texts) or not any(part.at for part in parts):
        return Often.NEVER
    signs = [_signs(part) for part in parts]
    if sum(signs) != 1:
        return Often.NEVER if sum(signs) > 1 else Often.UNKNOWN
    index = signs.index(1)
    if any(part.at for part in [*parts[:index], *parts[index + 1 :]]):
        return Often.UNKNOWN
    return _around(parts[:index], parts[index], parts[index + 1 :])


def _signs(part: Shape) -> int:
    """Return how many `@` a part surely has."""
    return part.text.count("@") if part.text is not None else int(part.email is Often.ALWAYS)


def _around(front: list[Shape], middle: Shape, back: list[Shape]) -> Often:
    """Judge what stands before and behind the one `@`, which is in the middle."""
    if middle.text is None:  # an address
        return _all([_local([*front, _PRESENT]), _behind("a.aa", back)])
    local, _, domain = middle.text.partition("@")
    before = [*front, *([of_text(local)] if local else [])]
    return _all([_local(before) if before else Often.NEVER, _behind(domain, back)])


def _behind(domain: str, back: list[Shape]) -> Often:
    """Judge a domain that begins with a text and goes on with other parts."""
    if not back:
        return Often.ALWAYS if is_domain(domain) else Often.NEVER
    first, *rest = back
    if len(rest) <= 1 and all(part.text is not None for part in rest):
        tail = rest[0].text or "" if rest else ""
        if first.text is not None:
            return Often.ALWAYS if is_domain(domain + first.text + tail) else Often.NEVER
        if first.form == "domain" and is_domain(f"{domain}a.aa") and keeps_a_domain(tail):
            return Often.ALWAYS
    texts = [domain, *(part.text for part in back if part.text is not None)]
    if any(text.strip(_DOMAIN) for text in texts):
        return Often.NEVER
    known = (Often.ALWAYS, Often.SOMETIMES)
    sure = all(part.text is not None or part.local in known for part in back)
    return Often.SOMETIMES if sure else Often.UNKNOWN


_DOMAIN = "".join(c for c in LOCAL if c.isalnum()) + "-."
