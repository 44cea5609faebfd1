"""What a POST holds that no row of the mapping puts there, and what Cisco asks for besides."""

from __future__ import annotations

from mapping_dsl.catalog.paths import WEBEX
from mapping_dsl.frozen import Frozen

_STATUS = "accountStatus"


class Added(Frozen):
    """A part of the body of a POST that is not of the mapping.

    `value` is what is sent, None where nothing is; `evidence` says who says so.
    """

    path: str
    value: str | None
    evidence: str


USER = (
    Added(
        "schemas",
        "core and enterprise, and Webex's own if it is used",
        "Microsoft, SCIM guide: its sample has the first two, without an attribute of the second",
    ),
    Added("meta.resourceType", "User", "Microsoft, SCIM guide; read-only, so Webex ignores it"),
    Added("roles", "[]", "Microsoft, SCIM guide: empty unless it is mapped"),
    Added(
        "userType",
        None,
        "Cisco, SCIM 2 API: the OpenAPI document requires it, the published schema does not. "
        "Microsoft's tutorial has no row for it and users are created: either the connector adds "
        "it or the gallery app's endpoint does not ask for it. Which, is not known",
    ),
)
STATUS = Added(
    f"{WEBEX}:{_STATUS}",
    None,
    "Cisco, SCIM 2 API: the OpenAPI document requires it in Webex's own extension, the published "
    "schema does not. No row of Microsoft's has it",
)
GROUP = (
    Added("schemas", "the core schema and Microsoft's own", "Microsoft, SCIM guide: its sample"),
    Added("meta.resourceType", "Group", "Microsoft, SCIM guide; read-only, so Webex ignores it"),
)


def added(kind: str, body: dict[str, object]) -> tuple[Added, ...]:
    """Return what Entra's connector adds to a POST for `users` or `groups`, or may add.

    What the body has by a row of the mapping is not among them.
    """
    if kind != "users":
        return GROUP
    own = body.get(WEBEX)
    status = (STATUS,) if isinstance(own, dict) and _STATUS not in own else ()
    mapped = [name for name in ("roles", "userType") if body.get(name)]
    return (*(row for row in USER if row.path not in mapped), *status)
