"""Running both sides on drawn inputs, and telling what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError

from . import dated, patterns, texts
from .dotnet import DotNet, Outcome
from .kept import KEPT

Draw = Callable[[Random], texts.Arguments]

CASES = 5000
"""Of each function, where nothing else is said."""
SEED = 3

COMPARED: dict[str, tuple[Draw, str]] = {
    "CDate": (dated.dated, "DateTime.Parse, to UTC"),
    "ConvertFromBase64": (texts.base64, "Convert.FromBase64String, Encoding.GetString"),
    "ConvertToBase64": (texts.encoded, "Convert.ToBase64String of Encoding.Unicode"),
    "ConvertToUTF8Hex": (texts.encoded, "BitConverter.ToString of Encoding.UTF8"),
    "DateAdd": (dated.added, "VisualBasic.DateAndTime.DateAdd"),
    "DateDiff": (dated.counted, "VisualBasic.DateAndTime.DateDiff"),
    "DateFromNum": (dated.numbered, "DateTime.FromFileTimeUtc"),
    "FormatDateTime": (dated.formatted, "DateTime.ParseExact or Parse, ToString"),
    "InStr": (texts.found, "String.IndexOf, ordinal"),
    "Left": (texts.left, "String.Substring"),
    "Mid": (texts.mid, "String.Substring"),
    "NumFromDate": (dated.dated, "DateTime.Parse, ToFileTimeUtc"),
    "PCase": (texts.titled, "TextInfo.ToTitleCase of ToLower"),
    "Replace": (patterns.replaced, "Regex.Replace, Regex.Match, String.Replace"),
    "Split": (texts.split, "String.Split, Trim"),
    "ToLower": (texts.cased, "TextInfo.ToLower"),
    "ToUpper": (texts.cased, "TextInfo.ToUpper"),
    "Word": (texts.worded, "String.Split without empty parts"),
}
"""By function: what draws its arguments, and what of .NET's its page says that it is."""


class Report(NamedTuple):
    """What came out for one function: numbers of cases, and those that nothing explains."""

    cases: int
    values: int
    errors: int
    kept: dict[str, int]
    unused: list[str]
    unexplained: list[str]


def ours(function: str, arguments: texts.Arguments) -> Outcome:
    try:
        return "value", FUNCTIONS[function].call(arguments)
    except EvaluationError as error:
        return "error", str(error)


def compare(dotnet: DotNet, function: str, seed: int = SEED, cases: int = CASES) -> Report:
    draw, _ = COMPARED[function]
    random = Random(f"{function} {seed}")  # noqa: S311 (to be repeated, not to be secret)
    both: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    unexplained = []
    examples = [known.examples[function] for known in KEPT if function in known.examples]
    for arguments in (*examples, *(draw(random) for _ in range(cases))):
        we, they = ours(function, arguments), dotnet.outcome(function, arguments)
        if we == they or (we[0], they[0]) == ("error", "error"):
            both[we[0]] += 1
        elif reason := _reason(function, arguments, we, they):
            kept[reason] += 1
        else:
            unexplained.append(f"{arguments!a}: {we!a}, .NET {they!a}")
    expected = [known.reason for known in KEPT if function in known.examples]
    unused = [reason for reason in expected if reason not in kept]
    return Report(
        cases + len(examples), both["value"], both["error"], dict(kept), unused, unexplained
    )


def _reason(function: str, arguments: Any, we: Outcome, they: Outcome) -> str:
    return next(
        (
            known.reason
            for known in KEPT
            if function in known.examples and known.applies(arguments, we, they)
        ),
        "",
    )
