"""Where the tests' SCIM server goes by the RFC and Entra does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mapping_dsl.catalog.paths import CORE_GROUP

Json = dict[str, Any]

STRICTER = {
    "unknown schema": "RFC 7643 lets a server refuse it; Cisco's API documents that it ignores it",
    "manager as text": "RFC 7643: an object; Entra sends the id alone (SCIM-SDK issue 686)",
    "add to no item": "RFC 7644: noTarget, as Cisco documents for replace; for add nothing is said",
    "removal with value": "RFC 7644: a filter in the path; Microsoft's page shows a list of values",
}
"""Where the server refuses what Entra sends, each with what is known of Webex."""


def as_the_rfc_has_it(detail: str, body: Mapping[str, Any]) -> tuple[str, Json]:
    """Return which of STRICTER a refusal is, and the body that the RFC has for it."""
    made: Json = json.loads(json.dumps(body))
    if "Unknown extension schemas" in detail:
        return "unknown schema", made | {"schemas": [CORE_GROUP]}
    operations: list[Json] = made.get("Operations", [])
    why = ""
    for index, one in enumerate(list(operations)):
        path, value = one.get("path", ""), one.get("value")
        if path.endswith(":manager") and isinstance(value, str):
            why, one["value"] = "manager as text", {"value": value}
        elif one["op"].lower() == "remove" and value is not None:
            why = "removal with value"
            operations[index : index + 1] = [
                {"op": "remove", "path": f'{path}[value eq "{item["value"]}"]'} for item in value
            ]
        elif "noTarget" in detail or "matches the path filter" in detail:
            whole, _, rest = path.partition("[")
            if one["op"].lower() == "add" and rest:
                on, sub = rest.split('"')[1], rest.rpartition(".")[2]
                why, one["path"], one["value"] = "add to no item", whole, [{"type": on, sub: value}]
    return why, made
