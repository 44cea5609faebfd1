"""Reading a date of no given format, in those common forms that .NET's `DateTime.Parse` takes.

.NET takes more. What is not read here is an error, and never another date than .NET's; a date
without its day or its year, which .NET fills in from today's, is one of these errors.
"""

from __future__ import annotations

import re
from functools import cache

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.fields import Fields
from mapping_dsl.lang.dates.moment import HOUR, MINUTE, Moment
from mapping_dsl.lang.types import EvaluationError

_MONTH = "|".join(f"{name}|{name[:3]}" for name in culture.MONTHS)
_WEEKDAY = "|".join(f"{name}|{name[:3]}" for name in culture.DAYS)
_PARTS = {
    "y": "(?P<year>[0-9]{3,4})",
    "any": "(?P<year>[0-9]{1,4})",
    "m": "(?P<month>[0-9]{1,2})",
    "d": "(?P<day>[0-9]{1,2})",
    "s": "(?: _* [-/.,] _* | _+ )",
    "name": f"(?P<name>{_MONTH})",
    "of": f"(?: (?P<weekday>{_WEEKDAY}) (?: ,? _+ | , ) )?",
}
_DATES = (
    "%(y)s %(s)s %(m)s %(s)s %(d)s",
    "%(m)s %(s)s %(d)s %(s)s %(any)s",
    "%(of)s %(d)s %(s)s %(name)s %(s)s %(any)s",
    "%(of)s %(name)s %(s)s %(d)s %(s)s %(any)s",
    "%(y)s %(s)s %(name)s %(s)s %(d)s",
)
_MONTHS = (
    "%(y)s %(s)s %(m)s",
    "%(m)s %(s)s %(y)s",
    "%(y)s %(s)s %(name)s",
    "%(name)s %(s)s %(y)s",
)
_ISO_DATE = "%(y)s [-/.] %(m)s [-/.] %(d)s"
_CLOCK = (
    "(?P<hour>[0-9]{1,2}) (?: : (?P<minute>[0-9]{1,2})"
    r" (?: : (?P<second>[0-9]{1,2}) (?: \. (?P<fraction>[0-9]+) )? )? )?"
)
_TIME = f"(?= [0-9]+ (?: : | _* [AP]M ) ) {_CLOCK} (?: _* (?P<mark>AM|PM) (?! Z | GMT ) )?"
_ISO_TIME = f"(?= [0-9]+ : ) {_CLOCK.replace('{1,2}', '{2}')} (?! _* GMT )"
_ZONE = (
    "(?: _* (?: (?P<utc>Z|GMT)"
    " | (?P<sign>[-+]) (?P<hours>[0-9]{1,2}) (?: :? (?P<minutes>[0-5][0-9]) )? ) )?"
)
_TWO = 2
_NOON = 12


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    plain = (f"{date} (?: _+ {_TIME} )? {_ZONE}" for date in _DATES)
    return tuple(map(_compiled, (f"{_ISO_DATE} T {_ISO_TIME} {_ZONE}", *plain, *_MONTHS)))


def _compiled(form: str) -> re.Pattern[str]:
    """Return the pattern of a form, in which `_` is white space."""
    written = f"_* {form} _*" % _PARTS
    return re.compile(
        written.replace("_", f"[{WHITE_SPACE}]"), re.VERBOSE | re.IGNORECASE | re.ASCII
    )


def read_date(source: str, styles: frozenset[str]) -> Moment:
    """Return the moment that a text tells, or raise EvaluationError."""
    match = next(filter(None, (form.fullmatch(source) for form in _forms())), None)
    if match is None:
        told = f"`{source}`" if source else "an empty text"
        raise EvaluationError(f"{told} is not a date in a form that is known here")
    fields = Fields()
    _put(fields, {name: text for name, text in match.groupdict().items() if text})
    return fields.moment(styles)[0]


def _put(fields: Fields, found: dict[str, str]) -> None:
    for name in ("year", "month", "day", "hour", "minute", "second"):
        if name in found:
            fields.put(name, int(found[name]))
    for name, names in (("name", culture.MONTHS), ("weekday", culture.DAYS)):
        if name in found:
            abbreviated = found[name][:3].title()
            index = next(i for i, full in enumerate(names) if full.startswith(abbreviated))
            fields.put(*(("month", index + 1) if name == "name" else (name, index)))
    if "mark" in found:
        fields.numbers["hour"] = _of_day(int(found["hour"]), found["mark"].upper())
    fields.two_digits = len(found["year"]) <= _TWO
    if "fraction" in found:
        fields.fraction = _fraction(found["fraction"])
    if "utc" in found:
        fields.put_offset(0, utc=True)
    elif "sign" in found:
        offset = int(found["hours"]) * HOUR + int(found.get("minutes", 0)) * MINUTE
        fields.put_offset(offset if found["sign"] == "+" else -offset)


def _of_day(hour: int, mark: str) -> int:
    """Return the hour of 24; in the afternoon .NET takes an hour that is of 24 already."""
    if mark == "AM" and hour > _NOON:
        raise EvaluationError(f"{hour} is no hour before noon")
    return hour % _NOON if mark == "AM" else hour + _NOON * (hour < _NOON)


def _fraction(digits: str) -> float:
    """Add up the digits one by one, as .NET does: of many the last bit is not that of `float`."""
    fraction, place = 0.0, 0.1
    for digit in digits:
        fraction += int(digit) * place
        place *= 0.1
    return fraction


def universal(source: str) -> Moment:
    """Return the moment that a text tells, in UTC; without an offset it is taken to be in UTC."""
    return read_date(source, culture.UNIVERSAL)
