"""What has been read of a date, field by field, and the moment that it makes."""

from __future__ import annotations

from mapping_dsl.lang.dates.moment import (
    HOUR,
    MINUTE,
    SECOND,
    Moment,
    full_year,
    moment,
    settle,
    start_of,
)
from mapping_dsl.lang.types import EvaluationError

_LIMITS = {"hour": 24, "minute": 60, "second": 60}
_NOON = 12
_COMMON_YEAR = (
    2001  # stands in for this year, of which it is not known whether it has a 29 February
)


class Fields:
    """The fields of one date while it is read.

    Fields that .NET would take from today's date are missing, as letters of an output format:
    `y` and `E`, the weekday, and where there is a time alone also `M` and `d`.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.fraction: float | None = None
        self.two_digits = False
        self.twelve = False
        self.offset: int | None = None
        self.utc = False

    def put(self, name: str, number: int) -> None:
        """Set a field; one that is read twice must be the same both times."""
        if self.numbers.setdefault(name, number) != number:
            raise EvaluationError(f"a date has two values for its {name}")

    def put_offset(self, offset: int, *, utc: bool = False) -> None:
        """Set the offset from UTC, in ticks; `utc` if it is written as a Z or as GMT."""
        if self.offset not in (None, offset):
            raise EvaluationError("a date has two offsets from UTC")
        self.offset = offset
        self.utc |= utc

    def moment(self, styles: frozenset[str]) -> tuple[Moment, frozenset[str]]:
        """Return the moment and the fields that are missing, or raise EvaluationError."""
        ticks, missing = self._day("NoCurrentDateDefault" in styles)
        ticks += self._time()
        if self.fraction:
            ticks += round(self.fraction * SECOND)
        weekday = self.numbers.get("weekday")
        if weekday is not None and weekday != moment(ticks).date.isoweekday() % 7:
            raise EvaluationError("a date falls on another day of the week than it says")
        return settle(ticks, self.offset, styles, utc=self.utc), missing

    def _day(self, first: bool) -> tuple[int, frozenset[str]]:  # noqa: FBT001
        year, month, day = map(self.numbers.get, ("year", "month", "day"))
        if year is not None and self.two_digits:
            year = full_year(year)
        if year is not None:
            return start_of(year, 1 if month is None else month, 1 if day is None else day), _NONE
        of_today = not (first and month is None and day is None)
        if "weekday" in self.numbers and of_today:
            raise EvaluationError("a date has a day of the week and no year")
        if month is None and day is None:
            return 0, _NONE if first else frozenset("yEMd")
        months = 1 if month is None else month
        return start_of(_COMMON_YEAR, months, 1 if day is None else day), frozenset("yE")

    def _time(self) -> int:
        hour, minute, second = (self.numbers.get(name, 0) for name in _LIMITS)
        afternoon = self.numbers.get("mark")
        if self.twelve:
            if hour > _NOON:
                raise EvaluationError(f"{hour} is no hour of twelve")
            hour = hour % _NOON + _NOON * (afternoon or 0)
        elif afternoon is not None and afternoon != hour // _NOON:
            raise EvaluationError(f"{hour} o'clock is not of that half of the day")
        if hour >= _LIMITS["hour"] or minute >= _LIMITS["minute"] or second >= _LIMITS["second"]:
            raise EvaluationError(f"there is no time {hour:02}:{minute:02}:{second:02}")
        return hour * HOUR + minute * MINUTE + second * SECOND


_NONE = frozenset[str]()
