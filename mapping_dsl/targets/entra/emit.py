"""Graph's `synchronizationSchema` of a mapping: what the service takes with PUT and exports."""

from __future__ import annotations

from mapping_dsl.resolve.model import AttributeMapping, Mapping, ObjectMapping, SynchronizationRule
from mapping_dsl.targets.entra.directories import directories
from mapping_dsl.targets.entra.scopes import scope
from mapping_dsl.targets.entra.sources import source

GALLERY_RULE = "USERGROUP_OUTBOUND_USERGROUP"
"""The rule of SCIM apps of the gallery and of one's own."""
_RULE_IDS: dict[str | None, str] = {
    GALLERY_RULE: "03f7d90d-bf71-41b1-bda6-aaf0ddbee5d8"
}  # the same in three apps' issues
_NAMES = {
    "users": "Provision Microsoft Entra ID Users",
    "groups": "Provision Microsoft Entra ID Groups",
}
_FLOW_TYPES = {"create": "Add", "update": "Update", "delete": "Delete"}


def emit(mapping: Mapping) -> dict[str, object]:
    """Encode a mapping; every list has the model's order, every object the key order of exports.

    What only the tenant knows is left out: the schema's `id` and `version`, the `id` of a rule
    other than the gallery's, whatever the service discovers of a directory. The name of another
    system's directory is null where no `rule` says it. The objects' metadata is empty, since no
    export of the Webex app shows what belongs there.
    """
    return {
        "synchronizationRules": [
            _rule(rule, priority) for priority, rule in enumerate(mapping.rules, start=1)
        ],
        "directories": directories(mapping),
    }


def _rule(rule: SynchronizationRule, priority: int) -> dict[str, object]:
    gallery = GALLERY_RULE if rule.target_directory else None
    name = rule.name or gallery
    known = {"id": _RULE_IDS[name]} if name in _RULE_IDS else {}
    return {
        "editable": True,
        **known,
        "name": name,
        "priority": priority,
        "sourceDirectoryName": rule.source_directory,
        "targetDirectoryName": rule.target_directory or None,
        "metadata": [],
        "objectMappings": [object_mapping(each) for each in rule.object_mappings],
    }


def object_mapping(mapping: ObjectMapping) -> dict[str, object]:
    """Encode one block; its `attributeMappings` are in the order of the model's."""
    flows = [flow for action, flow in _FLOW_TYPES.items() if action in mapping.actions]
    return {
        "enabled": mapping.enabled,
        "flowTypes": ", ".join(flows) or "None",
        "name": _NAMES.get(mapping.kind),
        "sourceObjectName": mapping.source_object,
        "targetObjectName": mapping.target_object,
        "attributeMappings": [_attribute_mapping(row) for row in mapping.mappings],
        "metadata": [],
        "scope": scope(mapping.scopes),
    }


def _attribute_mapping(row: AttributeMapping) -> dict[str, object]:
    return {
        "defaultValue": row.default,
        "exportMissingReferences": False,
        "flowBehavior": row.flow_behavior,
        "flowType": row.flow_type,
        "matchingPriority": row.matching_priority,
        "targetAttributeName": row.target.path,
        "source": None if row.source is None else source(row.source),
    }
