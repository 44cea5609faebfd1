"""Graph's `directoryDefinition`: every attribute that a mapping or a filter uses is defined."""

from __future__ import annotations

from collections.abc import Sequence

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.targets.definitions import Definitions, read, sources, targets

IDS = {"Azure Active Directory": "66e4a8cc-1b7b-435e-95f8-f06cea133828"}  # in all Graph examples


class _End(Frozen):
    """One end of an object mapping: Graph's names, and the attributes that are used of it."""

    kind: str
    directory: str
    object: str
    used: tuple[str, ...]
    known: Definitions


def directories(mapping: Mapping) -> list[object]:
    """Define the attributes that are used, anchors, and declared ones, sorted as exports are.

    A declared attribute that nothing uses is defined for the first object mapping. That a
    reference points to users is documented of the manager, and inferred of all others.
    """
    found: dict[str, dict[str, dict[str, object]]] = {}
    for ends in (_sources(mapping), _targets(mapping)):
        for end, names in zip(ends, _names(ends), strict=True):
            attributes = found.setdefault(end.directory, {}).setdefault(end.object, {})
            for name in names:
                definition = _attribute(end.known.of(name), name, _people(ends, end))
                attributes.setdefault(end.known.key(name), definition)
    return [_directory(name, objects) for name, objects in found.items()]


def _sources(mapping: Mapping) -> list[_End]:
    ends = (
        (rule, at, sources(mapping, at)) for rule in mapping.rules for at in rule.object_mappings
    )
    return [
        _End(
            at.kind,
            rule.source_directory,
            at.source_object,
            (*read(at), *known.anchors),
            known,
        )
        for rule, at, known in ends
    ]


def _targets(mapping: Mapping) -> list[_End]:
    return [
        _End(
            at.kind,
            rule.target_directory,
            at.target_object,
            tuple(row.target.path for row in at.mappings),
            targets(mapping, at),
        )
        for rule in mapping.rules
        for at in rule.object_mappings
    ]


def _names(ends: Sequence[_End]) -> list[list[str]]:
    """Return what is to be defined for each end."""
    used = {end.known.key(name) for end in ends for name in end.used}
    names = [list(end.used) for end in ends]
    for first in ends[:1]:
        declared = (paths.expand(declared.name) for declared in first.known.declared)
        names[0] += (name for name in declared if first.known.key(name) not in used)
    return names


def _people(ends: Sequence[_End], end: _End) -> str:
    """Return the object that references of an end point to: the users of its directory."""
    users = (other for other in ends if other.kind == "users" and other.directory == end.directory)
    return next((other.object for other in users), end.object)


def _directory(name: str, objects: dict[str, dict[str, object]]) -> dict[str, object]:
    known = {"id": IDS[name]} if name in IDS else {}
    return known | {
        "name": name,
        "objects": [
            {"name": of, "attributes": [a for _, a in sorted(attributes.items(), key=_folded)]}
            for of, attributes in objects.items()
        ],
    }


def _folded(item: tuple[str, object]) -> tuple[str, str]:
    return item[0].casefold(), item[0]


def _attribute(attribute: Attribute, name: str, people: str) -> dict[str, object]:
    points = attribute.type is AttributeType.REFERENCE
    return {
        "anchor": attribute.anchor,
        "caseExact": attribute.case_exact,
        "defaultValue": None,
        "multivalued": attribute.multivalued,
        "mutability": attribute.mutability,
        "name": name,
        "required": attribute.required,
        "type": attribute.type.value,
        "apiExpressions": [],
        "metadata": [],
        "referencedObjects": [_reference(people)] if points else [],
    }


def _reference(people: str) -> dict[str, object]:
    return {"referencedObjectName": people, "referencedProperty": None}
