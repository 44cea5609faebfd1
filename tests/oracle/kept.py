"""The disagreements with .NET that are kept, each with its reason and an example.

The examples are run with the drawn cases; one that does not disagree is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .dotnet import Outcome


class Kept(NamedTuple):
    """A disagreement: why, an example for each function that has it, and what belongs to it."""

    reason: str
    examples: Mapping[str, tuple[Any, ...]]
    applies: Callable[[Any, Outcome, Outcome], bool]


def refused(message: str) -> Callable[[Any, Outcome, Outcome], bool]:
    """Return the test for a value of .NET's in whose place we say honestly that we cannot."""
    return lambda _, we, they: we[0] == "error" and they[0] == "value" and message in str(we[1])


def reading(text: str) -> dict[str, tuple[Any, ...]]:
    """Return an example for each function that reads dates of no given format."""
    return {
        "CDate": (text,),
        "NumFromDate": (text,),
        "DateAdd": ("d", 0, text),
        "DateDiff": ("d", "2000-01-01", text),
        "FormatDateTime": (text, None, None, "d"),
    }


def replacing(pattern: str, source: str, new: str = "X") -> dict[str, tuple[Any, ...]]:
    return {"Replace": (source, None, pattern, None, new, None, None)}


def _one_second_off(arguments: Any, we: Outcome, they: Outcome) -> bool:
    ours, theirs = we[1], they[1]
    both = isinstance(ours, int) and isinstance(theirs, int) and _near(ours, theirs)
    return both and arguments[0] in ("s", "S")


def _near(one: int, other: int) -> bool:
    return abs(one - other) == 1 and abs(one) > 10**11


def _pattern(holds: str) -> Callable[[Any, Outcome, Outcome], bool]:
    return lambda arguments, *_: re.search(holds, arguments[2] or "") is not None


KEPT = (
    Kept(
        "a date that lacks its year or day, or is put together in an uncommon way, is not read",
        reading("30 June"),
        refused("is not a date in a form that is known here"),
    ),
    Kept(
        "years of two digits, 30 to 49, are in another century by the version of .NET",
        reading("6/30/42"),
        refused("is in this or the last century by .NET's version"),
    ),
    Kept(
        "two digits before a month that has no such day are not read as a year",
        reading("64-Apr-19"),
        refused("there is no day "),
    ),
    Kept(
        "today's date would be shown in place of a part that the source does not have",
        {"FormatDateTime": ("10:30", None, "HH:mm", "d")},
        refused(", and today's is shown"),
    ),
    Kept(
        "an empty text stays empty, as a user reports of the service",
        {"FormatDateTime": ("", None, "yyyy", "yy")},
        lambda arguments, *_: arguments[0] == "",
    ),
    Kept(
        "the day of the week would be checked against this year's",
        {"FormatDateTime": ("Mon", None, "ddd", "HH:mm")},
        lambda _, we, __: "a date has a day of the week and no year" in str(we[1]),
    ),
    Kept(
        "seconds of thousands of years are exact here, of floating point in old versions of .NET",
        {"DateDiff": ("s", "2487-09-05T19:18:00Z", "6545-07-31T10:01:25")},
        _one_second_off,
    ),
    Kept(
        "what is no name of a culture is refused, of which ICU makes one or another",
        {"ToLower": ("I", "tr.TR"), "ToUpper": ("i", "tr.TR")},
        refused("is no name of a culture"),
    ),
    Kept(
        "balancing groups, conditions and \\G are refused",
        replacing("(?<n>a)(?<-n>b)", "ab"),
        refused("cannot be matched here"),
    ),
    Kept(
        "the subtraction of classes is refused",
        replacing("[a-c-[b]]", "abc"),
        refused("a class is subtracted from a class"),
    ),
    Kept(
        "huge counted repetitions are refused, for which the engine would need gigabytes",
        replacing("a{2147483647}", "ab"),
        refused("parts, repeated ones counted"),
    ),
    Kept(
        "under (?i) .NET folds letters before it looks at their category, or tells where to begin",
        replacing(r"(?i-s:a?)\p{Lu}", "BA\u00e9"),
        _pattern(r"\(\?i.*\\[pP]\{L|\\[pP]\{L.*\(\?i"),
    ),
    Kept(
        "a lazy quantifier on a group that can match nothing gives up at another place, or crashes",
        replacing(r"\d*b(?<n>\d*?)+?", "aab-"),
        _pattern(r"\)(?:[*+?]|\{\d+(?:,\d*)?\})\?"),
    ),
)
