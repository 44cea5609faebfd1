"""Drawn texts and the arguments of the functions on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
Arguments = tuple[Any, ...]

_WORDS = (
    "Ann", "LEE", "straße", "O'Leary", "zoë", "Zoe\u0308", "Łukasz", "İstanbul", "\u0131l\u0131k",
    "ΣΊΣΥΦΟΣ", "ǆ", "ǅemal", "Ǉ", "ﬁnal", "ŉ", "Ⅷ", "ⓐ", "\u017foft", "\u212a", "\u212b",
    "日本", "が", "😀", "𐐨", "ა", "ßß", "3rd", "a_b", "x-y", "d.e", "\u00ad", "\u200d",
    "{", "$1", "(second)", "@contoso.com", "smtp:",
)  # fmt: skip
_SEPARATORS = " ,;.-_'@/\t\n\u00a0\u2003\u2028\x1c\x85"
CULTURES = (
    *(None, "", "tr-TR", "az-Latn-AZ", "en-US", "de-DE", "lt-LT", "el-GR", "sv", "tr_TR", "TR"),
    *("tr-tr", "az_Latn", "tur", "AZE", "azz", "xx", "qq-QQ", "tr-TR_tradnl", "türk", "x-foo"),
    *("aaaaaaaaaaaaaa", "tr@x", "tr_", "tr-", "tr.TR", "tr TR", "turk", "123", " "),
)


@cache
def _assigned() -> str:
    """Return the characters that Unicode has had for so long that every version agrees on them."""
    old = unicodedata.ucd_3_2_0
    codes = [*range(1, 0xD800), *range(0xE000, 0x10000), *range(0x10300, 0x10450)]
    return "".join(c for c in map(chr, codes) if old.category(c) not in ("Cn", "Co"))


def one(random: Random, *choices: T) -> T:
    return random.choice(choices)


def some(random: Random, of: Sequence[str], most: int) -> str:
    return "".join(random.choice(of) for _ in range(random.randint(0, most)))


def text(random: Random, most: int = 5) -> str:
    """Draw words, separators and single characters of all kinds."""
    parts = []
    for _ in range(random.randint(0, most)):
        kind = random.random()
        if kind < 0.5:
            parts.append(random.choice(_WORDS))
        elif kind < 0.8:
            parts.append(random.choice(_SEPARATORS))
        else:
            parts.append(random.choice(_assigned()))
    return "".join(parts)


def piece(random: Random, whole: str) -> str:
    """Draw a part of a text, now and then in another case, or another text."""
    if not whole or random.random() < 0.2:
        return text(random, 1)
    start = random.randrange(len(whole))
    part = whole[start : start + random.randint(1, 3)]
    return one(random, part, part, part.upper(), part.lower())


def number(random: Random, least: int, most: int) -> int:
    """Draw a small number, and now and then one at the ends of 32 bits or far beyond."""
    if random.random() < 0.95:
        return random.randint(least, most)
    return one(random, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 10**23)


def left(random: Random) -> Arguments:
    return text(random), number(random, -3, 20)


def mid(random: Random) -> Arguments:
    return text(random), number(random, -1, 14), number(random, -1, 12)


def cased(random: Random) -> Arguments:
    return text(random), one(random, *CULTURES)


def titled(random: Random) -> Arguments:
    separators = one(random, None, None, " '-", " ", "", some(random, _SEPARATORS + "aß", 3))
    return text(random, 7), separators


def found(random: Random) -> Arguments:
    whole = text(random)
    start = one(random, None, None, 1, number(random, -1, 12))
    compare = one(random, None, "vbTextCompare", "vbTextCompare", "vbBinaryCompare")
    return whole, one(random, piece(random, whole), piece(random, whole), ""), start, compare


def split(random: Random) -> Arguments:
    return text(random, 9), one(random, ",", ", ", "", "@", random.choice(_SEPARATORS), "ß", "--")


def worded(random: Random) -> Arguments:
    delimiters = one(random, " ", "", some(random, _SEPARATORS, 3), some(random, "aen😀", 2))
    return text(random, 9), number(random, -1, 4), delimiters


def encoded(random: Random) -> Arguments:
    return (text(random, 8),)


def base64(random: Random) -> Arguments:
    from binascii import b2a_base64  # noqa: PLC0415

    packed = random.randbytes(random.randint(0, 9))
    if random.random() < 0.6:
        packed = text(random).encode(one(random, "utf-8", "utf-16-le"))
    written = b2a_base64(packed, newline=False).decode()
    if random.random() < 0.2:
        at = random.randint(0, len(written))
        written = written[:at] + one(random, " ", "=", "\n", "é", "A", "") + written[at + 1 :]
    return written, one(random, None, "Unicode", "UTF8", "ASCII")
