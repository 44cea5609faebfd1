"""Texts as .NET counts and cuts them: in UTF-16 code units."""

from __future__ import annotations


def units(text: str) -> str:
    """Return the text with one character per code unit: 😀 becomes two surrogates."""
    return text if text.isascii() else _parted(text)


def _parted(text: str) -> str:
    packed = text.encode("utf-16-le", "surrogatepass")
    if len(packed) == 2 * len(text):
        return text
    return "".join(
        chr(high << 8 | low) for low, high in zip(packed[::2], packed[1::2], strict=True)
    )


def joined(text: str) -> str:
    """Return the text with each surrogate pair as one character again, lone halves as they are."""
    return text if text.isascii() else _paired(text)


def _paired(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def cut(text: str, start: int, stop: int) -> str:
    """Return the units from `start` up to `stop`, both at least 0 and free to lie past the end."""
    return text[start:stop] if text.isascii() else joined(units(text)[start:stop])
