"""What is known of the attributes on either side of an object mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute, AttributeType, Catalog, Mutability
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Declared, Mapping, ObjectMapping, reads

_KINDS = ("users", "groups")


class Definitions(Frozen):
    """The attributes of one side; what is declared comes before what the catalog has."""

    declared: tuple[Declared, ...]
    catalog: Catalog | None
    scim: bool

    def of(self, name: str) -> Attribute:
        """Return a source by its name or a target by its path; an unknown one is a string."""
        for declared in self.declared:
            if self.key(declared.name) == self.key(name):
                return _as_attribute(declared)
        known = find(self.catalog, name) if self.catalog else None
        if known and self.key(known.name) == self.key(name):
            return known
        return Attribute(name, AttributeType.STRING)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The attributes that identify an object: a definition has one, used or not."""
        return tuple(a.name for a in self.catalog.attributes if a.anchor) if self.catalog else ()

    def key(self, name: str) -> str:
        """Return what two spellings of one attribute have in common."""
        return paths.key(name) if self.scim else name


def sources(mapping: Mapping, of: ObjectMapping) -> Definitions:
    """Return what an object mapping can read."""
    declared = tuple(d for d in mapping.declared if d.side == "source")
    kind = of.kind if of.kind in _KINDS else _kind_of(of.source_object)
    return Definitions(declared, source_catalog(kind) if kind else None, scim=False)


def targets(mapping: Mapping, of: ObjectMapping) -> Definitions:
    """Return what an object mapping can write: of another system than Webex, what is declared."""
    declared = tuple(d for d in mapping.declared if d.side == "target")
    known = mapping.system == "webex" and of.kind in _KINDS
    return Definitions(declared, target_catalog(of.kind) if known else None, scim=True)


def catalogued(mapping: Mapping, declared: Declared) -> Attribute | None:
    """Return what the catalog knows of a declared attribute, where a mapping uses it."""
    plain = mapping.but(declared=())
    for of in (of for rule in mapping.rules for of in rule.object_mappings):
        source = declared.side == "source"
        known = sources(plain, of) if source else targets(plain, of)
        used = read(of) if source else (row.target.path for row in of.mappings)
        if known.key(declared.name) in map(known.key, used):
            found = known.of(declared.name)
            if found.evidence:
                return found
    return None


def definition(one: Attribute | Declared) -> tuple[str | bool, ...]:
    """Return all that a definition says of an attribute besides its name."""
    flags = (one.multivalued, one.required, one.anchor, one.case_exact)
    return (str(one.type), *flags, one.mutability)


def read(at: ObjectMapping) -> Iterator[str]:
    """Yield the source attributes of an object mapping, those of its filters included."""
    for row in at.mappings:
        yield from reads(row.source)
    for scope in at.scopes:
        yield from (clause.attribute for group in scope.groups for clause in group)


def _kind_of(source_object: str) -> str | None:
    return next((kind for kind in _KINDS if source_catalog(kind).object == source_object), None)


def _as_attribute(declared: Declared) -> Attribute:
    return Attribute(
        declared.name,
        AttributeType(declared.type),
        multivalued=declared.multivalued,
        required=declared.required,
        anchor=declared.anchor,
        case_exact=declared.case_exact,
        mutability=cast("Mutability", declared.mutability),
        evidence="declared in the mapping",
        confidence="high",
    )
