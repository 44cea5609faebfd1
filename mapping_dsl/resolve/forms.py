"""Forms that are wanted of values: a language, a time zone, a country, a telephone number."""

from __future__ import annotations

_AREAS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil",
    "Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "US",
}  # fmt: skip
_ALONE = {
    "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT",
    "GMT+0", "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel",
    "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo",
    "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT", "UTC",
    "Universal", "W-SU", "WET", "Zulu",
}  # fmt: skip
_SIGNS = "_+-/"
_PARTS = 2
_CODE = 2
_DIGITS = range(2, 16)  # of a number in E.164, its country code included


def as_locale(text: str) -> str:
    """Return a language in Webex's form; nothing for what is none."""
    parts = text.replace("-", "_").split("_")
    language = parts[0].isalpha() and len(parts[0]) in (2, 3)
    if len(parts) != _PARTS or not language or not parts[1].isalpha() or len(parts[1]) != _PARTS:
        return ""
    return f"{parts[0].lower()}_{parts[1].upper()}"


def is_zone(text: str) -> bool:
    """Tell whether a text has the form of an IANA time zone, not whether there is such a place."""
    area, _, place = text.partition("/")
    signs = "".join(filter(str.isascii, place.translate(dict.fromkeys(map(ord, _SIGNS), None))))
    fits = bool(place) and signs.isalnum() and not place.endswith("/")
    return text in _ALONE or (area in _AREAS and fits)


def is_country(text: str) -> bool:
    """Tell whether a text has the form of ISO 3166-1 alpha-2: two capitals."""
    letters = text.isascii() and text.isalpha() and text.isupper()
    return letters and len(text) == _CODE


def is_phone(text: str) -> bool:
    """Tell whether a text has the form of E.164: `+`, the country code, the number."""
    sign, digits = text[:1], text[1:]
    return sign == "+" and is_digits(digits) and digits[0] != "0" and len(digits) in _DIGITS


def is_digits(text: str) -> bool:
    """Tell whether a text is digits only."""
    return text.isascii() and text.isdecimal()
