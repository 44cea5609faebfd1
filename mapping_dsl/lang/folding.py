"""Which characters are one and the same to .NET's patterns where case does not count.

Two are if their small letters of the invariant culture are: `K` and the Kelvin sign, but neither
`s` and the long s of old print, nor the two small sigmas of Greek.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from mapping_dsl.lang.characters import lower

_UNITS = 0x10000


@cache
def _capitals() -> Mapping[str, str]:
    """Return, by a small letter, all the units that become it."""
    found: defaultdict[str, str] = defaultdict(str)
    for one in map(chr, range(_UNITS)):
        if one.lower() != one and (small := lower(one, "")) != one:
            found[small] += one
    return found


def either_case(one: str) -> str:
    """Return all the UTF-16 units that equal one but for case, the small letter first."""
    if one.isascii() and not one.isalpha():
        return one
    small = lower(one, "")
    return small + _capitals().get(small, "")


def beside(low: str, high: str) -> Iterator[str]:
    """Yield what lies outside a range and equals something inside it but for case."""
    for small, capitals in _capitals().items():
        same = small + capitals
        if any(low <= one <= high for one in same):
            yield from (one for one in same if not low <= one <= high)
