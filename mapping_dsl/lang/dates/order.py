"""The order of dates that functions gave: what tells which of two texts is the earlier date."""

from __future__ import annotations

import re
from functools import cache

_TEXT = (
    r"(1[0-2]|[1-9])/(3[01]|[12][0-9]|[1-9])/([0-9]{4})"
    r" (1[0-2]|[1-9]):([0-5][0-9]):([0-5][0-9]) ([AP]M)"
)
"""A date as `CDate`, `DateAdd`, `DateFromNum` and `Now` turn it into a text."""
_NOON = 12

Place = tuple[int, int, int, int, int, int]
"""Year, month, day, hour, minute and second: of two, the smaller one is the earlier."""


def place(text: str) -> Place | None:
    """Return where a date in that form stands among all, or none for any other text."""
    found = _form().fullmatch(text)
    if found is None:
        return None
    month, day, year, hour, minute, second = map(int, found.groups()[:-1])
    return year, month, day, hour % _NOON + _NOON * (found[7] == "PM"), minute, second


@cache
def _form() -> re.Pattern[str]:
    """Return the form, compiled for the first comparison of a run: most have none."""
    return re.compile(_TEXT)
