"""A person to preview, and a mapping to do it with."""

from __future__ import annotations

from typing import Any

from mapping_dsl.catalog.paths import key
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview, preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.resolve.model import AttributeMapping, Clause, ObjectMapping
from models import block, call, row, scope

ACTIVE = call("Switch", source="[IsSoftDeleted]", switchValue=("False", "True", "True", "False"))
BASE = (
    row(
        "userName", call("Coalesce", source=("[mail]", "[userPrincipalName]")), matching_priority=1
    ),
    row("externalId", "[objectId]"),
    row("active", ACTIVE),
)
SALES = scope("groups", (Clause("department", "=", "Sales"),))
ADA = {
    "id": "11111111-2222-4333-8444-555555555555",
    "userPrincipalName": "ada@contoso.com",
    "mail": None,
    "displayName": "Ada Lovelace",
    "accountEnabled": True,
    "deletedDateTime": None,
    "department": "Sales",
    "jobTitle": None,
    "businessPhones": ["+44 20 7946 0001"],
}
KEEPS = "on update Webex keeps its old value, for ever"


def of(*rows: AttributeMapping, **options: Any) -> ObjectMapping:
    return block("users", *BASE, *rows, **options)


def ada(mapping: ObjectMapping | None = None, /, *, without: str = "", **changes: Any) -> Preview:
    options = {name: changes.pop(name) for name in ("assigned", "webex_user") if name in changes}
    fields = {name: value for name, value in (ADA | changes).items() if name != without}
    return preview(mapping or of(), to_record(fields), **options)


def target(found: Preview, name: str) -> Outcome:
    return next(o for o in found.outcomes if o.mapping.target.key == key(name))
