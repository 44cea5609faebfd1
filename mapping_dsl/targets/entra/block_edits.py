"""A live object mapping made into what a block of the mapping says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Place
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Node, step
from mapping_dsl.source import Source, Span
from mapping_dsl.targets.entra.changes import Change, Done, Unmanaged, What
from mapping_dsl.targets.entra.codes import LEFT_ALONE, UNMANAGED
from mapping_dsl.targets.entra.emit import object_mapping
from mapping_dsl.targets.entra.like import keys
from mapping_dsl.targets.entra.meeting import Meeting
from mapping_dsl.targets.entra.row_edits import RowEdits
from mapping_dsl.targets.entra.same import flows, items, same_flows, same_scalar, string
from mapping_dsl.targets.entra.scope_edits import ScopeEdit
from mapping_dsl.targets.entra.scopes import LISTS

_TARGET = "targetAttributeName"
_DECIDE = ", or decide for all of them with `--unmanaged keep` or `--unmanaged drop`"


class BlockEdit:
    """The edits of one block; what was done and what is to be told is added to the lists."""

    def __init__(
        self, editor: Editor, live: Source, meeting: Meeting, unmanaged: Unmanaged
    ) -> None:
        self._editor, self._source, self._unmanaged = editor, live, unmanaged
        self._block, self._live = meeting.block, meeting.live
        self._ours: Any = object_mapping(meeting.block)
        self._rows = RowEdits(editor, list(_neighbours(meeting)))
        self.done: list[Done] = []
        self.removed: list[Change] = []
        self.findings: list[Finding] = []

    def edit(self) -> None:
        """Edit the object mapping, the rows that the block has, and decide on the others."""
        if self._live.node is not None:
            self._object(self._live.node)
        waiting = defaultdict[str, list[int]](list)
        rows = self._live.rows.items if self._live.rows is not None else ()
        for at, live in enumerate(rows):
            waiting[_key(live)].append(at)
        new: list[dict[str, Any]] = []
        for row, ours in zip(self._block.mappings, self._ours["attributeMappings"], strict=True):
            same = waiting[row.target.key]
            if same:
                self._row(rows[same.pop(0)], ours)
            else:
                new.append(self._rows.new(ours))
        self._rest(sorted(at for found in waiting.values() for at in found), rows)
        self._add(new)

    def _object(self, node: Node) -> None:
        order, ours = keys([node]), self._ours
        if not same_scalar(node.get("enabled"), ours["enabled"], default=True):
            self._editor.put(node, "enabled", ours["enabled"], order)
            self._changed("enabled")
        self._flows(node, order)
        self._scope(ScopeEdit(self._editor, node, ours["scope"], order))

    def _flows(self, node: Node, order: tuple[str, ...]) -> None:
        live, ours = node.get("flowTypes"), self._ours["flowTypes"]
        if same_flows(live, ours):
            return
        help = "write `actions`"
        if self._block.says_actions or self._goes(live or node, "flowTypes", help):
            self._editor.put(node, "flowTypes", flows(live, ours), order)
            self._changed("flowTypes")

    def _scope(self, scope: ScopeEdit) -> None:
        for left in scope.left:
            self._leave(left, "a group of the scope stays: the language has no words for it")
        written = {scope.kind for scope in self._block.scopes}
        for name, kind in LISTS.items():
            live = scope.filters(name) if kind not in written else None
            help = "write `scope`" if kind == "groups" else f"write `{kind} scope`"
            if live is not None and not self._goes(live, f"scope/{name}", help):
                scope.kept |= {name}
        if scope.edit():
            self._changed("scope")

    def _goes(self, node: Node, name: str, help: str) -> bool:
        """Tell whether what the file says nothing of is to be as if nothing were said in Entra."""
        if self._unmanaged is Unmanaged.DROP:
            return True
        place = Place(self._source, Span(node.span.start, min(node.span.end, node.span.start + 1)))
        if self._unmanaged is Unmanaged.KEEP:
            self._leave(node, f"`{name}` stays as it is", name)
        else:
            message = f"`{name}` is set here, and the mapping file says nothing of it"
            self.findings.append(UNMANAGED.at(place, message, help=help + _DECIDE, subject=name))
        return False

    def _row(self, live: Node, ours: Any) -> None:  # noqa: ANN401 (Graph's JSON)
        name = string(live, _TARGET)
        changed, left = self._rows.edit(live, ours)
        if changed:
            self.done.append(Done(What.CHANGED, self._live.rows_pointer, _TARGET, name))
        for key in left:
            told = f"`{key}` of `{name}` stays: the language has no words for it"
            self._leave(live.get(key) or live, told, name)

    def _rest(self, left: Iterable[int], rows: tuple[Node, ...]) -> None:
        """Decide on what the block does not map."""
        for at in left:
            node, name = rows[at], string(rows[at], _TARGET)
            named = node.get(_TARGET) or node
            goes = _key(node) in self._block.dropped or self._unmanaged is Unmanaged.DROP
            if name and goes and self._live.rows is not None:
                self._editor.remove(self._live.rows, at)
                pointer = self._live.rows_pointer + step(at)
                self.removed.append(Change(What.REMOVED, pointer, name))
            elif name and self._unmanaged is Unmanaged.FAIL:
                self.findings.append(_unmanaged(Place(self._source, named.span), name))
            else:
                told = f"`{name}` stays as it is" if name else "a row without a target stays"
                self._leave(named, told, name)

    def _add(self, new: list[dict[str, Any]]) -> None:
        rows = self._live.rows
        if rows is not None:
            like = next((row for row in reversed(rows.items) if row.members), None)
            for one in new:
                self._editor.add(rows, one, like=like)
        elif self._live.node is not None and new:
            self._editor.put(self._live.node, "attributeMappings", new)
        pointer = self._live.rows_pointer
        self.done += [Done(What.ADDED, pointer, _TARGET, one[_TARGET]) for one in new]

    def _changed(self, key: str) -> None:
        self.done.append(Done(What.CHANGED, self._live.pointer + step(key)))

    def _leave(self, node: Node, told: str, subject: str = "") -> None:
        span = Span(node.span.start, min(node.span.end, node.span.start + 1))
        place = Place(self._source, node.span if not (node.members or node.items) else span)
        self.findings.append(LEFT_ALONE.at(place, told, subject=subject))


def _unmanaged(place: Place, name: str) -> Finding:
    try:
        paths.parse(name)
        path = paths.shorten(name)
    except ValueError:
        path = f"`{name}`"
    help = f"map it, or write `drop {path}`{_DECIDE}"
    message = f"`{name}` is mapped here, and the mapping file does not name it"
    return UNMANAGED.at(place, message, help=help, subject=name)


def _key(row: Node) -> str:
    return paths.key(string(row, _TARGET))


def _neighbours(meeting: Meeting) -> Iterator[Node]:
    """Yield the live rows that new ones are written after: those of the block, or of all."""
    own = meeting.live.rows.items if meeting.live.rows is not None else ()
    if own:
        yield from own
        return
    for block in meeting.within.blocks:
        yield from items(block.node, "attributeMappings")
