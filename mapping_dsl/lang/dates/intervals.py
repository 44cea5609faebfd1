"""Counting with dates as `DateAdd` and `DateDiff` of Visual Basic do."""

from __future__ import annotations

from datetime import date

from mapping_dsl.lang.dates.moment import DAY, HOUR, MINUTE, SECOND, Moment, moment, start_of
from mapping_dsl.lang.types import EvaluationError

_MONTHS = {"yyyy": 12, "q": 3, "m": 1}
_TICKS = {"y": DAY, "d": DAY, "w": DAY, "ww": 7 * DAY, "h": HOUR, "n": MINUTE, "s": SECOND}
_WEEKS = ("w", "ww")
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_MOST = 2**31


def unit(name: str) -> str:
    """Return the interval in lower case, as which Visual Basic takes it, or raise."""
    if name.lower() not in _MONTHS.keys() | _TICKS.keys():
        raise EvaluationError(f"`{name}` is no interval of time; `n` is a minute, `m` a month")
    return name.lower()


def add(interval: str, count: int, start: Moment) -> Moment:
    """Return the moment so many intervals later; the day of a month is cut to that month's last."""
    if not -_MOST <= count < _MOST:
        raise EvaluationError(f"`value` of `DateAdd` is {count}, more than 32 bits hold")
    if interval in _TICKS:
        return start.later(count * _TICKS[interval])
    day = start.date
    years, month = divmod(day.month - 1 + count * _MONTHS[interval], 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise EvaluationError(f"the year {year} lies outside the years 1 to 9999")
    ticks = start_of(year, month + 1, min(day.day, _last_day(year, month + 1)))
    return moment(ticks + start.ticks % DAY, start.kind)


def difference(interval: str, first: Moment, second: Moment) -> int:
    """Return how many intervals the second moment is later than the first.

    Years, quarters and months count the turns of the calendar, `ww` the Sundays; what else counts
    is whole spans of time, towards zero.
    """
    if interval in _MONTHS:
        return _month(second) // _MONTHS[interval] - _month(first) // _MONTHS[interval]
    if interval == "ww":
        first, second = _sunday(first), _sunday(second)
    ticks = second.ticks - first.ticks
    whole = abs(ticks) // (7 * DAY if interval in _WEEKS else _TICKS[interval])
    return whole if ticks > 0 else -whole


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LAST_DAYS[month - 1] + (leap and month == _FEBRUARY)


def _month(moment: Moment) -> int:
    return moment.date.year * 12 + moment.date.month - 1


def _sunday(moment: Moment) -> Moment:
    return moment.later(-(moment.date.isoweekday() % 7) * DAY)
