"""The catalogs as they ship, read once per process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType, Catalog, Default
from mapping_dsl.resources import read

_OBJECT = {"users": "user", "groups": "group"}
_TYPE = {type_.value: type_ for type_ in AttributeType}
_FIELD = {
    "caseExact": "case_exact",
    "localPart": "local_part",
    "maxLength": "longest",
    "maxItems": "most",
    "sharedWith": "shared_with",
}


@cache
def source_catalog(kind: str) -> Catalog:
    """Return what Entra ID has of `users` or `groups`."""
    return _catalog(f"entra-{_OBJECT[kind]}", scim=False)


@cache
def target_catalog(kind: str) -> Catalog:
    """Return what Webex has of `users` or `groups`."""
    return _catalog(f"webex-{_OBJECT[kind]}", scim=True)


def _catalog(name: str, *, scim: bool) -> Catalog:
    data = json.loads(read("schemas", f"catalog/{name}.json"))
    attributes = tuple(_attribute(row) for row in data["attributes"])
    return Catalog(data["directory"]["name"], data["object"]["name"], attributes, scim)


def _attribute(row: dict[str, Any]) -> Attribute:
    fields: dict[str, Any] = {
        _FIELD.get(key, key): tuple(value) if isinstance(value, list) else value
        for key, value in row.items()
    }
    fields["type"] = _TYPE[row["type"]]
    if "default" in row:
        fields["default"] = Default(**row["default"])
    return Attribute(**fields)
