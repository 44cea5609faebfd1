"""A mapping that comes from elsewhere as a file: the tree that means it, in the one layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.fmt.notes import Comment, Notes
from mapping_dsl.fmt.render import render
from mapping_dsl.fmt.statements import file
from mapping_dsl.resolve import model, raising
from mapping_dsl.resolve.resolve import ALL_ACTIONS, WEBEX
from mapping_dsl.source import Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Node

_HERE = Span(0, 0)
_FEW = 12
"""Declared attributes that stand before the blocks; more of them would hide these."""

Comments = Mapping[int, Iterable[str]]
"""Comments by the identity of the row or object mapping that they belong to."""


def print_mapping(mapping: model.Mapping, heading: Iterable[str], comments: Comments) -> str:
    """Return a mapping's text; `heading` are comments above all. Raises raising.Unsayable."""
    return _Printer(comments).text(mapping, heading)


class _Printer:
    def __init__(self, comments: Comments) -> None:
        self._comments = comments
        self._notes = Notes()

    def text(self, mapping: model.Mapping, heading: Iterable[str]) -> str:
        system = raising.string(mapping.system) if mapping.system != WEBEX else None
        header = tree.Header(_HERE, raising.string(mapping.name), system, None, ())
        self._comment(header, heading)
        declared = self._declared(mapping.declared)
        items = [item for rule in mapping.rules for item in self._rule(rule, mapping.system)]
        few = len(mapping.declared) <= _FEW
        order = (*declared, *items) if few else (*items, *declared)
        return render(file(tree.File(_HERE, header, order), self._notes))

    def _comment(self, node: Node, texts: Iterable[str]) -> None:
        self._notes.leading[id(node)] += (Comment(text, blank=False) for text in texts)

    def _declared(self, declared: tuple[model.Declared, ...]) -> list[tree.Item]:
        found: list[tree.Item] = []
        for side in ("source", "target"):
            lines = tuple(raising.declaration(d) for d in declared if d.side == side)
            if lines:
                found.append(tree.Attributes(_HERE, raising.name(side), lines))
        return found

    def _rule(self, rule: model.SynchronizationRule, system: str) -> list[tree.Item]:
        blocks = tuple(self._block(block, rule) for block in rule.object_mappings)
        if not rule.name and _has_usual_ends(rule, system):
            return list(blocks)
        from_, to = raising.string(rule.source_directory), raising.string(rule.target_directory)
        return [tree.RuleBlock(_HERE, raising.string(rule.name), from_, to, blocks)]

    def _block(self, block: model.ObjectMapping, rule: model.SynchronizationRule) -> tree.Block:
        usual = _has_usual_objects(block)
        alone = sum(other.kind == block.kind for other in rule.object_mappings) == 1
        named = not (usual and alone)
        entries = self._entries(block)
        node = tree.Block(
            _HERE,
            raising.name(block.kind),
            raising.string(block.source_object) if named else None,
            raising.string(block.target_object) if named else None,
            not block.enabled,
            (),
            entries,
        )
        last = [Comment(text, blank=False) for text in self._comments.get(id(block), ())]
        if entries:
            self._notes.below[id(entries[-1])] += last
        else:
            self._notes.inside[id(node)] += last
        return node

    def _entries(self, block: model.ObjectMapping) -> tuple[tree.Entry, ...]:
        entries: list[tree.Entry] = []
        if block.actions != frozenset(ALL_ACTIONS):
            names = tuple(raising.name(a) for a in ALL_ACTIONS if a in block.actions)
            entries.append(tree.Actions(_HERE, names))
        entries += [raising.scope(scope) for scope in block.scopes]
        for row in block.mappings:
            node = raising.row(row)
            self._comment(node, self._comments.get(id(row), ()))
            entries.append(node)
        return tuple(entries)


def _has_usual_ends(rule: model.SynchronizationRule, system: str) -> bool:
    target = target_catalog("users").directory if system == WEBEX else ""
    ends = source_catalog("users").directory, target
    return (rule.source_directory, rule.target_directory) == ends


def _has_usual_objects(block: model.ObjectMapping) -> bool:
    if block.kind == "object":
        return False
    usual = source_catalog(block.kind).object, target_catalog(block.kind).object
    return (block.source_object, block.target_object) == usual
