"""The Webex transform: all that turns a source record into a Webex user, as one JSON document.

`schemas/webex-transform.schema.json` documents it; who reads that needs nothing else of ours.
"""

from __future__ import annotations

from mapping_dsl.catalog import paths
from mapping_dsl.evaluate.depth import depth, room
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Comparison,
    Constant,
    Expression,
    Mapping,
    ObjectMapping,
    Scope,
)
from mapping_dsl.targets import definitions
from mapping_dsl.targets.definitions import Definitions, read

VERSION = 1
_ACTIONS = ("create", "update", "delete")


def transform(mapping: Mapping) -> dict[str, object]:
    """Encode a mapping; objects and targets have the model's order."""
    return {
        "version": VERSION,
        "mapping": mapping.name,
        "system": mapping.system,
        "bases": list(mapping.bases),
        "objects": [
            _object(mapping, at, rule.name) for rule in mapping.rules for at in rule.object_mappings
        ],
    }


def _object(mapping: Mapping, at: ObjectMapping, rule: str) -> dict[str, object]:
    known = definitions.targets(mapping, at)
    return {
        "object": at.kind,
        "rule": rule,
        "from": at.source_object,
        "to": at.target_object,
        "enabled": at.enabled,
        "actions": [action for action in _ACTIONS if action in at.actions],
        "sources": _sources(at, definitions.sources(mapping, at)),
        "scope": [_scope(scope) for scope in at.scopes if scope.groups],
        "match": _match(at.mappings),
        "targets": [_target(row, known) for row in at.mappings],
    }


def _sources(at: ObjectMapping, known: Definitions) -> list[dict[str, object]]:
    """Return the attributes that are read, and where a record of Graph's has them."""
    names = sorted(dict.fromkeys(read(at)), key=lambda name: (name.casefold(), name))
    return [
        {
            "attribute": name,
            "type": attribute.type.value.lower(),
            "multivalued": attribute.multivalued,
            "graph": None if attribute.computed else attribute.graph or name,
        }
        for name, attribute in ((name, known.of(name)) for name in names)
    ]


def _scope(scope: Scope) -> dict[str, object]:
    return {
        "kind": scope.kind,
        "any": [
            {
                "all": [
                    {"attribute": c.attribute, "operator": c.operator, "value": c.value}
                    for c in group
                ]
            }
            for group in scope.groups
        ],
    }


def _match(rows: tuple[AttributeMapping, ...]) -> list[dict[str, object]]:
    matching = [row for row in rows if row.matching_priority]
    return [
        {
            "precedence": row.matching_priority,
            "target": row.target.path,
            "filter": f"{row.target.path} eq {{value}}",
        }
        for row in sorted(matching, key=lambda row: row.matching_priority)
    ]


def _target(row: AttributeMapping, known: Definitions) -> dict[str, object]:
    attribute = known.of(row.target.path)
    return {
        "target": row.target.path,
        "lands": _lands(attribute.name),
        "type": attribute.type.lower(),
        "multivalued": attribute.multivalued,
        "caseExact": attribute.case_exact,
        "apply": "create" if row.flow_type == "ObjectAddOnly" else "always",
        "flow": {"type": row.flow_type, "behavior": row.flow_behavior},
        "default": _default(row),
        "value": _source(row.source),
    }


def _lands(target: str) -> list[object]:
    """Return the steps to a target's place: keys, and what the element of a list must have."""
    try:
        path = paths.parse(target)
    except ValueError:
        return [target]
    steps: list[object] = [step for step in (path.urn, path.attribute) if step]
    if path.filter:
        on, value = path.filter
        steps.append({on: value.casefold() == "true" if on == "primary" else value})
    return [*steps, path.sub] if path.sub else steps


def _default(row: AttributeMapping) -> dict[str, object] | None:
    if row.default is None:
        return None
    return {"value": row.default, "applies": "while empty" if row.source is None else "on create"}


def _source(expression: Expression | None) -> dict[str, object] | None:
    if expression is None:
        return None
    with room(depth(expression)):
        return _value(expression)


def _value(expression: Expression) -> dict[str, object]:
    match expression:
        case Attribute(name):
            return {"attribute": name}
        case Constant(text, kind):
            return {"constant": text, "kind": kind.value}
        case Comparison(left, operator, right):
            return {"compare": operator, "left": _value(left), "right": _value(right)}
        case Call(function, arguments):
            return {
                "call": function,
                "arguments": [
                    {"name": name, "values": [_value(value) for value in values]}
                    for name, values in arguments
                ],
            }
