"""Webex's SCIM schemas as a server takes them, written from our own catalog."""

from __future__ import annotations

from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.paths import CORE, CORE_GROUP, ENTERPRISE, WEBEX, Path, parse

Json = dict[str, Any]
WEBEX_GROUP = "urn:scim:schemas:extension:cisco:webexidentity:2.0:Group"

_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
_COMMON = ("id", "externalId", "meta")
_NAMES = {AttributeType.BOOLEAN: "boolean", AttributeType.DATETIME: "dateTime"}
_MUTABLE = {"ReadWrite": "readWrite", "ReadOnly": "readOnly", "WriteOnly": "writeOnly"}


def schemas() -> list[Json]:
    """Return the schemas of users, groups and their extensions; `userName` is unique."""
    made: dict[str, Json] = {}
    for kind, core in (("users", CORE), ("groups", CORE_GROUP)):
        for attribute in target_catalog(kind).attributes:
            at = parse(attribute.name)
            if at.urn or at.attribute not in _COMMON:
                _add(made.setdefault(at.urn or core, {}), at, attribute)
    return [
        {"schemas": [_SCHEMA], "id": urn, "name": urn, "attributes": list(attributes.values())}
        for urn, attributes in made.items()
    ]


def resource_types(attributes: list[Json]) -> list[Json]:
    """Return what the server calls a user and a group, with the extensions that have a schema."""
    known = {schema["id"] for schema in attributes}
    extensions = {"User": (ENTERPRISE, WEBEX), "Group": (WEBEX_GROUP,)}
    return [
        {
            "schemas": [_TYPE],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "schema": core,
            "schemaExtensions": [
                {"schema": urn, "required": False} for urn in extensions[name] if urn in known
            ],
        }
        for name, core in (("User", CORE), ("Group", CORE_GROUP))
    ]


def _add(attributes: dict[str, Json], at: Path, attribute: Attribute) -> None:
    one = attributes.setdefault(at.attribute, _named(at.attribute, "string"))
    if not (at.filter or at.sub or attribute.type is AttributeType.REFERENCE):
        one |= _plain(attribute, one)
        return
    several = bool(at.filter) or attribute.multivalued
    one |= {"type": "complex", "multiValued": several or one["multiValued"]}
    parts = {part["name"]: part for part in one.get("subAttributes", ())}
    for name, type_ in (("value", "string"), ("type", "string"), ("primary", "boolean")):
        if several or name == "value":
            parts.setdefault(name, _named(name, type_))
    if at.sub and at.sub != "$ref":
        parts[at.sub] = parts.get(at.sub, _named(at.sub, _NAMES.get(attribute.type, "string")))
    one["subAttributes"] = list(parts.values())


def _plain(attribute: Attribute, one: Json) -> Json:
    made = {
        "type": _NAMES.get(attribute.type, "string") if one["type"] != "complex" else "complex",
        "multiValued": attribute.multivalued,
        "required": attribute.required,
        "caseExact": attribute.case_exact,
        "mutability": _MUTABLE[attribute.mutability],
    }
    return made | {"uniqueness": "server" if attribute.name == "userName" else "none"}


def _named(name: str, type_: str) -> Json:
    return {
        "name": name,
        "type": type_,
        "multiValued": False,
        "description": name,
        "required": False,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": "none",
    }
