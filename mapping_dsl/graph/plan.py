"""Plans: the whole document that a tenant is to have, and what was live when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum

from mapping_dsl import __version__
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph import record
from mapping_dsl.graph.changes import Changes, as_data
from mapping_dsl.tenant import Tenant

_KIND = "mapping-dsl plan"
_SHAPE: Mapping[str, type] = {
    "tool": str,
    "made": str,
    "action": str,
    "tenant": dict,
    "mapping": dict,
    "live": str,
    "changes": list,
    "document": str,
    "document-sha256": str,
}


class Action(StrEnum):
    """What applying a plan sends."""

    REPLACE = "replace"
    RESET = "reset"


class Plan(Frozen):
    """What to do with one tenant's schema.

    `live` is the digest of what was read; `document` is the new one, for a reset what the app's
    template says now, empty if that could not be read. `mapping` is the path of the mapping.
    """

    action: Action
    name: str
    ids: Mapping[str, str]
    live: str
    document: bytes
    changes: Changes = Changes("")
    mapping: Mapping[str, str] = {}
    made: str = ""

    def of(self, tenant: Tenant | None, path: str) -> Tenant:
        """Return the tenant of the configuration that this plan is for; ToolError if it is not.

        A plan alone never decides where a token is sent.
        """
        return same_tenant(self.name, self.ids, tenant, path)


def same_tenant(name: str, ids: Mapping[str, str], tenant: Tenant | None, path: str) -> Tenant:
    """Return the configuration's tenant, if a file of ours that names it means the same one."""
    if tenant is None:
        raise ToolError(
            f"{path}: is for tenant `{name}`, which the configuration does not have; "
            "name the right one with `--config`"
        )
    for key, value in tenant.ids.items():
        if ids.get(key) != value:
            raise ToolError(
                f"{path}: has another `{key}` for tenant `{name}` than the configuration has"
            )
    return tenant


def now() -> str:
    """Return the moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(plan: Plan, path: str) -> None:
    """Write a plan; ToolError if that fails."""
    content = {
        "tool": __version__,
        "made": now(),
        "action": plan.action.value,
        "tenant": {"name": plan.name, **plan.ids},
        "mapping": dict(plan.mapping),
        "live": plan.live,
        "changes": as_data(plan.changes),
        **record.packed(plan.document),
    }
    record.write(path, _KIND, content)


def read(path: str) -> Plan:
    """Read a plan; ToolError for a file that is none, or that is not as it was written.

    Its changes are for people who look at the file: they are not read, but found out anew.
    """
    content = record.read(path, _KIND, _SHAPE)
    try:
        ids = dict(content["tenant"])
        return Plan(
            Action(content["action"]),
            str(ids.pop("name")),
            ids,
            content["live"],
            record.unpacked(content, path),
            mapping={key: str(value) for key, value in content["mapping"].items()},
            made=content["made"],
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        raise ToolError(f"{path}: is not as it was written; make a new plan") from None
