"""Attributes that a mapping uses, and nobody has defined or declared: most are misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Place
from mapping_dsl.json_spans import Node
from mapping_dsl.resolve.model import Mapping, ObjectMapping, reads
from mapping_dsl.targets.entra.codes import NOT_IN_SCHEMA
from mapping_dsl.targets.entra.declared_edits import End, ends
from mapping_dsl.targets.entra.meeting import Meeting
from mapping_dsl.targets.entra.same import items, string


def undefined(
    mapping: Mapping,
    here: Sequence[Meeting],
    node: Node,
    used: dict[tuple[str, str], set[str]],
) -> Iterator[Finding]:
    """Yield what is neither in the directories `node`, nor declared, nor in a catalog.

    `used` are the keys of what the live schema uses undefined, by directory and object. An object
    that is not defined at all cannot tell.
    """
    for side, names in (("source", _sources), ("target", _targets)):
        for meeting, end in zip(here, ends(mapping, here, side), strict=True):
            defined = _defined(node, end)
            there = {paths.key(name) for name in defined}
            there |= used.get((end.directory, end.object), set())
            seen: set[str] = set()
            for name, place in names(meeting.block) if defined else ():
                key = paths.key(name)
                if key not in there | seen and not _known(end, name, side):
                    seen.add(key)
                    yield _undefined(name, place, end, side, defined)


def _known(end: End, name: str, side: str) -> bool:
    """Tell whether an attribute is declared, or the catalog's of just this directory."""
    if side == "source" and end.directory != source_catalog("users").directory:
        return any(end.known.key(one.name) == end.known.key(name) for one in end.known.declared)
    return end.known.of(name).evidence != ""


def _undefined(name: str, place: Place, end: End, side: str, defined: Sequence[str]) -> Finding:
    message = f"`{name}` is no attribute of `{end.object}` in `{end.directory}` here"
    meant = near(name, defined)
    written = name if name.isidentifier() else f'"{name}"'
    help = f"did you mean `{meant}`? if not, " if meant else ""
    help += f"declare it: `attributes {side} {{ {written}: string }}`"
    return NOT_IN_SCHEMA.at(place, message, help=help, subject=name)


def _defined(node: Node, end: End) -> list[str]:
    return [
        string(one, "name")
        for directory in node.items
        if string(directory, "name") == end.directory
        for of in items(directory, "objects")
        if string(of, "name") == end.object
        for one in items(of, "attributes")
    ]


def _targets(block: ObjectMapping) -> Iterator[tuple[str, Place]]:
    yield from ((row.target.path, row.target.place) for row in block.mappings)


def _sources(block: ObjectMapping) -> Iterator[tuple[str, Place]]:
    for row in block.mappings:
        yield from ((name, row.source_origin) for name in reads(row.source))
    for scope in block.scopes:
        yield from ((clause.attribute, scope.place) for group in scope.groups for clause in group)
