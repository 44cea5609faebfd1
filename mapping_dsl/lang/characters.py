"""What .NET knows of single characters: casing, white space, and changes made of such."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from mapping_dsl.lang.types import EvaluationError

WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""What .NET trims and cuts at; Python takes U+001C to U+001F for white space as well."""


class Changes(dict[int, str]):
    """A table for `str.translate` that fills itself as characters are met."""

    def __init__(self, change: Callable[[str], str], exceptions: Mapping[str, str]) -> None:
        super().__init__({ord(character): text for character, text in exceptions.items()})
        self._change = change

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


def _upper(character: str) -> str:
    """Return the simple upper case, which for ᾳ and its kin is Unicode's title case."""
    return next((c for c in (character.upper(), character.title()) if len(c) == 1), character)


def _lower(character: str) -> str:
    changed = character.lower()
    return changed if len(changed) == 1 else character


_DOTTED = "\u0130"  # the capital i of Turkish
_DOTLESS = "\u0131"  # its other small i
_INVARIANT = Changes(_upper, {_DOTLESS: _DOTLESS}), Changes(_lower, {_DOTTED: _DOTTED})
_TURKIC = Changes(_upper, {"i": _DOTTED}), Changes(_lower, {"I": _DOTLESS, _DOTTED: "i"})
_OTHER = Changes(_upper, {}), Changes(_lower, {_DOTTED: "i"})


_CULTURE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.ASCII | re.IGNORECASE)
_LANGUAGES = dict.fromkeys(("tr", "tur", "az", "aze"), _TURKIC)


@lru_cache(maxsize=64)
def _casing(culture: str) -> tuple[Changes, Changes]:
    """Return what makes capitals and what makes small letters, by the language alone.

    .NET on ICU takes nearly any text for a culture, and then mostly changes case as English does;
    what is no name of a language, with script and region, is an error here.
    """
    if not culture:
        return _INVARIANT
    named = _CULTURE.fullmatch(culture)
    if named is None:
        raise EvaluationError(f"`{culture}` is no name of a culture, such as `tr-TR`")
    return _LANGUAGES.get(named[1].lower(), _OTHER)


def upper(text: str, culture: str) -> str:
    """Return .NET's simple upper case, one character for one; `""` is the invariant culture.

    Compared with .NET Core 3.1 and ICU 72 over all characters up to U+FFFF: `straße`
    gives `STRAßE`, and the invariant culture keeps the dotless small i.
    """
    return text.upper() if text.isascii() and not culture else text.translate(_casing(culture)[0])


def lower(text: str, culture: str) -> str:
    """Return .NET's simple lower case, likewise; the invariant culture keeps the dotted İ."""
    return text.lower() if text.isascii() and not culture else text.translate(_casing(culture)[1])
