"""What is known of an expression's values before there is a record: proven, or called unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.frozen import Frozen

_EMAIL = re.compile(
    r"[^@\s\"(),:;<>\[\\\]]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}"
)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*")
_DOMAIN = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


class Often(StrEnum):
    """How often something is so, over all records; `UNKNOWN` where nothing is proven."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    UNKNOWN = "unknown"


class Shape(Frozen):
    """What is known of a value.

    `absent` and `empty`: it may be absent, may be `""`. `email`: a value that is there is an e-mail
    address. `local`: a value that is there could stand before the `@` of one. `longest`: no value
    has more UTF-16 units. `text`: the value, where it is the same for every record. `boolean`: a
    value that is there is "True" or "False".
    """

    absent: bool = True
    empty: bool = True
    email: Often = Often.UNKNOWN
    local: Often = Often.UNKNOWN
    longest: int | None = None
    text: str | None = None
    boolean: bool = False

    @property
    def missing(self) -> bool:
        """It may be absent or empty, so that a reader sees nothing."""
        return self.absent or self.empty


UNKNOWN = Shape()
ABSENT = Shape(absent=True, empty=False, email=Often.NEVER, local=Often.NEVER, longest=0)


def is_email(text: str) -> bool:
    """Tell whether a text has the form of an e-mail address, as Webex takes it for a username."""
    return _EMAIL.fullmatch(text) is not None


def is_domain(text: str) -> bool:
    """Tell whether a text is an `@` and a domain after it."""
    return _DOMAIN.fullmatch(text) is not None


def of_text(text: str) -> Shape:
    """Return the shape of a constant."""
    email = Often.ALWAYS if is_email(text) else Often.NEVER
    local = Often.ALWAYS if _LOCAL.fullmatch(text) else Often.NEVER
    return Shape(False, not text, email, local, units(text), text, text in ("True", "False"))


def of_attribute(attribute: Attribute | None) -> Shape:
    """Return the shape of a source attribute; nothing is known of one that is in no catalog.

    A directory attribute is null rather than empty: Graph refuses to store `""`.
    """
    if attribute is None:
        return Shape(empty=False)
    email = Often(attribute.email)
    if attribute.local_part:
        local = Often.ALWAYS
    else:
        local = Often.NEVER if email is Often.ALWAYS else Often.UNKNOWN
    boolean = attribute.type is AttributeType.BOOLEAN
    return Shape(attribute.nullable, False, email, local, attribute.longest, None, boolean)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as Entra counts."""
    return len(text) if text.isascii() else len(text) + sum(c > "\uffff" for c in text)


def either(shapes: Iterable[Shape]) -> Shape:
    """Return the shape of a value that is one of several, nobody knows which."""
    known = list(shapes)
    if not known:
        return ABSENT
    there = [shape for shape in known if shape != ABSENT] or known
    lengths = [shape.longest for shape in known if shape.longest is not None]
    texts = {shape.text for shape in known}
    return Shape(
        any(shape.absent for shape in known),
        any(shape.empty for shape in known),
        _often(shape.email for shape in there),
        _often(shape.local for shape in there),
        max(lengths) if len(lengths) == len(known) else None,
        texts.pop() if len(texts) == 1 else None,
        all(shape.boolean for shape in there),
    )


def _often(verdicts: Iterable[Often]) -> Often:
    """Return how often something is so if each of several verdicts holds for some records."""
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    return Often.UNKNOWN if Often.UNKNOWN in found else Often.SOMETIMES


def joined(pieces: list[Shape], separator: str = "") -> Shape:
    """Return the shape of texts put together; what is absent or empty is left out by Join."""
    lengths = [piece.longest for piece in pieces if piece.longest is not None]
    longest = None
    if len(lengths) == len(pieces):
        longest = sum(lengths) + units(separator) * max(len(pieces) - 1, 0)
    texts = [piece.text for piece in pieces if piece.text is not None]
    if len(texts) == len(pieces):
        return of_text(separator.join(text for text in texts if text))
    local = _often(piece.local for piece in [*pieces, of_text(separator)] if piece.text != "")
    empty = all(piece.missing for piece in pieces)
    return Shape(False, empty, _email(_with(pieces, separator)), _all_local(local), longest)


def _all_local(local: Often) -> Often:
    return local if local in (Often.ALWAYS, Often.UNKNOWN) else Often.SOMETIMES


def _with(pieces: list[Shape], separator: str) -> list[Shape]:
    """Return the pieces with the separators between them, constants run together."""
    spread: list[Shape] = []
    for piece in pieces:
        spread += [of_text(separator), piece] if spread and separator else [piece]
    run: list[Shape] = []
    for piece in spread:
        if run and run[-1].text is not None and piece.text is not None:
            run[-1] = of_text(run[-1].text + piece.text)
        elif piece.text != "":
            run.append(piece)
    return run


def _email(pieces: list[Shape]) -> Often:
    """Judge a concatenation: something local, then a constant from the `@` on."""
    last = pieces[-1].text
    if last is None:
        fits = {piece.email for piece in pieces} | {piece.local for piece in pieces}
        return Often.UNKNOWN if Often.UNKNOWN in fits or len(pieces) > 1 else pieces[0].email
    before, at, domain = last.partition("@")
    if not at:
        return (
            Often.UNKNOWN if any(p.email is not Often.NEVER for p in pieces[:-1]) else Often.NEVER
        )
    front = [*pieces[:-1], *([of_text(before)] if before else [])]
    if not is_domain(at + domain):
        return Often.NEVER if all(piece.text is not None for piece in pieces) else Often.UNKNOWN
    if any(piece.email is Often.ALWAYS for piece in front):
        return Often.NEVER
    fits = {piece.local for piece in front}
    if fits <= {Often.ALWAYS}:
        return Often.SOMETIMES if all(piece.missing for piece in front) else Often.ALWAYS
    return Often.UNKNOWN if Often.UNKNOWN in fits else Often.SOMETIMES
