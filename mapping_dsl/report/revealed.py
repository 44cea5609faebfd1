"""People's data on a terminal: what would act on it, or would not be seen, is written out."""

from __future__ import annotations

_BASIC = 0xFFFF
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def revealed(text: str) -> str:
    r"""Return a text in which nothing hides: `\n`, `\u202e`, `\u00a0` are shown as written here.

    Besides what is not safe these are all spaces but the plain one, and marks of no width: they
    make two values differ that look alike.
    """
    return text if text.isprintable() else "".join(map(_revealed, text))


def _revealed(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return _SHORT.get(character) or (f"\\U{code:08x}" if code > _BASIC else f"\\u{code:04x}")
