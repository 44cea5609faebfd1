"""Published examples that are wrong, told with values of our own.

`docs/wrong-examples.md` is made of them by `python tests/wrong_examples.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from mapping_dsl.lang.types import Value

PAGE = Path(__file__).parent.parent / "docs" / "wrong-examples.md"
_HEAD = """\
# Published examples that are wrong

Microsoft's pages show some expressions with results that those expressions cannot have. Whoever
compares a preview with such a page will think that the preview is wrong. Here they are, shortened
and with values of our own; the tests evaluate each row.

| where | expression | for | published in effect | right | why |
| --- | --- | --- | --- | --- | --- |
"""
_REFERENCE = "reference of functions"
_WORKDAY = "guide for Workday"
_SUCCESS = "guide for SuccessFactors"
_NOW = "2026-03-01"  # of `environments.example`


class Wrong(NamedTuple):
    """One example: `right` as `reader.shown` writes it, all else for people."""

    where: str
    expression: str
    record: Mapping[str, Value]
    published: str
    right: str
    why: str


EXAMPLES = (
    Wrong(
        _REFERENCE,
        r'Replace([mobile], , "[()\\s-]+", , "", , )',
        {"mobile": "+46 (70) 123-4567"},
        "`46701234567`",
        '"+46701234567"',
        "the class holds brackets, white space and hyphens; the plus sign is none of them",
    ),
    Wrong(
        _REFERENCE,
        'Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , )',
        {"objectId": "a1-b2"},
        "the digits of another GUID",
        '"613126232"',
        "`a1-b2` is 61 31 2D 62 32 in UTF-8, of which the D goes",
    ),
    Wrong(
        f"{_WORKDAY}, {_SUCCESS}",
        'NumFromDate("2026-03-01 23:59:59-08:00")',
        {},
        "a number that lies months before or after",
        "134169119990000000",
        "no number in either guide is the one of its date",
    ),
    Wrong(
        _WORKDAY,
        'IIF(DateDiff("d", Now(), CDate([hired])) >= 0, "started", "to come")',
        {"hired": "2026-02-01"},
        f"`started`, on {_NOW}",
        '"to come"',
        "DateDiff is negative for a day that has passed: the test is the wrong way round",
    ),
    Wrong(
        _REFERENCE,
        r'Switch(Replace([phone], , "\\+(?<code>\\d* )(?<rest>.*)", , "${code}", , ),'
        ' "none", "46", "SE")',
        {"phone": "+46 701234567"},
        "`SE`",
        '"none"',
        "the group takes the space along, and `46 ` with a space at its end is not `46`",
    ),
    Wrong(
        f"{_WORKDAY}, {_SUCCESS}",
        'Join("@", Join(".", [first], [last]), "contoso.com")',
        {"first": "Ada", "last": "Lovelace"},
        "`ada.lovelace@contoso.com`",
        '"Ada.Lovelace@contoso.com"',
        "nothing in it makes letters small; `ToLower` would",
    ),
    Wrong(
        _SUCCESS,
        "Coalesce([preferredName], [first])",
        {"preferredName": "", "first": "Ada"},
        "`Ada`",
        '""',
        "by the reference only an absent value is passed over, and an empty one is a value;"
        " not confirmed",
    ),
    Wrong(
        _WORKDAY,
        'FormatDateTime(DateAdd("yyyy", 5, CDate([hired])), , "yyyy-MM-dd", "yyyy-MM-dd")',
        {"hired": "2026-02-01"},
        "`2031-02-01`",
        "error: `2/1/2031 12:00:00 AM` is not read by the format `yyyy-MM-dd`:"
        " there are no 4 digits here: `/1/2031 12:00:00 AM`",
        "by the reference DateAdd gives `M/d/yyyy h:mm:ss tt`, which is not the input format;"
        " leave it out",
    ),
)


def page() -> str:
    return _HEAD + "".join(map(_line, EXAMPLES))


def _line(wrong: Wrong) -> str:
    given = ", ".join(f"{name} `{value}`" for name, value in wrong.record.items()) or "—"
    right = wrong.right.partition(":")[0] if wrong.right.startswith("error") else wrong.right
    cells = (
        wrong.where,
        f"`{wrong.expression}`",
        given.replace("``", "empty"),
        wrong.published,
        f"`{right}`",
        wrong.why,
    )
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
