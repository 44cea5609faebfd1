"""A mapping into the schema that a tenant has, as edits of its text: all it does not own stays."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Node, read, step
from mapping_dsl.resolve import model
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.block_edits import BlockEdit
from mapping_dsl.targets.entra.changes import Change, Done, Unmanaged
from mapping_dsl.targets.entra.definition_edits import define
from mapping_dsl.targets.entra.listed import differing
from mapping_dsl.targets.entra.meeting import meet
from mapping_dsl.targets.entra.same import find_item


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
        self.done: list[Done] = []

    def merge(self, mapping: model.Mapping) -> Merged:
        met = meet(mapping, self.live, self.root)
        self.findings += met.findings
        self.findings += differing(mapping, self.live, self.root)
        for meeting in met.meetings:
            block = BlockEdit(self.editor, self.live, meeting, self.unmanaged)
            block.edit()
            self.findings += block.findings
            self.removed += block.removed
            self.done += block.done
        done, told = define(self.editor, self.live, met.mapping, met.meetings)
        self.findings += told
        self.done += done
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return Merged(None, (), tuple(self.findings))
        text = self.editor.finish() if self.editor.changed else self.live.text
        return Merged(text, tuple(self._changes(text)), tuple(self.findings))

    def _changes(self, text: str) -> Iterator[Change]:
        """Yield the changes with the places that they have in the new text."""
        root = read(text, self.live.path) if self.done else self.root
        for one in self.done:
            if not one.key:
                yield Change(one.what, one.pointer)
                continue
            found = find_item(root.at(one.pointer), one.key, one.name)
            if found is not None:
                yield Change(one.what, one.pointer + step(found), one.name)
        yield from self.removed
