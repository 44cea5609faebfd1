"""A live attribute mapping made into the mapping's: only those members that mean something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.resolve.rows import FLOW_TYPES
from mapping_dsl.targets.entra.like import keys, shaped, shaped_source
from mapping_dsl.targets.entra.same import same_parameters, same_scalar, same_source, sayable

_OWNED: Mapping[str, object] = {
    "defaultValue": None,
    "flowBehavior": "FlowWhenChanged",
    "flowType": "Always",
    "matchingPriority": 0,
}
"""What a mapping owns of an attribute mapping besides its source, with Graph's defaults."""

_FLOWS = {
    "flowType": {name.casefold() for name in FLOW_TYPES},
    "flowBehavior": {"flowwhenchanged", "flowalways"},
}


class RowEdits:
    """Edits of live rows and what new ones look like, by their neighbours."""

    def __init__(self, editor: Editor, neighbours: Sequence[Node]) -> None:
        self._editor = editor
        self._keys = keys(neighbours)
        self._source_keys = keys(node for row in neighbours for node in _sources(row))

    def edit(self, live: Node, ours: Mapping[str, Any]) -> tuple[bool, list[str]]:
        """Edit a live row; tell whether anything had to be, and which members were left.

        Left is what the language has no words for, where the mapping says nothing else of it.
        """
        changed, left = False, []
        for key, default in _OWNED.items():
            if same_scalar(live.get(key), ours[key], default):
                continue
            if ours[key] == default and not _has_words(key, live.get(key)):
                left.append(key)
            else:
                self._editor.put(live, key, ours[key], self._keys)
                changed = True
        if same_source(live.get("source"), ours["source"]):
            return changed, left
        if ours["source"] is None and not sayable(live.get("source")):
            return changed, [*left, "source"]
        self._source(live, ours["source"])
        return True, left

    def new(self, ours: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row as its neighbours are written."""
        source = ours["source"]
        source = None if source is None else shaped_source(source, self._source_keys)
        return shaped({**ours, "source": source}, self._keys)

    def _source(self, row: Node, ours: Mapping[str, Any] | None) -> None:
        """Change the members of a source that differ, so that keys which are not ours stay."""
        live = row.get("source")
        wanted = None if ours is None else shaped_source(ours, self._source_keys)
        if live is None or live.kind is not Kind.OBJECT or wanted is None or ours is None:
            self._editor.put(row, "source", wanted, self._keys)
            return
        for key, value in wanted.items():
            theirs = live.get(key)
            if key == "parameters":
                same = same_parameters(live, ours) and (theirs is not None or not value)
            else:
                same = theirs is not None and same_scalar(theirs, value)
            if not same:
                self._editor.put(live, key, value, self._source_keys)


def _has_words(key: str, live: Node | None) -> bool:
    """Tell whether the language can say what is there."""
    value = live.value if live is not None else None
    if key in _FLOWS:
        return isinstance(value, str) and value.casefold() in _FLOWS[key]
    if key == "defaultValue":
        return isinstance(value, str)
    return isinstance(value, int) and value > 0


def _sources(row: Node) -> Iterator[Node]:
    source = row.get("source")
    if source is not None:
        yield from (node for node in source.nodes() if node.get("type") is not None)
