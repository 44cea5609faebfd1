"""The type of telephone number that a target is for."""

from __future__ import annotations

from functools import cache

from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import types
from mapping_dsl.catalog.paths import typed

_NUMBERS = "phonenumbers"
EXTENSION = "work_extension"


def number_type(target: str) -> str | None:
    """Return the type of number that a SCIM path is the value of, as it is written there."""
    attribute, type_, part = typed(target) or ("", "", "")
    return type_ if (attribute, part) == (_NUMBERS, "value") else None


@cache
def usable_types() -> tuple[str, ...]:
    """Return the types that none of Cisco's lists leaves out."""
    known = types(target_catalog("users"))[_NUMBERS]
    return tuple(type_ for type_, doubt in known.items() if not doubt)
