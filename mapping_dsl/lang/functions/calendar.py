"""Functions that count with dates, and dates as numbers."""

from mapping_dsl.lang.dates.free import universal
from mapping_dsl.lang.dates.intervals import add, difference, unit
from mapping_dsl.lang.dates.moment import file_time, from_file_time
from mapping_dsl.lang.dates.writing import as_text
from mapping_dsl.lang.evidence import EXPORT, PAGE
from mapping_dsl.lang.function import function


@function(strict=False, guessed=("interval", "value", "dateTime"))
def DateAdd(interval: str, value: int, dateTime: str) -> str:
    """Return a date so many intervals later, or earlier, as `M/d/yyyy h:mm:ss tt` in UTC.

    The intervals are `yyyy` years, `m` months, `d` days, `ww` weeks, `h` hours, `n` minutes and `s`
    seconds. Of the last day of a long month comes the last day of a short one. Undocumented, from
    Visual Basic: `q` quarters, `y` and `w` days, and that case does not count. The date is read as
    by `CDate`.

    >>> DateAdd("d", -10, CDate("2012-03-16-07:00"))
    "3/6/2012 7:00:00 AM"
    >>> DateAdd("m", "1", "2024-01-31")
    "2/29/2024 12:00:00 AM"
    >>> DateAdd("n", 90, "2024-01-31T23:00Z")
    "2/1/2024 12:30:00 AM"
    >>> DateAdd("month", 1, "2024-01-31")
    error: `month` is no interval of time; `n` is a minute, `m` a month
    >>> DateAdd("d", 1, "12/31/9999")
    error: a date lies outside the years 1 to 9999
    >>> DateAdd("d", 1, "31. März 2024")
    error: `31. März 2024` is not a date in a form that is known here
    >>> DateAdd("d", 1, "")
    error: an empty text is not a date in a form that is known here
    >>> DateAdd("d", 1, absent)
    error: an empty text is not a date in a form that is known here
    """
    return as_text(add(unit(interval), value, universal(dateTime)))


@function(strict=False, guessed=("interval", "date1", "date2"))
def DateDiff(interval: str, date1: str, date2: str) -> int:
    """Return how many intervals the second date is later than the first, negative if earlier.

    The intervals are those of `DateAdd`. `d`, `h`, `n` and `s` count whole spans of time, `m` and
    `yyyy` the turns of months and years, `ww` the Sundays in between; that is Visual Basic's way,
    which all of Microsoft's samples follow. Undocumented: `q` counts turns of quarters, `w` spans
    of seven days.

    >>> DateDiff("d", "2021-08-18+08:00", "2021-08-31+08:00")
    13
    >>> DateDiff("yyyy", "2021-12-31", "2022-01-01")
    1
    >>> DateDiff("h", "2021-08-25", "2021-08-24T00:30")
    -23
    >>> DateDiff("ww", "2026-02-28", "2026-03-01")
    1
    >>> DateDiff("D", "2026-02-28", "Sonntag, 1. März 2026")
    error: `Sonntag, 1. März 2026` is not a date in a form that is known here
    >>> DateDiff("d", "2026-02-28", "")
    error: an empty text is not a date in a form that is known here
    >>> DateDiff("d", absent, "2026-03-01")
    error: an empty text is not a date in a form that is known here
    """
    return difference(unit(interval), universal(date1), universal(date2))


@function(keys={"value": "source"}, evidence=(PAGE, EXPORT))
def DateFromNum(value: int) -> str:
    """Return the date of a number as Active Directory keeps it, as `M/d/yyyy h:mm:ss tt` in UTC.

    The number counts tenths of a microsecond since 1601. One that is negative, or is past the year
    9999 as the number that stands for *never*, is an error, which is undocumented.

    >>> DateFromNum(129699324000000000)
    "1/1/2012 11:00:00 PM"
    >>> DateFromNum("0")
    "1/1/1601 12:00:00 AM"
    >>> DateFromNum("9223372036854775807")
    error: 9223372036854775807 is no date of Active Directory's
    >>> DateFromNum("①")
    error: `①` stands where an integer is needed
    >>> DateFromNum("")
    error: `` stands where an integer is needed
    >>> DateFromNum(absent)
    absent
    """
    return as_text(from_file_time(value))


@function(keys={"value": "source"}, guessed=("value",))
def NumFromDate(value: str) -> int:
    """Return a date as the number that Active Directory keeps, such as for `accountExpires`.

    It is read as by `CDate`, fractions of a second included. Undocumented: a date before 1601 is an
    error.

    >>> NumFromDate("2012-01-01T23:00:00Z")
    129699324000000000
    >>> NumFromDate("2025-12-31 23:59:59-08:00")
    134117279990000000
    >>> NumFromDate("1600-12-31")
    error: a date before 1601 has no number in Active Directory
    >>> NumFromDate("1/①/2026")
    error: `1/①/2026` is not a date in a form that is known here
    >>> NumFromDate("")
    error: an empty text is not a date in a form that is known here
    >>> NumFromDate(absent)
    absent
    """
    return file_time(universal(value))
