"""Changes as JSON, as `schemas/changes.schema.json` describes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapping_dsl.diff.change import Change, Told
from mapping_dsl.report.findings_json import location


def change_data(change: Change, reason: str | None = None) -> dict[str, Any]:
    """Return a change; `reason` is why it was accepted, if it was."""
    return {
        "code": change.code,
        "rule": change.slug,
        "class": change.risk.value,
        "severity": change.severity.value,
        "block": change.block or None,
        "target": change.target,
        "message": change.message,
        "old": _told(change.old),
        "new": _told(change.new),
        "location": location(change.place),
        "next": change.then,
        "steps": list(change.steps),
        "digest": change.digest,
        "accepted": reason,
    }


def _told(told: Told) -> dict[str, Any] | None:
    if not told.shown:
        return None
    return {"shown": told.shown, "location": told.place and location(told.place)}


def comparison_data(
    name: str,
    says: str,
    changes: Iterable[Change],
    accepted: Iterable[tuple[Change, str]],
    broken: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return one mapping's comparison; where it is `broken` nobody knows what changed."""
    told = [change_data(change) for change in changes]
    told += [change_data(change, reason) for change, reason in accepted]
    return {
        "mapping": name,
        "compared": not broken,
        "summary": says,
        "changes": told,
        "findings": broken,
    }
