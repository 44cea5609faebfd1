"""The JSON that Entra would POST for a record."""

from __future__ import annotations

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import CORE, CORE_GROUP, ENTERPRISE, WEBEX
from mapping_dsl.evaluate.result import Value
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.scim import Json, place

_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
_OBJECTS = ("emails", "phoneNumbers", "photos", "roles")


def create_body(preview: Preview) -> Json:
    """Return the SCIM object that would be created, with all values that are known.

    What is absent, skipped, unknown or an error is not in it, and no reference: Entra sends
    managers and members in later requests. There is no `userType` unless it is mapped, although
    one of Cisco's two documents requires it, and `roles` is empty unless it is mapped; both as in
    Microsoft's SCIM guide. That guide always names the enterprise schema and another page says
    that Entra does not name those of custom attributes; here a schema is named where it is used.
    """
    group = preview.kind == "groups"
    body: Json = {"schemas": [CORE_GROUP, _GROUP] if group else [CORE]}
    for outcome in preview.outcomes:
        sent, target = outcome.on_create, outcome.target
        if isinstance(sent, Value) and target.type is not AttributeType.REFERENCE:
            place(body, target.name, _json(sent.value, target.name))
    if not group:
        body["schemas"] += [urn for urn in (ENTERPRISE, WEBEX) if urn in body]
        body.setdefault("roles", [])
    body.setdefault("meta", {})
    body["meta"]["resourceType"] = "Group" if group else "User"
    return body


def _json(value: str | int | tuple[str, ...], path: str) -> object:
    if not isinstance(value, tuple):
        return value
    return [{"value": item} for item in value] if path in _OBJECTS else list(value)
