"""Where each part of a schema comes from: JSON pointers, and the places in the mapping."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.findings import Place
from mapping_dsl.json_spans import Node, read, step
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.meeting import Meeting, meet
from mapping_dsl.targets.entra.same import find_item, items, string
from mapping_dsl.targets.entra.scopes import LISTS

_SCOPES = {kind: name for name, kind in LISTS.items()}


def origins(text: str, mapping: Mapping) -> dict[str, Place]:
    """Return what a compiled text owes to which place of the mapping, by JSON pointer."""
    root = read(text)
    found: dict[str, Place] = {}
    for meeting in meet(mapping, Source("", text), root).meetings:
        found |= _block(root, meeting)
        found |= _declared(meeting, mapping)
    return found


def _block(root: Node, meeting: Meeting) -> Iterator[tuple[str, Place]]:
    block, live = meeting.block, meeting.live
    if live.node is not None:
        yield live.pointer, block.origin
        for scope in block.scopes:
            yield f"{live.pointer}/scope{step(_SCOPES[scope.kind])}", scope.place
    rows = root.at(live.rows_pointer)
    for row in block.mappings:
        at = find_item(rows, "targetAttributeName", row.target.path)
        if at is not None:
            yield f"{live.rows_pointer}{step(at)}", row.origin
            yield f"{live.rows_pointer}{step(at)}/source", row.source_origin


def _declared(meeting: Meeting, mapping: Mapping) -> Iterator[tuple[str, Place]]:
    """Yield the definitions of declared attributes, in the objects that the block is about."""
    rule, block, within = meeting.rule, meeting.block, meeting.within
    ends = {
        "source": (rule.source_directory, block.source_object),
        "target": (rule.target_directory, block.target_object),
    }
    for at, directory in enumerate(within.directories.items if within.directories else ()):
        for i, of in enumerate(items(directory, "objects")):
            here = string(directory, "name"), string(of, "name")
            attributes = of.get("attributes")
            for declared in mapping.declared if attributes is not None else ():
                if attributes is None or ends[declared.side] != here:
                    continue
                found = find_item(attributes, "name", declared.name)
                if found is not None:
                    where = f"{step(at)}/objects{step(i)}/attributes{step(found)}"
                    yield within.pointer + where, declared.place
