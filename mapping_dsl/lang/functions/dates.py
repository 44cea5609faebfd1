"""Functions that read and write dates, which travel as texts in UTC."""

from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.exact import read_exact
from mapping_dsl.lang.dates.free import read_date, universal
from mapping_dsl.lang.dates.moment import Moment, from_unix
from mapping_dsl.lang.dates.writing import Format, as_text, output_format
from mapping_dsl.lang.environment import environment
from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH, PAGE, REPORT
from mapping_dsl.lang.function import REQUIRED, function
from mapping_dsl.lang.types import EvaluationError


@function(strict=False, keys={"expression": "source"}, guessed=("expression",))
def CDate(expression: str) -> str:
    """Return a date in UTC, as `M/d/yyyy h:mm:ss tt`.

    A date without an offset is taken to be in UTC, one without a time starts the day. Undocumented:
    an absent or empty text is an error, and fractions of a second are dropped. .NET reads more
    forms than these: ISO 8601, month/day/year, and months by their English names. What is not read
    here is an error; so is a date without its year or day, which .NET takes from today's.

    >>> CDate("2021-06-30+08:00")
    "6/29/2021 4:00:00 PM"
    >>> CDate("2009-06-15T01:45:30-07:00")
    "6/15/2009 8:45:30 AM"
    >>> CDate("6/30/2021 5:41 PM")
    "6/30/2021 5:41:00 PM"
    >>> CDate("Wed, 30 Jun 2021")
    "6/30/2021 12:00:00 AM"
    >>> CDate("30 juin 2021 à 8h")
    error: `30 juin 2021 à 8h` is not a date in a form that is known here
    >>> CDate("")
    error: an empty text is not a date in a form that is known here
    >>> CDate(absent)
    error: an empty text is not a date in a form that is known here
    >>> CDate("12/31/9999 23:00 -02:00")
    error: a date lies outside the years 1 to 9999
    """
    return as_text(universal(expression))


def _read(
    source: str, format: str | None, given: frozenset[str] | None, shown: frozenset[str]
) -> Moment:
    styles = culture.DEFAULT_STYLES if given is None else given
    if format is None:
        return read_date(source, styles)
    moment, missing = read_exact(source, format, styles)
    if missing & shown:
        message = f"`{format}` reads no {'day' if 'd' in missing else 'year'}, and today's is shown"
        raise EvaluationError(message)
    return moment


@function(
    older=("source", "inputFormat", "outputFormat"),
    guessed=("dateTimeStyles",),
    prepare={"dateTimeStyles": culture.styles, "outputFormat": output_format},
    evidence=(PAGE, CLOUD_SYNC, GRAPH, EXPORT, REPORT),
)
def FormatDateTime(
    source: str,
    dateTimeStyles: frozenset[str] | None = None,
    inputFormat: str | None = None,
    outputFormat: Format = REQUIRED,
) -> str:
    r"""Return a date in another format, both being formats of .NET.

    `dateTimeStyles` are names of .NET's with commas between, or their number; without them they are
    `RoundtripKind, AllowLeadingWhite, AllowTrailingWhite`. Three arguments are the older form:
    source, input format, output format. Undocumented: an empty text stays empty, as a user reports;
    without an input format the source is read as by `CDate`, save that it is not moved to UTC; an
    offset in the source moves it to the service's own time, which is taken to be UTC; names are
    English; and a part of today's date, which .NET puts where the source has none, is not shown.

    >>> FormatDateTime("20150123105347.1Z", , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")
    "2015-01-23"
    >>> FormatDateTime("20150123105347.1Z", "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")
    "2015-01-23"
    >>> FormatDateTime("3/6/2012 7:00:00 AM", , , "dd MMMM yyyy")
    "06 March 2012"
    >>> FormatDateTime("8 PM", , "h tt", "HH' h'")
    "20 h"
    >>> FormatDateTime("2020-12-31", "64", "yyyy-MM-dd", "yyyy-MM-ddzzz")
    "2020-12-31+00:00"
    >>> FormatDateTime("2020-12-31 ", "None", "yyyy-MM-dd", "d")
    error: `2020-12-31 ` is not read by the format `yyyy-MM-dd`: ` ` is left over
    >>> FormatDateTime("3 août", , "d MMMM", "MM-dd")
    error: `3 août` is not read by the format `d MMMM`: there is no name of a month here: `août`
    >>> FormatDateTime("3-8", , "d-M", "yyyy-MM-dd")
    error: `d-M` reads no year, and today's is shown
    >>> FormatDateTime("", , "yyyy", "yy")
    ""
    >>> FormatDateTime(absent, , "yyyy", "yy")
    absent
    """
    return source and outputFormat.write(
        _read(source, inputFormat, dateTimeStyles, outputFormat.fields)
    )


@function(strict=False, deterministic=False)
def Now() -> str:
    """Return the date and time in UTC, as `M/d/yyyy h:mm:ss tt`.

    >>> Now()
    "3/1/2026 12:30:00 PM"
    """
    return as_text(from_unix(environment().clock()))
