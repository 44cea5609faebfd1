"""Drawn dates, formats, and the arguments of the functions on dates."""

from __future__ import annotations

from random import Random

from mapping_dsl.lang.dates import culture
from mapping_dsl.lang.dates.moment import Kind, Moment
from mapping_dsl.lang.dates.writing import output_format
from mapping_dsl.lang.types import EvaluationError

from .texts import Arguments, one

_END = 3_155_378_975_999_999_999
_DAY = 864_000_000_000
_SEPARATORS = ("-", "-", "/", "/", ".", " ", " - ", ", ", "")
_COMMON = (
    "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.fffffffK", "yyyy-MM-ddzzz",
    "M/d/yyyy h:mm:ss tt", "M/d/yyyy", "MM/dd/yyyy HH:mm", "yyyy/M/d", "d MMM yyyy", "dd-MMM-yyyy",
    "MMMM d, yyyy", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, MMMM d, yyyy h:mm tt",
    "yyyy-MM-dd HH:mm:sszzz", "yyyy.MM.dd", "M-d-yyyy h tt", "yyyy-MM-ddTHH:mmzz",
)  # fmt: skip
_EXACT = (
    "yyyyMMddHHmmss.fZ", "yyyyMMdd", "yyyyMMddHHmmss.0Z", "yyyy-MM-ddzzz", "M/d/yyyy hh:mm:ss tt",
    "dd.MM.yyyy", "d.M.yy", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "HH:mm", "h:mm tt", "ddd d MMM",
    "MM-dd", "dddd, d MMMM yyyy", "yyyy'-W'MM", "'le' d\\.M.yyyy", "%d", "MMM yyyy g", "H'h'mm",
)  # fmt: skip
_LETTERS = "yMdHhmsfFtzKg"
_LITERALS = (
    "-",
    "/",
    ":",
    ".",
    " ",
    "T",
    "Z",
    "'at'",
    '"x y"',
    "\\d",
    "%d",
    ",",
    "GMT",
    "' '",
    "é",
)
_STANDARD = "dDfFgGmMoOrRstTuUyY"
_STYLES = (
    *(None,) * 6, "None", "RoundtripKind", "AssumeUniversal", "AdjustToUniversal", "AssumeLocal",
    "AssumeUniversal, AdjustToUniversal", "AllowWhiteSpaces", "AllowInnerWhite", "32", "67", "256",
    "AllowLeadingWhite,AllowTrailingWhite", "NoCurrentDateDefault", "RoundtripKind, AssumeLocal",
)  # fmt: skip


def moment(random: Random) -> Moment:
    """Draw a moment: of our time or any other, often whole in some unit."""
    ticks = random.randrange(_END) if random.random() < 0.3 else random.randint(6, 7) * 10**17
    ticks += random.randrange(10**17) if ticks < _END - 10**17 else 0
    unit = one(random, 1, 10**4, 10**7, 600_000_000, _DAY, _DAY)
    return Moment(ticks // unit * unit, one(random, *Kind))


def _mutated(random: Random, text: str) -> str:
    """Change a text a little, one time in four."""
    if random.random() < 0.75:
        return text
    at = random.randint(0, len(text))
    new = one(
        random, "", " ", "0", "1", "9", ":", "-", "Z", "+", "\t", "AM", "é", "'", "%", "y", "M"
    )
    return text[:at] + new + text[at + random.randint(0, 2) :]


def _padded(random: Random, text: str) -> str:
    return one(random, *(text,) * 9, f" {text}", f"{text}\t ", text.lower(), text.upper())


def date(random: Random) -> str:
    """Draw a text that more or less tells a date."""
    if random.random() < 0.7:
        form = random.choice(_COMMON)
        return _padded(random, _mutated(random, output_format(form).write(moment(random))))
    return _mutated(random, _day(random) + _time(random) + _zone(random))


def _day(random: Random) -> str:
    year = one(random, f"{random.randint(1, 9999):04}", "2024", str(random.randint(0, 99)), "7")
    month, day = str(random.randint(1, 13)), f"{random.randint(1, 31):02}"
    name = random.choice(culture.MONTHS)
    name = one(random, name, name[:3], name.upper())
    parts = one(
        random,
        [year, month, day], [month, day, year], [day, name, year], [name, day, year],
        [month, day], [name, year], [year, month], [year, name, day], [day, name],
    )  # fmt: skip
    separator = random.choice(_SEPARATORS)
    return separator.join(parts) if random.random() < 0.9 else one(random, "", "today")


def _time(random: Random) -> str:
    hour, minute, second = random.randint(0, 24), random.randint(0, 60), random.randint(0, 60)
    fraction = str(random.randrange(10 ** random.randint(1, 9)))
    short, long = f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:{second:02}"
    written = one(
        random, short, long, f"{long}.{fraction}", f"{short} PM", f"{hour}am", f"{short} a"
    )
    return one(random, "", "", one(random, " ", "T", "  ", ", ") + written)


def _zone(random: Random) -> str:
    hours, minutes = random.randint(0, 15), one(random, 0, 0, 30, 60)
    written = one(random, f"{hours:02}:{minutes:02}", f"{hours:02}", f"{hours}", f"{hours:02}00")
    sign = one(random, "+", "-", " +", " -")
    return one(random, "", "", "", "Z", " Z", " GMT", " UTC", f"{sign}{written}")


def custom(random: Random) -> str:
    """Draw a format of fields and literals in any order."""
    parts = []
    for _ in range(random.randint(1, 7)):
        letter = random.choice(_LETTERS)
        length = random.randint(1, one(random, 2, 4, 8))
        parts.append(one(random, letter * length, letter * length, random.choice(_LITERALS)))
    return "".join(parts)


def a_format(random: Random) -> str:
    kind = random.random()
    if kind < 0.5:
        return random.choice(_EXACT + _COMMON)
    if kind < 0.65:
        return _mutated(random, random.choice(_EXACT + _COMMON))
    return custom(random) if kind < 0.85 else random.choice(_STANDARD + "xK ")


def formatted(random: Random) -> Arguments:
    inputs = None if random.random() < 0.15 else a_format(random)
    styles = random.choice(_STYLES)
    return _source(random, inputs), styles, inputs, a_format(random)


def _source(random: Random, inputs: str | None) -> str:
    """Draw a text that the format reads, more often than not."""
    if inputs is None or random.random() < 0.1:
        return date(random)
    try:
        return _padded(random, _mutated(random, output_format(inputs).write(moment(random))))
    except EvaluationError:
        return date(random)


def dated(random: Random) -> Arguments:
    return (date(random),)


def _interval(random: Random) -> str:
    known = one(random, "yyyy", "q", "m", "y", "d", "w", "ww", "h", "n", "s")
    return one(random, *(known,) * 8, known.upper(), one(random, "", "month", "min", "hh", "é"))


def added(random: Random) -> Arguments:
    count = one(random, random.randint(-40, 40), random.randint(-5000, 5000))
    far = random.randint(-(2**33), 2**33)
    day = f"{random.randint(1, 9999):04}-{random.randint(1, 12):02}-{random.randint(28, 31)}"
    return _interval(random), one(random, count, count, count, far), one(random, date(random), day)


def counted(random: Random) -> Arguments:
    return _interval(random), *(one(random, date(random), sound(random)) for _ in range(2))


def sound(random: Random) -> str:
    return output_format(one(random, "yyyy-MM-ddTHH:mm:ssZ", "o", "s")).write(moment(random))


def numbered(random: Random) -> Arguments:
    limits = (-10, 10), (0, 2**63 - 1), (-(2**63), 0), (0, 2_650_467_743_999_999_999)
    ours = 120_000_000_000_000_000, 150_000_000_000_000_000
    least, most = one(random, *limits, ours, ours, ours)
    return (random.randint(least, most),)
