"""Reading a date that must have a given format, as .NET's `DateTime.ParseExact` does."""

from __future__ import annotations

import re
from typing import NoReturn

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.fields import Fields
from mapping_dsl.lang.dates.moment import HOUR, MINUTE, Moment
from mapping_dsl.lang.types import EvaluationError

_MOST_DIGITS = 7
_NAME = 3
_SIXTY = 60
_DIGITS = frozenset("0123456789")
_QUOTED = r"""(?s)(['"])((?:(?!\1)[^\\]|\\.)*)\1"""
_NUMBERS = {"h": "hour", "H": "hour", "m": "minute", "s": "second"}
_LETTERS = frozenset("dfFghHmMstyz")


def read_exact(
    source: str, format: str, styles: frozenset[str] = culture.DEFAULT_STYLES
) -> tuple[Moment, frozenset[str]]:
    """Return the moment, and the fields that are missing (see `Fields`).

    Raises EvaluationError where .NET refuses the source, the format or the date.
    """
    if not format or not source:
        raise EvaluationError(f"an empty text is no {'date' if format else 'format for one'}")
    reader = _Reader(source, culture.pattern(format), styles)
    if format == "U":
        reader.fields.put_offset(0, utc=True)
    try:
        reader.read()
        return reader.fields.moment(styles)
    except EvaluationError as error:
        message = f"`{source}` is not read by the format `{format}`: {error}"
        raise EvaluationError(message) from None


class _Reader:
    """A place in the source and one in the format."""

    def __init__(self, source: str, format: str, styles: frozenset[str]) -> None:
        self.fields = Fields()
        self.inner = "AllowInnerWhite" in styles
        self.trailing = "AllowTrailingWhite" in styles
        if self.trailing:
            source, format = source.rstrip(WHITE_SPACE), format.rstrip(WHITE_SPACE)
            format = re.sub(rf"(?<=.)[{WHITE_SPACE}]+(['\"])\Z", r"\1", format)
        if "AllowLeadingWhite" in styles:
            source = source.lstrip(WHITE_SPACE)
            format = re.sub(rf"\A(['\"])[{WHITE_SPACE}]+(?=.)", r"\1", format).lstrip(WHITE_SPACE)
        self.source, self.at = source, 0
        self.format, self.next = format, 0

    def read(self) -> None:
        while self.next < len(self.format):
            if self.inner:
                self._skip_white()
            self._element()
        if self.at < len(self.source):
            self._fail(f"`{self.source[self.at :]}` is left over")

    def _fail(self, reason: str) -> NoReturn:
        raise EvaluationError(reason)

    def _skip_white(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in WHITE_SPACE:
            self.at += 1

    def _accept(self, wanted: str) -> bool:
        found = self.source.startswith(wanted, self.at)
        self.at += len(wanted) * found
        return found

    def _accept_word(self, wanted: str) -> bool:
        found = self.source[self.at : self.at + len(wanted)].lower() == wanted.lower()
        self.at += len(wanted) * found
        return found

    def _demand(self, wanted: str) -> None:
        if not self._accept(wanted):
            self._fail(f"there is no `{wanted}` here: `{self.source[self.at :]}`")

    def _element(self) -> None:
        letter = self.format[self.next]
        if letter in _LETTERS:
            start = self.next
            while self.next < len(self.format) and self.format[self.next] == letter:
                self.next += 1
            self._field(letter, self.next - start)
            return
        self.next += 1
        match letter:
            case "K":
                self._zone()
            case "Z":
                self._universal()
            case "'" | '"':
                self._quoted()
            case "%" if self.next == len(self.format) or self.format[self.next] == "%":
                self._fail("the `%` of a format stands before a letter")
            case "%":
                pass
            case "\\":
                self._escaped()
            case ".":
                self._point()
            case " ":
                self._space()
            case _:
                self._literal(letter)

    def _field(self, letter: str, length: int) -> None:
        match letter:
            case "y":
                self.fields.two_digits |= length < _NAME
                self.fields.put("year", self._number(length))
            case "M" | "d":
                self._day_or_month(letter, length)
            case "f" | "F":
                self._fraction(length, optional=letter == "F")
            case "t":
                self._mark(length)
            case "g":
                if not any(map(self._accept_word, culture.ERAS)):
                    self._fail("there is no era")
            case "z":
                self._offset(length)
            case _:
                self.fields.twelve |= letter == "h"
                self.fields.put(_NUMBERS[letter], self._number(min(length, 2)))

    def _number(self, length: int) -> int:
        """Read so many digits; but 1 stands for one or two."""
        digits = self._digits(max(length, 2))
        if len(digits) < length:
            self._fail(f"there are no {length} digits here: `{self.source[self.at :]}`")
        return int(digits)

    def _digits(self, most: int) -> str:
        start = self.at
        stop = min(start + most, len(self.source))
        while self.at < stop and self.source[self.at] in _DIGITS:
            self.at += 1
        return self.source[start : self.at]

    def _day_or_month(self, letter: str, length: int) -> None:
        name, names = ("month", culture.MONTHS) if letter == "M" else ("day", culture.DAYS)
        if length < _NAME:
            self.fields.put(name, self._number(length))
            return
        for index, full in enumerate(names):
            if self._accept_word(full[:_NAME] if length == _NAME else full):
                self.fields.put("weekday" if letter == "d" else name, index + (letter == "M"))
                return
        self._fail(f"there is no name of a {name} here: `{self.source[self.at :]}`")

    def _fraction(self, length: int, *, optional: bool) -> None:
        digits = self._digits(length)
        if length > _MOST_DIGITS or (len(digits) < length and not optional):
            self._fail(f"there are no {length} digits of a second")
        fraction = int(digits or "0") / 10 ** len(digits)
        if self.fields.fraction not in (None, fraction):
            self._fail("there are two fractions of a second")
        self.fields.fraction = fraction

    def _mark(self, length: int) -> None:
        for index, mark in enumerate(culture.MARKS):
            if self._accept(mark[0]) if length == 1 else self._accept_word(mark):
                self.fields.put("mark", index)
                return
        self._fail("there is no AM or PM")

    def _offset(self, length: int) -> None:
        sign = self.source[self.at : self.at + 1]
        if sign not in ("+", "-"):
            self._fail("there is no offset from UTC")
        self.at += 1
        hours, minutes = self._number(1 if length != 2 else 2), 0  # noqa: PLR2004
        if length >= _NAME:
            self._accept(":")
            minutes = self._number(2)
        if minutes >= _SIXTY:
            self._fail(f"{minutes} are no minutes")
        self.fields.put_offset((hours * HOUR + minutes * MINUTE) * (1 if sign == "+" else -1))

    def _universal(self) -> None:
        rest = self.source[self.at :].upper()
        name = next((n for n in (culture.GMT, "Z") if re.match(rf"{n}(?![^\W\d_])", rest)), "")
        if not name:
            self._fail("there is no Z")
        self.at += len(name)
        self.fields.put_offset(0, utc=True)

    def _zone(self) -> None:
        if self._accept("Z"):
            self.fields.put_offset(0, utc=True)
        elif self.source[self.at : self.at + 1] in ("+", "-"):
            self._offset(_NAME)

    def _quoted(self) -> None:
        found = re.compile(_QUOTED).match(self.format, self.next - 1)
        if not found:
            self._fail("a quotation in the format does not end")
        self.next = found.end()
        for letter in re.sub(r"(?s)\\(.)", r"\1", found[2]):
            if letter == " " and self.inner:
                self._skip_white()
            else:
                self._demand(letter)

    def _escaped(self) -> None:
        if self.next == len(self.format):
            self._fail("the format ends in a backslash")
        self._demand(self.format[self.next])
        self.next += 1

    def _point(self) -> None:
        """Step over a point; before `FF` and longer it may be missing, as may the fraction."""
        if not self._accept("."):
            fraction = re.compile("FF+").match(self.format, self.next)
            if not fraction:
                self._fail(f"there is no `.` here: `{self.source[self.at :]}`")
            self.next = fraction.end()

    def _space(self) -> None:
        """Step over a space, which may be missing where trailing white space is allowed."""
        if not self.inner and not self._accept(" ") and not self.trailing:
            self._fail(f"there is no space here: `{self.source[self.at :]}`")

    def _literal(self, letter: str) -> None:
        if self.format[self.next - 1 : self.next + 2].upper() == culture.GMT:
            self.next += len(culture.GMT) - 1
            self.fields.put_offset(0)
            self._demand(culture.GMT)
        else:
            self._demand(letter)
