"""The type of telephone number that a target is for."""

from __future__ import annotations

from functools import cache

from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import types
from mapping_dsl.catalog.paths import parse

_NUMBERS = "phonenumbers"
EXTENSION = "work_extension"


def number_type(target: str) -> str | None:
    """Return the type of number that a SCIM path is the value of, as it is written there."""
    try:
        path = parse(target)
    except ValueError:
        return None
    on, type_ = path.filter or ("", "")
    is_value = (path.sub or "value").lower() == "value"
    return type_ if path.whole.lower() == _NUMBERS and on.lower() == "type" and is_value else None


@cache
def usable_types() -> tuple[str, ...]:
    """Return the types that none of Cisco's lists leaves out."""
    catalog = target_catalog("users")
    doubted = {number_type(a.name) for a in catalog.attributes if a.status == "contradicted"}
    return tuple(type_ for type_ in types(catalog)[_NUMBERS] if type_ not in doubted)
