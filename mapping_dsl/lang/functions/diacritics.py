"""The function that takes the marks off letters."""

from mapping_dsl.lang.characters import Changes
from mapping_dsl.lang.evidence import CLOUD_SYNC, PAGE
from mapping_dsl.lang.function import function

_MARKS = dict.fromkeys(range(0x300, 0x370))  # the combining diacritical marks
_LETTERS = {
    "æ": "ae", "Æ": "AE", "ø": "oe", "Ø": "OE", "œ": "oe", "Œ": "OE",
    "ß": "ss", "\u0131": "i", "ł": "l", "Ł": "L",
}  # fmt: skip
_PLAIN = str.maketrans(_LETTERS) | _MARKS


def _without_marks(character: str) -> str:
    from unicodedata import normalize  # noqa: PLC0415 (a megabyte that few mappings need)

    parts = normalize("NFD", character)
    plain = parts.translate(_PLAIN)
    return character if plain == parts else normalize("NFC", plain)


_CHANGES = Changes(_without_marks, {})


@function(guessed=("source",), evidence=(PAGE, CLOUD_SYNC))
def NormalizeDiacritics(source: str) -> str:
    """Return a text with plain letters in place of those that Microsoft's table lists.

    The table takes marks off Latin letters and writes ß as ss, æ as ae, ø as oe: ä is a, not ae.
    Undocumented is what happens to other characters. Here any letter loses a mark that Unicode
    can split off, œ is oe also without a mark, and a letter that cannot be split, as đ or þ, stays.

    >>> NormalizeDiacritics("Zoë Müller")
    "Zoe Muller"
    >>> NormalizeDiacritics("Øyvind Strauß Łukasz")
    "OEyvind Strauss Lukasz"
    >>> NormalizeDiacritics("Đặng")
    "Đang"
    >>> NormalizeDiacritics("が")
    "が"
    >>> NormalizeDiacritics("")
    ""
    >>> NormalizeDiacritics(absent)
    absent
    """
    return source if source.isascii() else source.translate(_CHANGES)
