"""Edits of a JSON text at its nodes, in the style around them: all that is not touched stays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapping_dsl.frozen import Frozen
from mapping_dsl.json_layout import Json, Layout, begins, column_of, indentation, layout
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.source import Span


class Splice(Frozen):
    """Put `text` where `span` is."""

    span: Span
    text: str


class _New(Frozen):
    """A child to be: a member if it has a key; `like` is a node that it is laid out after."""

    value: Json
    key: str | None
    like: Node | None


_Slot = int | _New
"""A child that is kept, by its index, or a new one."""


class Editor:
    """Edits of one text, given in any order and applied at once.

    A node that is replaced or removed has no other edits inside.
    """

    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root
        self._layout: Layout | None = None
        self._splices: list[Splice] = []
        self._slots: dict[Span, tuple[Node, list[_Slot]]] = {}

    @property
    def changed(self) -> bool:
        """Whether there is any edit."""
        return bool(self._splices or self._slots)

    def replace(self, node: Node, value: Json, like: Node | None = None) -> None:
        """Put a value in the place of a node, laid out as that was, or as `like` is."""
        text = self._printed(value, node.span.start, like or node)
        self._splices.append(Splice(node.span, text))

    def put(self, node: Node, key: str, value: Json, order: Sequence[str] = ()) -> None:
        """Set a member of an object; a new one goes after those that come before it in `order`."""
        known = node.get(key)
        if known is not None:
            self.replace(known, value)
            return
        slots = self._of(node)
        before = set(order[: order.index(key)]) if key in order else {m.key for m in node.members}
        at = 0
        for index, slot in enumerate(slots):
            name = slot.key if isinstance(slot, _New) else node.members[slot].key
            at = index + 1 if name in before else at
        slots.insert(at, _New(value, key, None))

    def add(
        self, node: Node, value: Json, before: int | None = None, like: Node | None = None
    ) -> None:
        """Add an item to an array: before one of its items, or at the end."""
        slots = self._of(node)
        at = len(slots) if before is None else slots.index(before)
        slots.insert(at, _New(value, None, like or next(reversed(node.items), None)))

    def remove(self, node: Node, index: int) -> None:
        """Take an item out of an array, or a member out of an object, by its index."""
        self._of(node).remove(index)

    def finish(self) -> str:
        """Return the text with all edits."""
        splices = list(self._splices)
        for node, slots in self._slots.values():
            splices += self._arranged(node, slots)
        return apply(self.text, splices)

    def _of(self, node: Node) -> list[_Slot]:
        kept: list[_Slot] = list(range(len(_pieces(node))))
        return self._slots.setdefault(node.span, (node, kept))[1]

    @property
    def layout(self) -> Layout:
        """The layout of the text as it was."""
        if self._layout is None:
            self._layout = layout(self.text, self.root)
        return self._layout

    def _printed(self, value: Json, start: int, like: Node | None) -> str:
        indent, column = indentation(self.text, start), column_of(self.text, start)
        return self.layout.printed(value, indent, column, like)

    def _arranged(self, node: Node, slots: list[_Slot]) -> list[Splice]:
        """Return what is put between those children that are kept, which are not touched."""
        pieces = _pieces(node)
        kept = [slot for slot in slots if isinstance(slot, int)]
        if not kept:
            return [Splice(node.span, self._filled(node, slots))]
        separator = self._separator(node)
        groups: list[list[str]] = [[]]
        for slot in slots:
            if isinstance(slot, int):
                groups.append([])
            else:
                groups[-1].append(self._child(slot, separator, flat=self._is_flat(node)))
        head = "".join(text + separator for text in groups[0])
        splices = [Splice(Span(pieces[0].start, pieces[kept[0]].start), head)]
        for (at, following), group in zip(pairwise([*kept, len(pieces)]), groups[1:], strict=True):
            span = Span(pieces[at].end, pieces[following - 1].end)
            splices.append(Splice(span, "".join(separator + text for text in group)))
        return [splice for splice in splices if splice.text or splice.span.start < splice.span.end]

    def _filled(self, node: Node, slots: list[_Slot]) -> str:
        """Return an object or array of which no child is kept."""
        start, new = node.span.start, [slot for slot in slots if isinstance(slot, _New)]
        if not new:
            column = column_of(self.text, start)
            return self.layout.empty(is_object=node.kind is Kind.OBJECT, column=column)
        like = node if node.items or node.members else None
        if node.kind is Kind.OBJECT:
            return self._printed({str(one.key): one.value for one in new}, start, like)
        return self._printed([one.value for one in new], start, like)

    def _child(self, new: _New, separator: str, *, flat: bool) -> str:
        indent = separator.rpartition("\n")[2] if "\n" in separator else ""
        key = "" if new.key is None else self.layout.escapes.encoded(new.key) + self.layout.colon
        column = len(indent) + len(key)
        return key + self.layout.printed(new.value, indent, column, new.like, line=flat)

    def _is_flat(self, node: Node) -> bool:
        return "\n" not in self.text[node.span.start : node.span.end]

    def _separator(self, node: Node) -> str:
        """Return what stands between two children of a node that has one at least."""
        pieces = _pieces(node)
        if len(pieces) > 1:
            return self.text[pieces[0].end : pieces[1].start]
        lead = self.text[node.span.start + 1 : begins(node)]
        return f",{lead}" if "\n" in lead else self.layout.comma


def apply(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with splices applied, which do not overlap; they may stand in any order."""
    parts, at = [], 0
    for splice in sorted(splices, key=lambda one: one.span):
        if splice.span.start < at:
            raise ValueError(f"two edits overlap at {splice.span.start}")
        parts += [text[at : splice.span.start], splice.text]
        at = splice.span.end
    return "".join([*parts, text[at:]])


def _pieces(node: Node) -> list[Span]:
    if node.kind is Kind.OBJECT:
        return [Span(m.key_span.start, m.value.span.end) for m in node.members]
    return [item.span for item in node.items]
