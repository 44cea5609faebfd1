"""Texts that spell a number: plain decimals, as .NET writes them without a culture."""

from __future__ import annotations

import re

_DECIMAL = re.compile(r"\s*([+-]?[0-9]+)(?:\.([0-9]+))?\s*", re.ASCII)

Decimal = tuple[int, int]
"""The digits of a number as an integer, and how many of them stand behind the point."""


def decimal(written: str) -> Decimal | None:
    """Return the number that a text such as `-10.50` spells, exactly, or none."""
    found = _DECIMAL.fullmatch(written)
    if found is None:
        return None
    places = found[2] or ""
    try:
        return int(found[1] + places), len(places)
    except ValueError:  # of more digits than Python reads
        return None


def alike(one: Decimal, two: Decimal) -> tuple[int, int]:
    """Return two numbers as integers that are in the same order."""
    places = max(one[1], two[1])
    return one[0] * 10 ** (places - one[1]), two[0] * 10 ** (places - two[1])
