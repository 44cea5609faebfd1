"""The names and patterns of .NET's invariant culture, and the styles of reading a date."""

from __future__ import annotations

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.types import EvaluationError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MARKS = ("AM", "PM")
ERAS = ("A.D.", "AD")
GMT = "GMT"
SHORT = "MM/dd/yyyy"
_LONG = "dddd, dd MMMM yyyy"
_DAY = "yyyy'-'MM'-'dd"
_TIME = "HH':'mm':'ss"
_STANDARD = {
    "d": SHORT,
    "D": _LONG,
    "f": f"{_LONG} HH:mm",
    "F": f"{_LONG} HH:mm:ss",
    "g": f"{SHORT} HH:mm",
    "G": f"{SHORT} HH:mm:ss",
    "m": "MMMM dd",
    "M": "MMMM dd",
    "o": f"{_DAY}'T'{_TIME}.fffffffK",
    "O": f"{_DAY}'T'{_TIME}.fffffffK",
    "r": f"ddd, dd MMM yyyy {_TIME} 'GMT'",
    "R": f"ddd, dd MMM yyyy {_TIME} 'GMT'",
    "s": f"{_DAY}'T'{_TIME}",
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "u": f"{_DAY} {_TIME}'Z'",
    "U": f"{_LONG} HH:mm:ss",
    "y": "yyyy MMMM",
    "Y": "yyyy MMMM",
}
TEXT = "M/d/yyyy h:mm:ss tt"
"""How a date looks wherever an expression turns it into a text."""

DEFAULT_STYLES = frozenset({"RoundtripKind", "AllowLeadingWhite", "AllowTrailingWhite"})
UNIVERSAL = frozenset({"AssumeUniversal", "AdjustToUniversal"})
_BITS = (
    "AllowLeadingWhite",
    "AllowTrailingWhite",
    "AllowInnerWhite",
    "NoCurrentDateDefault",
    "AdjustToUniversal",
    "AssumeLocal",
    "AssumeUniversal",
    "RoundtripKind",
)
_MOST_DIGITS = 3
_KINDS = frozenset({"AssumeLocal", *UNIVERSAL})
_STYLES = {
    **{name: frozenset({name}) for name in _BITS},
    "AllowWhiteSpaces": frozenset(_BITS[:3]),
    "None": frozenset(),
}


def pattern(format: str) -> str:
    """Return the custom format that a format stands for; one of one letter is a standard one."""
    if len(format) != 1:
        return format
    if format not in _STANDARD:
        raise EvaluationError(f"`{format}` is no standard format for a date")
    return _STANDARD[format]


def styles(names: str) -> frozenset[str]:
    """Return the DateTimeStyles of a list with commas, or of their number; or raise."""
    found = _numbered(names) if names.isdecimal() and names.isascii() else _named(names)
    both = found >= {"AssumeLocal", "AssumeUniversal"}
    if both or ("RoundtripKind" in found and found & _KINDS):
        raise EvaluationError(f"the DateTimeStyles `{names}` contradict each other")
    return found


def _numbered(number: str) -> frozenset[str]:
    bits = f"{int(number):b}"[::-1] if len(number) <= _MOST_DIGITS else ""
    if not 0 < len(bits) <= len(_BITS):
        raise EvaluationError(f"{number} is no number of .NET's DateTimeStyles")
    return frozenset(name for name, bit in zip(_BITS, bits, strict=False) if bit == "1")


def _named(names: str) -> frozenset[str]:
    found = frozenset[str]()
    for name in (written.strip(WHITE_SPACE) for written in names.split(",")):
        if name not in _STYLES:
            raise EvaluationError(f"`{name}` is none of .NET's DateTimeStyles")
        found |= _STYLES[name]
    return found
