"""Rollback bundles: what was live, on disk before anything is sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mapping_dsl import __version__
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph import record
from mapping_dsl.graph.document import digest
from mapping_dsl.graph.plan import now
from mapping_dsl.tenant import Tenant

_KIND = "mapping-dsl rollback bundle"
_SHAPE: Mapping[str, type] = {
    "tool": str,
    "made": str,
    "tenant": dict,
    "live": str,
    "document": str,
    "document-sha256": str,
}


class Bundle(Frozen):
    """A tenant's schema as it was, to the byte, when `made` (ISO 8601, UTC)."""

    name: str
    ids: Mapping[str, str]
    document: bytes
    made: str


def write(tenant: Tenant, live: bytes, path: str) -> None:
    """Write what is live to disk for good, and read it back; ToolError if either fails.

    A file that exists is never replaced.
    """
    if os.path.lexists(path):
        raise ToolError(f"{path}: exists already, and no rollback bundle is ever replaced")
    content = {
        "tool": __version__,
        "made": now(),
        "tenant": {"name": tenant.name, **tenant.ids},
        "live": digest(live, "the live schema"),
        **record.packed(live),
    }
    record.write(path, _KIND, content)
    if read(path).document != live:
        raise ToolError(f"{path}: what was written is not what is on the disk")


def read(path: str) -> Bundle:
    """Read a bundle; ToolError for a file that is none, or that is not as it was written."""
    content = record.read(path, _KIND, _SHAPE)
    ids = content["tenant"]
    if not all(isinstance(value, str) for value in ids.values()) or "name" not in ids:
        raise ToolError(f"{path}: `tenant` is wrong; the file was changed")
    return Bundle(ids.pop("name"), ids, record.unpacked(content, path), content["made"])


def free_path(folder: str, tenant: Tenant) -> str:
    """Return a path for a new bundle of a tenant, after the second it is made in."""
    moment = now().replace("-", "").replace(":", "")
    stem = str(Path(folder) / f"rollback-{tenant.name}-{moment}")
    number = 1
    while os.path.lexists(path := f"{stem}{f'-{number}' if number > 1 else ''}.json"):
        number += 1
    return path
