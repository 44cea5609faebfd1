"""Finding an attribute by the name that someone wrote, and guessing at a misspelt one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import starmap

from mapping_dsl.catalog.attribute import Attribute, Catalog
from mapping_dsl.catalog.paths import key, parse, shorten

_ALIKE = 0.7
_A_PART = 0.9
_CONTRADICTED = "contradicted: "
_SEGMENT = re.compile(r"[\w$-]+")


def find(catalog: Catalog, name: str) -> Attribute | None:
    """Return the attribute of that name: a source exactly, a target by its path without case.

    A target beneath one that no mapping can fill, such as `ims[type eq "xmpp"].value`, is that one.
    """
    index = _index(catalog)
    if not catalog.scim:
        return index.get(name)
    return index.get(key(name)) or _beneath(index, name)


@lru_cache(maxsize=32)
def _index(catalog: Catalog) -> dict[str, Attribute]:
    return {key(a.name) if catalog.scim else a.name: a for a in catalog.attributes}


def _beneath(index: dict[str, Attribute], name: str) -> Attribute | None:
    try:
        whole = index.get(key(parse(name).whole))
    except ValueError:
        return None
    barred = whole and (whole.status == "unsupported" or whole.mutability == "ReadOnly")
    return whole if barred else None


@lru_cache(maxsize=8)
def types(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Return the types of each SCIM attribute that has some, by its name in small letters.

    With each type stands what Cisco's own documents do not agree on, or nothing.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for attribute in catalog.attributes:
        at = parse(attribute.name)
        if at.filter and at.filter[0] == "type":
            doubt = attribute.note if attribute.status == "contradicted" else ""
            known = found[at.whole.casefold()]
            known[at.filter[1]] = known.get(at.filter[1]) or doubt.removeprefix(_CONTRADICTED)
    return dict(found)


def near(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was probably meant, if one is near enough.

    First comes the one that differs in case only, then one of which the name is a whole part
    (`givenName` of `name.givenName`), then the most alike.
    """
    meant, best = None, _ALIKE
    ours = _SEGMENT.findall(shorten(name).casefold())
    for candidate in names:
        alike = _alike(ours, _SEGMENT.findall(shorten(candidate).casefold()))
        if alike > best:
            meant, best = candidate, alike
    return meant


def _alike(ours: list[str], theirs: list[str]) -> float:
    """Compare segment by segment, else any two paths with `[type eq "work"]` would be alike."""
    from difflib import SequenceMatcher  # noqa: PLC0415 (slow, and needed for a mistake only)

    if ours == theirs:
        return 1.0
    if len(ours) == len(theirs):
        pairs = list(zip(ours, theirs, strict=True))
        if min(starmap(_at_most, pairs)) <= _ALIKE:
            return 0.0
        return min(SequenceMatcher(None, *pair).ratio() for pair in pairs)
    is_part = ours and ours in (theirs[: len(ours)], theirs[-len(ours) :])
    return _A_PART if is_part else 0.0


def _at_most(one: str, other: str) -> float:
    """Return how alike two segments can be at most, by their lengths alone."""
    return 2 * min(len(one), len(other)) / (len(one) + len(other))
