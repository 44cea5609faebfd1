"""A live object mapping made into what a block of the mapping says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Place
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Node, step
from mapping_dsl.resolve.model import Scope
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
        written = {one.kind: one for one in self._block.scopes}
        for name, kind in LISTS.items():
            live, unsayable = scope.filters(name), scope.unsayable(name)
            if live is None or not self._stays(kind, name, live, unsayable, written.get(kind)):
                continue
            scope.kept |= {name}
            for group in unsayable:
                told = "a group of the scope stays: the language has no words for it"
                self._leave(group, told)
        if scope.edit():
            self._changed("scope")

    def _stays(
        self, kind: str, name: str, live: Node, unsayable: Sequence[Node], ours: Scope | None
    ) -> bool:
        """Tell whether a live filter is to be kept whole; report what nobody has decided."""
        listed = kind in self._block.open_scopes
        if ours is not None:
            if listed and unsayable:
                self.findings.append(_both(ours.place, name))
            return listed and bool(unsayable)
        if listed or len(unsayable) == len(live.items):
            return True
        help = "write `scope`" if kind == "groups" else f"write `{kind} scope`"
        if unsayable and self._unmanaged is Unmanaged.DROP:
            self.findings.append(_half(self._start(live), name, help))
            return True
        return not self._goes(live, f"scope/{name}", help)

    def _goes(self, node: Node, name: str, help: str) -> bool:
        """Tell whether what the file says nothing of is to be as if nothing were said in Entra."""
        if self._unmanaged is Unmanaged.DROP:
            return True
        if self._unmanaged is Unmanaged.KEEP:
            self._leave(node, f"`{name}` stays as it is", name)
        else:
            message = f"`{name}` is set here, and the mapping file says nothing of it"
            place = self._start(node)
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
        """Decide on what the block does not map, and refuse what is mapped twice."""
        mapped = {row.target.key for row in self._block.mappings}
        for at in left:
            node, name = rows[at], string(rows[at], _TARGET)
            named = node.get(_TARGET) or node
            if _key(node) in mapped:
                self.findings.append(_twice(Place(self._source, named.span), name))
                continue
            if _key(node) in self._block.unresolved:
                self._leave(named, f"`{name}` stays: the mapping file lists it as it is", name)
                continue
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
        self.findings.append(LEFT_ALONE.at(self._place(node), told, subject=subject))

    def _place(self, node: Node) -> Place:
        whole = Place(self._source, node.span)
        return self._start(node) if node.members or node.items else whole

    def _start(self, node: Node) -> Place:
        start = node.span.start
        return Place(self._source, Span(start, min(node.span.end, start + 1)))


def _unmanaged(place: Place, name: str) -> Finding:
    try:
        paths.parse(name)
        path = paths.shorten(name)
    except ValueError:
        path = f"`{name}`"
    help = f"map it, or write `drop {path}`{_DECIDE}"
    message = f"`{name}` is mapped here, and the mapping file does not name it"
    return UNMANAGED.at(place, message, help=help, subject=name)


def _twice(place: Place, name: str) -> Finding:
    message = f"`{name}` is mapped here for the second time: which of the two counts is not known"
    return UNMANAGED.at(place, message, help="remove one of the two rows first", subject=name)


def _half(place: Place, name: str, help: str) -> Finding:
    message = f"`{name}` has a group that cannot be read: without the others fewer are in scope"
    help += ", which replaces all its groups, or keep all of them with `--unmanaged keep`"
    return UNMANAGED.at(place, message, help=help, subject=f"scope/{name}")


def _both(place: Place, name: str) -> Finding:
    message = f"a comment keeps the live `{name}`, which cannot be read, and here is another"
    help = f"delete the comment `# only --into keeps …/scope/{name}`, or this scope"
    return UNMANAGED.at(place, message, help=help, subject=f"scope/{name}")


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
