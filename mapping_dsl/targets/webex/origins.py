"""Where each part of a Webex transform comes from: JSON pointers, and places in the mapping."""

from __future__ import annotations

from mapping_dsl.findings import Place
from mapping_dsl.resolve.model import Mapping


def origins(_: str, mapping: Mapping) -> dict[str, Place]:
    """Return what a transform owes to which place of the mapping, by JSON pointer."""
    found: dict[str, Place] = {}
    blocks = (block for rule in mapping.rules for block in rule.object_mappings)
    for i, block in enumerate(blocks):
        found[f"/objects/{i}"] = block.origin
        for k, scope in enumerate(scope for scope in block.scopes if scope.groups):
            found[f"/objects/{i}/scope/{k}"] = scope.place
        for k, row in enumerate(block.mappings):
            found[f"/objects/{i}/targets/{k}"] = row.origin
            found[f"/objects/{i}/targets/{k}/value"] = row.source_origin
    return found
