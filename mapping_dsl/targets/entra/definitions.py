"""Graph's `directoryDefinition`s to declared attributes: those that a mapping needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingType

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Declared, Mapping
from mapping_dsl.resolve.raising import Unsayable, declaration
from mapping_dsl.targets import definitions
from mapping_dsl.targets.entra.directories import IDS
from mapping_dsl.targets.entra.document import (
    AttributeDefinition,
    DirectoryDefinition,
    ObjectDefinition,
)
from mapping_dsl.targets.entra.envelope import Envelope
from mapping_dsl.targets.entra.graph import Resource
from mapping_dsl.targets.entra.leftovers import Leftover, below, leftovers, unknown

_OWN = ("type", "multivalued", "required", "anchor", "case_exact", "mutability")


class Found(Frozen):
    """The attributes that a mapping has to declare, and what is left of the definitions."""

    declared: tuple[Declared, ...]
    left: tuple[Leftover, ...]


class _End(Frozen):
    """One end of an object mapping, with the attributes that are used there."""

    side: str
    directory: str
    object: str
    used: tuple[str, ...]
    known: definitions.Definitions


class Definitions:
    """The definitions of a document, beside the mapping that was read of it."""

    def __init__(self, mapping: Mapping, directories: list[DirectoryDefinition]) -> None:
        self._directories = directories
        self._ends = [*_ends(mapping, "source"), *_ends(mapping, "target")]
        self._people = dict(reversed(list(_people(mapping))))
        self._declared: dict[tuple[str, str], Declared] = {}
        self._left: list[Leftover] = []

    def found(self, envelope: Envelope) -> Found:
        """Return what is to be declared, and what is left."""
        for index, directory in enumerate(self._directories):
            at = f"/directories/{index}"
            said = self._objects(directory, at, envelope)
            note = _rest(directory, said, self._people)
            if note:
                self._left.append((at, note))
            self._left += [
                each for one, where in below(directory, at) for each in unknown(one, where)
            ]
        ordered = sorted(self._declared.values(), key=lambda d: (d.side, d.name.casefold(), d.name))
        return Found(tuple(ordered), tuple(self._left))

    def _objects(self, directory: DirectoryDefinition, at: str, envelope: Envelope) -> set[int]:
        """Declare what is needed of a directory; return the definitions that are then said."""
        said: set[int] = set()
        for index, object_ in enumerate(directory.objects or []):
            for end in self._ends:
                if (end.directory, end.object) == (directory.name, object_.name):
                    for i, attribute in _defined(end, object_):
                        where = f"{at}/objects/{index}/attributes/{i}"
                        place = envelope.place(envelope.pointer(where))
                        if self._say(end, attribute, where, place):
                            said.add(id(attribute))
        return said

    def _say(self, end: _End, attribute: AttributeDefinition, at: str, place: Place) -> bool:
        """Declare an attribute if need be; tell whether its definition is said now."""
        known, name = end.known.of(attribute.name or ""), attribute.name or ""
        if known.evidence and _own(attribute) == _of(known):
            return True
        declared = _declared(end.side, attribute, place)
        if declared is None:
            self._left.append((at, f"the attribute `{name}`, as `{attribute.type}`"))
            return False
        before = self._declared.setdefault((end.side, end.known.key(name)), declared)
        if before != declared:
            self._left.append((at, f"`{name}`, which is declared otherwise for another object"))
        return before == declared


def _defined(end: _End, object_: ObjectDefinition) -> Iterator[tuple[int, AttributeDefinition]]:
    """Yield the definitions of the attributes that are used, in the order of their use."""
    found = {
        end.known.key(attribute.name): (index, attribute)
        for index, attribute in enumerate(object_.attributes or [])
        if attribute.name
    }
    for name in end.used:
        if end.known.key(name) in found:
            yield found.pop(end.known.key(name))


def _ends(mapping: Mapping, side: str) -> Iterator[_End]:
    for rule in mapping.rules:
        for at in rule.object_mappings:
            if side == "source":
                used = tuple(dict.fromkeys(definitions.read(at)))
                known = definitions.sources(mapping, at)
                yield _End(side, rule.source_directory, at.source_object, used, known)
            else:
                used = tuple(dict.fromkeys(row.target.path for row in at.mappings))
                known = definitions.targets(mapping, at)
                yield _End(side, rule.target_directory, at.target_object, used, known)


def _people(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Yield directories and the objects in them that are people."""
    for rule in mapping.rules:
        for at in rule.object_mappings:
            if at.kind == "users":
                yield rule.source_directory, at.source_object
                yield rule.target_directory, at.target_object


def _own(attribute: AttributeDefinition) -> tuple[object, ...]:
    return (
        attribute.type.meant,
        attribute.multivalued,
        attribute.required,
        attribute.anchor,
        attribute.case_exact,
        attribute.mutability.meant,
    )


def _of(attribute: Attribute) -> tuple[object, ...]:
    return (attribute.type.value, *(getattr(attribute, name) for name in _OWN[1:]))


def _declared(side: str, attribute: AttributeDefinition, place: Place) -> Declared | None:
    type_, multivalued, required, anchor, case_exact, mutability = _own(attribute)
    if not type_ or not mutability:
        return None
    made = Declared(
        side,
        attribute.name or "",
        str(type_),
        bool(multivalued),
        bool(required),
        bool(anchor),
        bool(case_exact),
        str(mutability),
        place,
    )
    try:
        declaration(made)
    except Unsayable:
        return None
    return made


def _rest(directory: DirectoryDefinition, said: set[int], people: MappingType[str, str]) -> str:
    """Return in a few words what of a directory is not said.

    That a reference points to `people`, or where there are none to its own object, is what
    compiling writes.
    """
    own = {"name", "objects", *(("id",) if directory.id == IDS.get(directory.name or "") else ())}
    parts = [_last(at) for at in _known(directory, own)]
    attributes = [a for object_ in directory.objects or [] for a in object_.attributes or []]
    unsaid = sum(id(attribute) not in said for attribute in attributes)
    if unsaid:
        parts.append(f"{unsaid} of {len(attributes)} definitions")
    usual = {"name", "attributes", *_OWN}
    more = {
        _last(at)
        for object_ in directory.objects or []
        for one in (object_, *(object_.attributes or []))
        for at in _known(
            one, {*usual, *_points_to(one, people.get(directory.name or "", object_.name))}
        )
    }
    parts += sorted(more)
    return ", ".join(parts)


def _points_to(one: Resource, people: str | None) -> tuple[str, ...]:
    """Return the name of the property that says what a reference points to, if it is the usual."""
    found = one.referenced_objects if isinstance(one, AttributeDefinition) else None
    usual = [(people, None)]
    there = [(of.referenced_object_name, of.referenced_property) for of in found or []]
    return ("referenced_objects",) if there == usual else ()


def _known(resource: Resource, said: Collection[str]) -> Iterator[str]:
    """Yield what is left of the properties that Graph's metadata has."""
    others = {at for at, _ in unknown(resource, "")}
    yield from (at for at, _ in leftovers(resource, "", said) if at not in others)


def _last(at: str) -> str:
    return at.rpartition("/")[2]
