"""Texts of others in Markdown: no mark, tag, mention, formula or link in them does anything."""

from __future__ import annotations

import re

from mapping_dsl.report.excerpt import visible

_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_MARK = re.compile(r"[\\`*_{}\[\]<>#|~&@$]|://|(?<=www)\.|^[-+=]")
_WRITTEN = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "$": "&#36;",
    "@": "&#64;&#8203;",
    "#": "&#35;&#8203;",
    "://": ":&#8203;//",
    ".": "&#8203;.",
}
"""A blank of no width keeps GitHub from finding people, issues and addresses."""


def escaped(text: str) -> str:
    """Return a text as Markdown on one line; what stands between backticks is code."""
    shown = visible(text)
    parts, at = [], 0
    for found in _CODE.finditer(shown):
        parts += [_plain(shown[at : found.start()]), code(found[2])]
        at = found.end()
    return "".join([*parts, _plain(shown[at:])])


def code(text: str) -> str:
    """Return a text as code within a line."""
    shown = visible(text) or " "
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if shown.strip() and (shown[0] in "` " or shown[-1] in "` ") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def fenced(lines: list[str], language: str = "") -> str:
    """Return lines as a block of code."""
    shown = "\n".join(map(visible, lines))
    fence = "`" * max(3, _longest_run(shown) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _plain(text: str) -> str:
    return _MARK.sub(lambda found: _WRITTEN.get(found[0]) or f"\\{found[0]}", text)
