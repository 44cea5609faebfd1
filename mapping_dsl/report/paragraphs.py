"""The lines of a page, broken to the width of a terminal."""

from __future__ import annotations

import re
from textwrap import wrap

_WIDTH = 80
_ITEM = re.compile(r" *(?:\d+\. )?")
_NUMBER = re.compile(r"\d+\. ")
_LIST = re.compile(r"(?:Evidence|Parameters|Steps):\n")
_EXAMPLE = re.compile(r"^(?:    |>>> )", re.MULTILINE)
"""What means what it is, to the blank, unless it is in a list."""


def wrapped(page: str, width: int = _WIDTH) -> str:
    """Return a page with no prose wider than `width`; examples stay as they are."""
    return "\n\n".join(_block(block, width) for block in page.rstrip("\n").split("\n\n")) + "\n"


def hanging(line: str, width: int = _WIDTH) -> str:
    """Return one line as several, each but the first indented by two more, or below its text."""
    found = _ITEM.match(line)
    indent = found[0] if found else ""
    below = " " * (len(indent) if indent.strip() else len(indent) + 2)
    return "\n".join(
        wrap(
            line[len(indent) :],
            width,
            initial_indent=indent,
            subsequent_indent=below,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def _block(block: str, width: int) -> str:
    lines = block.split("\n")
    if _LIST.match(block) or _NUMBER.match(block):
        return "\n".join(hanging(line, width) for line in _items(lines))
    if _EXAMPLE.search(block) or all(len(line) <= width for line in lines):
        return block
    return "\n".join(wrap(" ".join(lines), width, break_long_words=False))


def _items(lines: list[str]) -> list[str]:
    """Return the lines, with what goes on below the text of a numbered one in that one."""
    items: list[str] = []
    hang = 0
    for line in lines:
        text = line.lstrip()
        number = _NUMBER.match(text)
        if hang and not number and len(line) - len(text) == hang:
            items[-1] += f" {text}"
            continue
        items.append(line)
        hang = len(line) - len(text) + len(number[0]) if number else 0
    return items
