"""A mapping into the schema that a tenant has, as edits of its text: all it does not own stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node, read, step
from mapping_dsl.resolve import model
from mapping_dsl.source import Source, Span
from mapping_dsl.targets.entra.codes import LEFT_ALONE, UNMANAGED
from mapping_dsl.targets.entra.definition_edits import define
from mapping_dsl.targets.entra.emit import object_mapping
from mapping_dsl.targets.entra.like import keys, shaped, shaped_source
from mapping_dsl.targets.entra.meeting import Meeting, meet
from mapping_dsl.targets.entra.same import (
    is_null,
    items,
    same_flows,
    same_parameters,
    same_scalar,
    same_source,
    string,
)
from mapping_dsl.targets.entra.scope_edits import edit_scope

_ROW: Mapping[str, object] = {
    "defaultValue": None,
    "flowBehavior": "FlowWhenChanged",
    "flowType": "Always",
    "matchingPriority": 0,
}
"""What a mapping owns of an attribute mapping besides its source, with Graph's defaults."""


class Unmanaged(StrEnum):
    """What becomes of attribute mappings that the file neither maps nor drops."""

    KEEP = "keep"
    DROP = "drop"
    FAIL = "fail"


class What(StrEnum):
    """What was done at a place of the live document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(Frozen):
    """One change; `pointer` is into the new text, of what is removed into the old one.

    `subject` is the target or the attribute, if it is about one.
    """

    what: What
    pointer: str
    subject: str = ""


class Merged(Frozen):
    """The new text, equal to the old one if there are no changes, and what is to be told.

    With an error among the findings there is no text.
    """

    text: str | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def merge(live: Source, mapping: model.Mapping, unmanaged: Unmanaged = Unmanaged.FAIL) -> Merged:
    """Merge a mapping into a live schema, whose encoding and byte order mark are the caller's.

    Equal meaning is equal: sets of flags in any order, an expression by its tree. NotJsonError for
    a text that is no JSON; a mapping that the schema has no place for is a finding.
    """
    root = read(live.text, live.path)
    return _Merge(live, root, unmanaged).merge(mapping)


class _Merge:
    def __init__(self, live: Source, root: Node, unmanaged: Unmanaged) -> None:
        self.live, self.root, self.unmanaged = live, root, unmanaged
        self.editor = Editor(live.text, root)
        self.findings: list[Finding] = []
        self.removed: list[Change] = []
        self.done: list[tuple[What, str, str, str]] = []

    def merge(self, mapping: model.Mapping) -> Merged:
        met = meet(mapping, self.live, self.root)
        self.findings += met.findings
        for meeting in met.meetings:
            _Block(self, meeting).merge()
        added, told = define(self.editor, self.live, met.mapping, met.meetings)
        self.findings += told
        self.done += [(What.ADDED, pointer, "name", name) for pointer, name in added]
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return Merged(None, (), tuple(self.findings))
        text = self.editor.finish() if self.editor.changed else self.live.text
        return Merged(text, tuple(self._changes(text)), tuple(self.findings))

    def _changes(self, text: str) -> Iterator[Change]:
        """Yield the changes with the places that they have in the new text."""
        root = read(text, self.live.path) if self.done else self.root
        for what, pointer, key, name in self.done:
            if not key:
                yield Change(what, pointer)
                continue
            found = find_item(root.at(pointer), key, name)
            if found is not None:
                yield Change(what, pointer + step(found), name)
        yield from self.removed


class _Block:
    """One block on its way into the live object mapping that it is about."""

    def __init__(self, whole: _Merge, meeting: Meeting) -> None:
        self.whole, self.editor = whole, whole.editor
        self.meeting, self.block, self.live = meeting, meeting.block, meeting.live
        self.ours: Any = object_mapping(meeting.block)
        near = list(_rows(meeting))
        self.row_keys = keys(near)
        self.source_keys = keys(node for row in near for node in _sources(row))

    def merge(self) -> None:
        if self.live.node is not None:
            self._object(self.live.node)
        waiting = defaultdict[str, list[int]](list)
        rows = self.live.rows.items if self.live.rows is not None else ()
        for at, live in enumerate(rows):
            waiting[_key(live)].append(at)
        new: list[dict[str, Any]] = []
        for row, ours in zip(self.block.mappings, self.ours["attributeMappings"], strict=True):
            same = waiting[row.target.key]
            if same:
                self._row(rows[same.pop(0)], ours)
            else:
                new.append(self._shaped(ours))
        self._rest(sorted(at for found in waiting.values() for at in found), rows)
        self._add(new)

    def _object(self, node: Node) -> None:
        order, ours = keys([node]), self.ours
        if not same_scalar(node.get("enabled"), ours["enabled"], default=True):
            self.editor.put(node, "enabled", ours["enabled"], order)
            self._changed("enabled")
        if not same_flows(node.get("flowTypes"), ours["flowTypes"]):
            self.editor.put(node, "flowTypes", ours["flowTypes"], order)
            self._changed("flowTypes")
        if edit_scope(self.editor, node, ours["scope"], order):
            self._changed("scope")

    def _row(self, live: Node, ours: Mapping[str, Any]) -> None:
        changed = False
        for key, default in _ROW.items():
            if not same_scalar(live.get(key), ours[key], default):
                self.editor.put(live, key, ours[key], self.row_keys)
                changed = True
        if not same_source(live.get("source"), ours["source"]):
            self._source(live, ours["source"])
            changed = True
        if changed:
            name = string(live, "targetAttributeName")
            self.whole.done.append(
                (What.CHANGED, self.live.rows_pointer, "targetAttributeName", name)
            )

    def _source(self, row: Node, ours: Mapping[str, Any] | None) -> None:
        """Change the members of a source that differ, so that keys which are not ours stay."""
        live = row.get("source")
        wanted = None if ours is None else shaped_source(ours, self.source_keys)
        if live is None or live.kind is not Kind.OBJECT or wanted is None or ours is None:
            self.editor.put(row, "source", wanted, self.row_keys)
            return
        for key, value in wanted.items():
            theirs = live.get(key)
            if key == "parameters":
                same = same_parameters(live, ours) and (theirs is not None or not value)
            else:
                same = theirs is not None and same_scalar(theirs, value)
            if not same:
                self.editor.put(live, key, value, self.source_keys)

    def _rest(self, left: Iterable[int], rows: tuple[Node, ...]) -> None:
        """Decide on what the file does not map."""
        for at in left:
            node = rows[at]
            name = string(node, "targetAttributeName")
            dropped = _key(node) in self.block.dropped
            if name and (dropped or self.unmanaged is Unmanaged.DROP) and self.live.rows:
                self.editor.remove(self.live.rows, at)
                pointer = self.live.rows_pointer + step(at)
                self.whole.removed.append(Change(What.REMOVED, pointer, name))
            elif name and self.unmanaged is Unmanaged.FAIL:
                help = (
                    f"map it, or write `drop {paths.shorten(name)}`, or decide for all of them "
                    "with `--unmanaged keep` or `--unmanaged drop`"
                )
                message = f"`{name}` is mapped here, and the mapping file does not name it"
                self._tell(UNMANAGED.at(self._place(node), message, help=help, subject=name))
            else:
                message = f"`{name}` stays as it is" if name else "a mapping without a target stays"
                self._tell(LEFT_ALONE.at(self._place(node), message, subject=name))

    def _add(self, new: list[dict[str, Any]]) -> None:
        if not new:
            return
        rows = self.live.rows
        if rows is not None:
            like = next((row for row in reversed(rows.items) if row.members), None)
            for one in new:
                self.editor.add(rows, one, like=like)
        elif self.live.node is not None:
            self.editor.put(self.live.node, "attributeMappings", new)
        pointer, key = self.live.rows_pointer, "targetAttributeName"
        self.whole.done += [(What.ADDED, pointer, key, one[key]) for one in new]

    def _shaped(self, ours: Mapping[str, Any]) -> dict[str, Any]:
        source = ours["source"]
        source = None if source is None else shaped_source(source, self.source_keys)
        return shaped({**ours, "source": source}, self.row_keys)

    @property
    def unmanaged(self) -> Unmanaged:
        """What was asked for."""
        return self.whole.unmanaged

    def _place(self, row: Node) -> Place:
        named = row.get("targetAttributeName")
        span = named.span if named is not None else Span(row.span.start, row.span.start + 1)
        return Place(self.whole.live, span)

    def _tell(self, finding: Finding) -> None:
        self.whole.findings.append(finding)

    def _changed(self, key: str) -> None:
        self.whole.done.append((What.CHANGED, f"{self.live.pointer}{step(key)}", "", ""))


def find_item(node: Node, key: str, name: str) -> int | None:
    """Return the index of the last item whose member `key` names the same attribute."""
    wanted = paths.key(name)
    found = (at for at, one in enumerate(node.items) if paths.key(string(one, key)) == wanted)
    return max(found, default=None)


def _key(row: Node) -> str:
    return paths.key(string(row, "targetAttributeName"))


def _rows(meeting: Meeting) -> Iterator[Node]:
    """Yield the live rows that new ones are written after: those of the block, or of all."""
    own = meeting.live.rows.items if meeting.live.rows is not None else ()
    if own:
        yield from own
        return
    for block in meeting.within.blocks:
        yield from items(block.node, "attributeMappings")


def _sources(row: Node) -> Iterator[Node]:
    source = row.get("source")
    if source is not None and not is_null(source):
        yield from (node for node in source.nodes() if node.get("type") is not None)
