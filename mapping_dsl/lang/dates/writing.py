"""Writing a date in a format of .NET's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NoReturn

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.moment import HOUR, MINUTE, SECOND, Moment
from mapping_dsl.lang.types import EvaluationError

_Piece = str | Callable[[Moment], str | None]
"""A literal, or what writes one field; None takes back a point that stands before it."""

_ELEMENT = r"""(?sx)
    ([dfFghHmMstyz])\1*
  | K
  | '((?:[^'\\]|\\.)*)'
  | "((?:[^"\\]|\\.)*)"
  | %([^%'"\\])
  | \\(.)
  | .
"""
_MOST_DIGITS = 7  # of a second
_NAME = 3  # letters from which on a month or a day has its name
_OFFSETS = ("+0", "+00", "+00:00")


class Format(Frozen, aside=("pieces",)):
    """A format for output; `fields` are the letters of all that it shows, E being a weekday."""

    text: str
    fields: frozenset[str]
    pieces: tuple[_Piece, ...]

    def write(self, moment: Moment) -> str:
        """Return the date in this format."""
        written = ""
        for piece in self.pieces:
            part = piece if isinstance(piece, str) else piece(moment)
            written = written.removesuffix(".") if part is None else written + part
        return written


@lru_cache(maxsize=64)
def output_format(text: str) -> Format:
    """Return the format that a text spells; raises EvaluationError where .NET refuses it.

    An empty one is the general format `G`.
    """
    fields: set[str] = set()
    pieces = tuple(_pieces(text, culture.pattern(text or "G"), fields))
    return Format(text, frozenset(fields), pieces)


def as_text(moment: Moment) -> str:
    """Return a date as it looks wherever an expression turns it into a text."""
    return output_format(culture.TEXT).write(moment)


def _pieces(text: str, pattern: str, fields: set[str]) -> Iterator[_Piece]:
    for token in re.finditer(_ELEMENT, pattern):
        repeated, single, double, alone, escaped = token.groups()
        quoted = double if single is None else single
        if repeated or token[0] == "K" or alone:
            yield _field(text, alone or token[0], fields)
        elif quoted is not None:
            yield re.sub(r"(?s)\\(.)", r"\1", quoted)
        elif escaped or token[0] not in "'\"%\\":
            yield escaped or token[0]
        else:
            _malformed(text)


def _malformed(text: str) -> NoReturn:
    raise EvaluationError(f"`{text}` is no format for a date")


def _field(text: str, token: str, fields: set[str]) -> _Piece:
    letter, length = token[0], len(token)
    if letter in "fF" and length > _MOST_DIGITS:
        _malformed(text)
    if letter not in _FIELDS:
        return letter
    fields.add("E" if letter == "d" and length >= _NAME else letter)
    return lambda moment: _FIELDS[letter](moment, length)


def _number(number: int, length: int) -> str:
    return f"{number:02}" if length > 1 else str(number)


def _year(moment: Moment, length: int) -> str:
    year = moment.date.year
    return _number(year % 100, length) if length < _NAME else f"{year:0{length}}"


def _month(moment: Moment, length: int) -> str:
    month = moment.date.month
    return _number(month, length) if length < _NAME else _name(culture.MONTHS[month - 1], length)


def _day(moment: Moment, length: int) -> str:
    day = moment.date
    if length < _NAME:
        return _number(day.day, length)
    return _name(culture.DAYS[day.isoweekday() % 7], length)


def _name(name: str, length: int) -> str:
    return name if length > _NAME else name[:_NAME]


def _hour(moment: Moment) -> int:
    return moment.ticks // HOUR % 24


def _mark(moment: Moment, length: int) -> str:
    mark = culture.MARKS[_hour(moment) // 12]
    return mark if length > 1 else mark[0]


def _fraction(moment: Moment, length: int) -> str:
    return f"{moment.ticks % SECOND:07}"[:length]


_FIELDS: dict[str, Callable[[Moment, int], str | None]] = {
    "d": _day,
    "f": _fraction,
    "F": lambda moment, length: _fraction(moment, length).rstrip("0") or None,
    "g": lambda _moment, _length: culture.ERAS[0],
    "h": lambda moment, length: _number((_hour(moment) - 1) % 12 + 1, length),
    "H": lambda moment, length: _number(_hour(moment), length),
    "K": lambda moment, _length: moment.kind.value,
    "m": lambda moment, length: _number(moment.ticks // MINUTE % 60, length),
    "M": _month,
    "s": lambda moment, length: _number(moment.ticks // SECOND % 60, length),
    "t": _mark,
    "y": _year,
    "z": lambda _moment, length: _OFFSETS[min(length, 3) - 1],
}
