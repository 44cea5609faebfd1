"""Directory definitions of a live schema: they gain what they lack and get what is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Place
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node, step
from mapping_dsl.resolve import model
from mapping_dsl.source import Source, Span
from mapping_dsl.targets.definitions import read
from mapping_dsl.targets.entra.changes import Done, What
from mapping_dsl.targets.entra.codes import LEFT_ALONE
from mapping_dsl.targets.entra.declared_edits import redefine
from mapping_dsl.targets.entra.directories import directories
from mapping_dsl.targets.entra.like import keys, shaped
from mapping_dsl.targets.entra.meeting import Meeting
from mapping_dsl.targets.entra.same import items, string
from mapping_dsl.targets.entra.undefined import undefined


def define(
    editor: Editor, source: Source, mapping: model.Mapping, meetings: Sequence[Meeting]
) -> tuple[list[Done], list[Finding]]:
    """Add the definitions of what the mapping declares, or our catalog has, and live lacks.

    A definition that is declared otherwise is changed; what is used, and neither defined nor
    declared nor in the catalog, is an error. Returns what was done and what is to be told. What the
    live schema itself uses without defining it is left so: the service has taken it. An object that
    is defined nowhere gets no definitions.
    """
    done: list[Done] = []
    told: list[Finding] = []
    for pointer in dict.fromkeys(meeting.within.pointer for meeting in meetings):
        here = [meeting for meeting in meetings if meeting.within.pointer == pointer]
        node = here[0].within.directories
        if node is not None and node.kind is Kind.ARRAY:
            told += undefined(mapping, here, node, _used(here))
            done += redefine(editor, mapping, here, node, pointer)
            for directory, of, attributes in _lacking(mapping, here, node):
                known = _object(node, directory, of)
                if known is None:
                    told.append(_undefined(source, node, directory, of, attributes))
                else:
                    _add(editor, known[1], attributes)
                    where = f"{pointer}{known[0]}/attributes"
                    names = (one["name"] for one in attributes)
                    done += [Done(What.ADDED, where, "name", name) for name in names]
    return done, told


def _lacking(
    mapping: model.Mapping, here: Sequence[Meeting], node: Node
) -> Iterator[tuple[str, str, list[Mapping[str, Any]]]]:
    """Yield what is to be defined: directory, object, and its attributes."""
    used, ours = _used(here), set(_ours(mapping, here))
    for directory in _wanted(mapping, here):
        for of in directory["objects"]:
            name, known = (
                (directory["name"], of["name"]),
                _object(node, directory["name"], of["name"]),
            )
            there = {
                paths.key(string(one, "name")) for one in items(known and known[1], "attributes")
            }
            there |= used.get(name, set())
            lacking = [one for one in of["attributes"] if paths.key(one["name"]) in ours - there]
            if lacking:
                yield *name, lacking


def _ours(mapping: model.Mapping, here: Sequence[Meeting]) -> Iterator[str]:
    """Yield the keys of what is used or declared: an anchor that is neither is the tenant's own."""
    yield from (paths.key(declared.name) for declared in mapping.declared)
    for meeting in here:
        yield from map(paths.key, read(meeting.block))
        yield from (row.target.key for row in meeting.block.mappings)


def _wanted(mapping: model.Mapping, here: Sequence[Meeting]) -> list[Any]:
    """Return the directories as we would define them."""
    by_rule: dict[int, tuple[model.SynchronizationRule, list[model.ObjectMapping]]] = {}
    for meeting in here:
        by_rule.setdefault(id(meeting.rule), (meeting.rule, []))[1].append(meeting.block)
    rules = (rule.but(object_mappings=tuple(blocks)) for rule, blocks in by_rule.values())
    return directories(mapping.but(rules=tuple(rules)))


def _used(here: Sequence[Meeting]) -> dict[tuple[str, str], set[str]]:
    """Return the keys of what the live schema uses, by directory and object."""
    used: dict[tuple[str, str], set[str]] = {}
    for live in {id(one.within): one.within for one in here}.values():
        for block in live.blocks:
            source = (
                string(live.node, "sourceDirectoryName"),
                string(block.node, "sourceObjectName"),
            )
            target = (
                string(live.node, "targetDirectoryName"),
                string(block.node, "targetObjectName"),
            )
            used.setdefault(source, set()).update(map(paths.key, _read(block.node)))
            rows = items(block.node, "attributeMappings")
            names = (string(row, "targetAttributeName") for row in rows)
            used.setdefault(target, set()).update(map(paths.key, names))
    return used


def _read(block: Node | None) -> Iterator[str]:
    for row in items(block, "attributeMappings"):
        source = row.get("source")
        nodes = source.nodes() if source is not None else ()
        yield from (string(one, "name") for one in nodes if string(one, "type") == "Attribute")
    scope = block.get("scope") if block is not None else None
    nodes = scope.nodes() if scope is not None else ()
    yield from (string(one, "sourceOperandName") for one in nodes)


def _object(node: Node, directory: str, name: str) -> tuple[str, Node] | None:
    """Return the pointer below the directories, and the node, of an object's definition."""
    for at, one in enumerate(node.items):
        if string(one, "name") == directory:
            for i, of in enumerate(items(one, "objects")):
                if string(of, "name") == name:
                    return f"{step(at)}/objects{step(i)}", of
    return None


def _add(editor: Editor, of: Node, attributes: Sequence[Mapping[str, Any]]) -> None:
    """Add definitions: where the others are sorted by name in their place, else at the end."""
    holder = of.get("attributes")
    order = keys(items(of, "attributes"))
    if holder is None or holder.kind is not Kind.ARRAY:
        editor.put(of, "attributes", [shaped(one, order) for one in attributes])
        return
    names = [string(one, "name").casefold() for one in holder.items]
    is_sorted = all(first <= second for first, second in pairwise(names))
    for one in attributes:
        later = (at for at, name in enumerate(names) if name > one["name"].casefold())
        before = next(later, None) if is_sorted else None
        editor.add(holder, shaped(one, order), before)


def _undefined(
    source: Source, node: Node, directory: str, of: str, attributes: Sequence[Mapping[str, Any]]
) -> Finding:
    names = ", ".join(f"`{one['name']}`" for one in attributes)
    message = f"no object `{of}` of `{directory}` is defined here: {names} stay undefined"
    place = Place(source, Span(node.span.start, node.span.start + 1))
    return LEFT_ALONE.at(place, message, subject=of)
