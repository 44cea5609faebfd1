"""Dates as .NET reads, writes and counts them; the results of the tables are .NET Core 3.1's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.lang.binding import Fault, bind
from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.exact import read_exact
from mapping_dsl.lang.dates.free import read_date, universal
from mapping_dsl.lang.dates.moment import DAY, Kind, Moment
from mapping_dsl.lang.dates.writing import as_text, output_format
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError
from reader import shown

LAST = 3_155_378_975_999_999_999
SAMPLE = universal("2026-03-01T05:07:09.0120000Z")
WRITTEN = [
    ("d", "03/01/2026"),
    ("D", "Sunday, 01 March 2026"),
    ("o", "2026-03-01T05:07:09.0120000Z"),
    ("R", "Sun, 01 Mar 2026 05:07:09 GMT"),
    ("s", "2026-03-01T05:07:09"),
    ("u", "2026-03-01 05:07:09Z"),
    ("", "03/01/2026 05:07:09"),
    ("%d", "1"),
    ("d MMM yy", "1 Mar 26"),
    ("y yy yyy yyyyyy", "26 26 2026 002026"),
    ("h:mm t", "5:07 A"),
    ("HHHH|ttt", "05|AM"),
    ("s.fff s.FFF s.FFFFFFF", "9.012 9.012 9.012"),
    ("z zz zzz K", "+0 +00 +00:00 Z"),
    ("'at' h\\h \"o'clock\"", "at 5h o'clock"),
    ("dddd ddd gg", "Sunday Sun A.D."),
    ("yyyy.MM.dd.FFF'.'", "2026.03.01.012."),
]
NOT_WRITTEN = ("x", "%", "%%", "d'", "d\\", "ffffffff")
READ = [
    ("2026-03-01", "2026-03-01T00:00:00.0000000Z"),
    ("2026-03-01T05:07:09+01:30", "2026-03-01T03:37:09.0000000Z"),
    ("2026-03-01 05:07 -0800", "2026-03-01T13:07:00.0000000Z"),
    ("2026-03-01-08:00", "2026-03-01T08:00:00.0000000Z"),
    ("2026/3/1 5 pm", "2026-03-01T17:00:00.0000000Z"),
    ("3/1/2026 12:00:00 AM", "2026-03-01T00:00:00.0000000Z"),
    ("1-Mar-26", "2026-03-01T00:00:00.0000000Z"),
    ("Sun, 01 Mar 2026 05:07:09 GMT", "2026-03-01T05:07:09.0000000Z"),
    ("March 1, 2026", "2026-03-01T00:00:00.0000000Z"),
    ("March 2026", "2026-03-01T00:00:00.0000000Z"),
    ("0001-01-01T00:00:00+05:00", "0001-01-01T19:00:00.0000000Z"),
    ("2026-03-01T05:07:09.123456789Z", "2026-03-01T05:07:09.1234568Z"),
]
NOT_READ = (
    *("", "today", "20260301", "13/1/2026", "2026-02-29", "2026-03-01T5:07", "2026-03-01T24:00"),
    *(
        "Mon, 1 Mar 2026",
        "2026-03-01 13:00 AM",
        "2026-03-01T05:07+15:00",
        "2026-W09",
        "1 März 2026",
    ),
    *(
        "9999-12-31T23:00-02:00",
        "3/1",
        "10:30",
        "1/1/42",
        "2026-03-01T05:07 UTC",
        "\ud800",
        "0/0/0",
    ),
)
EXACT = [
    ("20260301050709.1Z", "yyyyMMddHHmmss.fZ", None, "2026-03-01T05:07:09.1000000Z"),
    ("1.3.26", "d.M.yy", None, "2026-03-01T00:00:00.0000000"),
    (" 2026-03-01\t", "yyyy-MM-dd", None, "2026-03-01T00:00:00.0000000"),
    ("2026-03-01+01:00", "yyyy-MM-ddzzz", None, "2026-02-28T23:00:00.0000000+00:00"),
    ("2026-03-01", "yyyy-MM-dd", "AssumeUniversal", "2026-03-01T00:00:00.0000000+00:00"),
    ("2026-03-01", "yyyy-M-d", "AssumeUniversal,AdjustToUniversal", "2026-03-01T00:00:00.0000000Z"),
    ("2026  - 03-1", "yyyy-M-d", "AllowWhiteSpaces", "2026-03-01T00:00:00.0000000"),
    ("5h am, MARCH 1 2026", "h'h' tt, MMMM d yyyy", None, "2026-03-01T05:00:00.0000000"),
    ("5:07", "h:mm", "NoCurrentDateDefault", "0001-01-01T05:07:00.0000000"),
    ("2026-03-01T05:07:09", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", None, "2026-03-01T05:07:09.0000000"),
    ("2026-03-01 05:07:09Z", "u", None, "2026-03-01T05:07:09.0000000"),
    ("2026-3", "yyyy-M", None, "2026-03-01T00:00:00.0000000"),
]  # fmt: skip
NOT_EXACT = [
    ("2026-03-01", "yyyy-MM-ddT"),
    ("2026-3-1", "yyyy-MM-dd"),
    ("2026-03-01 ", "yyyy-MM-dd", "None"),
    ("Mon 2026-03-01", "ddd yyyy-MM-dd"),
    ("13 AM", "HH tt"),
    ("13", "hh"),
    ("2026 2025", "yyyy yyyy"),
    ("30.2.2026", "d.M.yyyy"),
    ("1.3.42", "d.M.yy"),
    ("2026", ""),
    ("", "yyyy"),
    ("2026", "x"),
    ("2026", "yyyy'"),
    ("+25", "%z"),
    ("0.12345678", "s.ffffffff"),
]
COUNTED = [
    ("yyyy", "2025-12-31", "2026-01-01", 1),
    ("q", "2025-12-31", "2026-04-01", 2),
    ("m", "2026-03-31", "2026-02-01", -1),
    ("ww", "2026-02-28", "2026-03-01", 1),
    ("w", "2026-02-15", "2026-03-01", 2),
    ("d", "2026-03-01T12:00Z", "2026-02-28T13:00Z", 0),
    ("y", "2026-02-28", "2026-03-01", 1),
    ("h", "2026-03-01T01:59Z", "2026-03-01", -1),
    ("N", "2026-03-01", "2026-03-01T01:00Z", 60),
    ("s", "0001-01-07", "9999-12-31", 315_537_292_800),
]
ADDED = [
    ("m", 1, "2026-01-31", "2/28/2026 12:00:00 AM"),
    ("yyyy", -1, "2024-02-29T05:00Z", "2/28/2023 5:00:00 AM"),
    ("q", 3, "2026-11-30", "8/30/2027 12:00:00 AM"),
    ("ww", -1, "2026-03-01", "2/22/2026 12:00:00 AM"),
    ("s", 86_401, "2026-03-01", "3/2/2026 12:00:01 AM"),
]
NOT_ADDED = [
    ("m", 1, "9999-12-01"),
    ("d", -1, "0001-01-01"),
    ("s", 2**31, "2026-03-01"),
    ("x", 1, ""),
]
moments = st.integers(0, LAST).map(Moment)
zoned = st.builds(Moment, st.integers(0, LAST), st.sampled_from(Kind))


@pytest.mark.parametrize(("format", "result"), WRITTEN)
def test_writes(format: str, result: str) -> None:
    assert result == output_format(format).write(SAMPLE)


@pytest.mark.parametrize("format", NOT_WRITTEN)
def test_refuses_to_write(format: str) -> None:
    with pytest.raises(EvaluationError, match="format for a date"):
        output_format(format)


@pytest.mark.parametrize(("text", "result"), READ)
def test_reads(text: str, result: str) -> None:
    assert result == output_format("o").write(universal(text))


@pytest.mark.parametrize("text", NOT_READ)
def test_refuses_to_read(text: str) -> None:
    with pytest.raises(EvaluationError):
        universal(text)


@pytest.mark.parametrize(("text", "format", "styles", "result"), EXACT)
def test_reads_exactly(text: str, format: str, styles: str | None, result: str) -> None:
    given_ = culture.DEFAULT_STYLES if styles is None else culture.styles(styles)
    assert result == output_format("o").write(read_exact(text, format, given_)[0])


@pytest.mark.parametrize("case", NOT_EXACT)
def test_refuses_to_read_exactly(case: tuple[str, ...]) -> None:
    text, format, *styles = case
    with pytest.raises(EvaluationError):
        read_exact(text, format, *map(culture.styles, styles))


@pytest.mark.parametrize(
    "names", ["Assumed", "", "RoundtripKind, AssumeLocal", "256", "assumelocal"]
)
def test_refuses_styles(names: str) -> None:
    with pytest.raises(EvaluationError, match="DateTimeStyles"):
        culture.styles(names)


def test_styles_have_numbers() -> None:
    assert culture.styles("131") == culture.DEFAULT_STYLES
    assert culture.styles("0") == culture.styles("None") == frozenset()


@pytest.mark.parametrize(("interval", "first", "second", "result"), COUNTED)
def test_counts(interval: str, first: str, second: str, result: int) -> None:
    assert result == FUNCTIONS["DateDiff"].call([interval, first, second])


@pytest.mark.parametrize(("interval", "count", "date", "result"), ADDED)
def test_adds(interval: str, count: int, date: str, result: str) -> None:
    assert result == FUNCTIONS["DateAdd"].call([interval, count, date])


@pytest.mark.parametrize("arguments", NOT_ADDED)
def test_refuses_to_add(arguments: tuple[str, int, str]) -> None:
    with pytest.raises(EvaluationError):
        FUNCTIONS["DateAdd"].call(arguments)


@pytest.mark.parametrize(
    ("inputs", "outputs", "result"),
    [("HH:mm", "h:mm", '"10:30"'), ("HH:mm", "d h:mm", None), ("HH:mm", "ddd", None)],
)
def test_shows_nothing_of_today(inputs: str, outputs: str, result: str | None) -> None:
    got = shown(f'FormatDateTime("10:30", , "{inputs}", "{outputs}")')
    assert result == got if result else "today's is shown" in got


def test_three_arguments_are_the_older_form() -> None:
    function = FUNCTIONS["FormatDateTime"]
    older, fine = bind(function, ["when", "from", "to"])
    newer, also_fine = bind(function, ["when", None, "from", "to"])
    assert (
        older
        == newer
        == (("source", ("when",)), ("inputFormat", ("from",)), ("outputFormat", ("to",)))
    )
    assert [*fine, *also_fine] == []
    faults = [complaint.fault for complaint in bind(function, ["when", "from"])[1]]
    assert faults == [Fault.MISSING]


@given(zoned)
def test_what_is_written_is_read(moment: Moment) -> None:
    written = output_format("o").write(moment)
    assert (moment, frozenset()) == read_exact(written, "o")
    assert Moment(moment.ticks, Kind.UTC) == universal(written)


@given(
    moments, st.sampled_from(["G", "s", "u", "R", "M/d/yyyy h:mm:ss tt", "d MMMM yyyy HH:mm:ss"])
)
def test_common_forms_are_read(moment: Moment, format: str) -> None:
    written = output_format(format).write(moment)
    assert read_date(written, frozenset()).ticks == moment.ticks // 10**7 * 10**7


@given(
    st.integers(0, LAST), st.integers(-(10**4), 10**4), st.sampled_from(["m", "d", "h", "n", "s"])
)
def test_adding_and_counting_agree(ticks: int, count: int, interval: str) -> None:
    start = as_text(Moment(ticks // DAY * DAY))
    try:
        later = FUNCTIONS["DateAdd"].call([interval, count, start])
    except EvaluationError:
        return
    assert count == FUNCTIONS["DateDiff"].call([interval, start, later])


@given(st.integers(0, 2_650_467_743_999_999_999))
def test_numbers_and_dates_agree(number: int) -> None:
    date = FUNCTIONS["DateFromNum"].call([number])
    assert FUNCTIONS["NumFromDate"].call([date]) == number // 10**7 * 10**7


@given(st.text(), st.text())
def test_any_text_gives_a_date_or_an_error(text: str, format: str) -> None:
    for read in (
        lambda: universal(text),
        lambda: read_exact(text, format),
        lambda: output_format(format),
    ):
        try:
            read()
        except EvaluationError:
            continue


def test_long_texts_are_refused_at_once() -> None:
    for text in ("2026-03-01" + " " * 10_000 + "x", "2026-03-01 " + "1" * 10_000, " " * 10_000):
        with pytest.raises(EvaluationError):
            universal(text)
