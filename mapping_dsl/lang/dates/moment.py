"""A point in time as .NET holds it, and how its time zone is settled."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.types import EvaluationError

SECOND = 10_000_000
"""In ticks of 100 nanoseconds, as all lengths of time here."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_END = date.max.toordinal() * DAY
_1601 = (date(1601, 1, 1).toordinal() - 1) * DAY
_1970 = (date(1970, 1, 1).toordinal() - 1) * DAY
_FURTHEST = 14 * HOUR  # that a time zone lies from UTC
_FIRST_CENTURY, _LAST_CENTURY = 30, 50  # two digits below are of 2000, from the last on of 1900


class Kind(StrEnum):
    """Which time zone a moment is in. The service's own is taken to be UTC."""

    UNSPECIFIED = ""
    UTC = "Z"
    LOCAL = "+00:00"


class Moment(Frozen):
    """A `DateTime`: `ticks` since the start of year 1, in the Gregorian calendar."""

    ticks: int
    kind: Kind = Kind.UNSPECIFIED

    @property
    def date(self) -> date:
        """The day that it is."""
        return date.fromordinal(self.ticks // DAY + 1)

    def later(self, ticks: int) -> Moment:
        """Return the moment so much later, or earlier; raises EvaluationError past year 9999."""
        return moment(self.ticks + ticks, self.kind)


def moment(ticks: int, kind: Kind = Kind.UNSPECIFIED) -> Moment:
    """Return a moment, or raise EvaluationError where .NET has none."""
    if not 0 <= ticks < _END:
        raise EvaluationError("a date lies outside the years 1 to 9999")
    return Moment(ticks, kind)


def start_of(year: int, month: int, day: int) -> int:
    """Return the ticks at which a day starts, or raise EvaluationError if there is no such day."""
    try:
        return (date(year, month, day).toordinal() - 1) * DAY
    except (ValueError, OverflowError):
        raise EvaluationError(f"there is no day {year}-{month:02}-{day:02}") from None


def full_year(year: int) -> int:
    """Return the year that two digits mean, or raise EvaluationError where versions disagree."""
    if _FIRST_CENTURY <= year < _LAST_CENTURY:
        message = f"a year of two digits, {year}, is in this or the last century by .NET's version"
        raise EvaluationError(message)
    return year + (2000 if year < _FIRST_CENTURY else 1900)


def settle(ticks: int, offset: int | None, styles: frozenset[str], *, utc: bool) -> Moment:
    """Return the moment of a date that was read, by its offset from UTC and the styles.

    `utc` says that the offset was written as a Z or as GMT. A time of the first day that an offset
    would move before it is moved into it, as .NET does.
    """
    if offset is None:
        offset = 0 if styles & {"AssumeUniversal", "AssumeLocal"} else None
    if offset is None:
        return moment(ticks)
    if abs(offset) > _FURTHEST:
        raise EvaluationError("an offset from UTC is at most 14 hours")
    universal = "AdjustToUniversal" in styles or (utc and "RoundtripKind" in styles)
    ticks -= offset
    return moment(ticks + DAY * (ticks < 0), Kind.UTC if universal else Kind.LOCAL)


def from_unix(nanoseconds: int) -> Moment:
    """Return the moment of a clock that counts nanoseconds since 1970."""
    return moment(_1970 + nanoseconds // 100, Kind.UTC)


def from_file_time(number: int) -> Moment:
    """Return the moment of a FILETIME, which counts ticks since 1601."""
    if not 0 <= number < _END - _1601:
        raise EvaluationError(f"{number} is no date of Active Directory's")
    return Moment(_1601 + number, Kind.UTC)


def file_time(moment: Moment) -> int:
    """Return a moment in UTC as a FILETIME; raises EvaluationError before 1601."""
    if moment.ticks < _1601:
        raise EvaluationError("a date before 1601 has no number in Active Directory")
    return moment.ticks - _1601
