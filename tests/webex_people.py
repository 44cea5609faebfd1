"""People and groups under a mapping that has a row of each kind."""

from __future__ import annotations

from typing import Any

from mapping_dsl.preview.preview import Preview, preview
from mapping_dsl.preview.record import to_record
from models import block, row
from previews import ACTIVE, ADA

MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
DEPARTMENT = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
FLOOR = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User:extensionAttribute1"
USERS = block(
    "users",
    row("userName", "[userPrincipalName]", matching_priority=1),
    row("externalId", "[objectId]"),
    row("displayName", "[displayName]"),
    row("name.givenName", "[givenName]"),
    row("name.familyName", "[surname]"),
    row("active", ACTIVE),
    row("title", "[jobTitle]"),
    row("nickName", "[employeeId]", flow_type="ObjectAddOnly"),
    row('emails[type eq "work"].value', "[userPrincipalName]"),
    row('phoneNumbers[type eq "mobile"].value', "[mobile]"),
    row('addresses[type eq "work"].locality', "[city]"),
    row(DEPARTMENT, "[department]"),
    row(FLOOR, "[extensionAttribute1]"),
    row(MANAGER, "[manager]"),
)
GROUPS = block(
    "groups",
    row("displayName", "[displayName]", matching_priority=1),
    row("externalId", "[objectId]"),
    row("members", "[members]"),
)
GRACE = "22222222-2222-4333-8444-555555555555"


def ada(**changes: Any) -> Preview:
    return preview(USERS, to_record(ADA | changes, missing_is_absent=True))


def group(*members: str, **changes: Any) -> Preview:
    fields = {"id": "g1", "displayName": "Sales", "members": [{"id": id_} for id_ in members]}
    return preview(GROUPS, to_record(fields | changes, kind="groups", missing_is_absent=True))
