"""Made-up tenants for tests of the commands that talk to Graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph_server import CLIENT, JOB, PRINCIPAL, TENANT_ID
from mapping_dsl.api.compile import compile_mapping

MAPPING = """\
mapping "made-up" extends "webex/default@1"

users {
  jobTitle -> title
}
"""


def template() -> dict[str, Any]:
    """Return a schema as the app's template might have it: the preset, compiled."""
    document: dict[str, Any] = json.loads(
        compile_mapping("preset:webex/default", "entra").text or ""
    )
    return {"id": "template", "version": "6.0", **document}


def live() -> dict[str, Any]:
    """Return a schema as a tenant might have it: with ids, a version, and what nobody knows."""
    document = template()
    for number, directory in enumerate(document["directories"]):
        directory.setdefault("id", f"made-up-directory-{number}")
        directory |= {"discoverabilities": "AttributeNames, AttributeDataTypes", "version": "7"}
        directory["somethingNew"] = {"kept": [1, 2.50, "é"]}
    return {
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#schema",
        **document,
        "id": JOB,
        "provisioningTaskIdentifier": f"{JOB}.made-up",
        "version": "Date:2026-11-01T08:00:00.0000000Z, ActivityId:made-up",
    }


def config(address: str, *names: str, extra: str = "") -> str:
    """Return a configuration whose tenants are all the one at an address."""
    return "".join(
        f"""[tenant.{name}]
tenant-id = "{TENANT_ID}"
service-principal = "{PRINCIPAL}"
job = "{JOB}"
sign-in = "client-secret"
client-id = "{CLIENT}"
client-secret-env = "WEBEX_SECRET"
graph = "{address}"
authority = "{address}"
{extra}
"""
        for name in names
    )


def furnish(folder: Path, address: str, *names: str, extra: str = "") -> None:
    """Put a mapping and a configuration into a folder."""
    (folder / ".git").mkdir()
    (folder / "a.mapping").write_text(MAPPING, "utf-8")
    (folder / "mapping-dsl.toml").write_text(config(address, *names, extra=extra), "utf-8")
