"""Definitions of a live schema made into what a mapping declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping_dsl.frozen import Frozen
from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node, step
from mapping_dsl.resolve.model import Declared, Mapping
from mapping_dsl.targets.definitions import Definitions, read, sources, targets
from mapping_dsl.targets.entra.changes import Done, What
from mapping_dsl.targets.entra.like import keys
from mapping_dsl.targets.entra.meeting import Meeting
from mapping_dsl.targets.entra.same import items, string

_DEFAULTS: dict[str, str | bool] = {
    "type": "String",
    "multivalued": False,
    "required": False,
    "anchor": False,
    "caseExact": False,
    "mutability": "ReadWrite",
}
"""What a declaration says of an attribute, with Graph's defaults."""


class End(Frozen):
    """One end of a block that was met: the names of its object, what is used of it and known."""

    directory: str
    object: str
    used: frozenset[str]
    known: Definitions


class _Definition(Frozen):
    """A live definition; `pointer` is the list's that it stands in."""

    pointer: str
    node: Node
    neighbours: tuple[Node, ...]
    catalogued: bool

    @property
    def said(self) -> dict[str, str | bool]:
        """What it says, as a declaration would, without case where that is an enumeration's."""
        found = {key: self.node.get(key) for key in _DEFAULTS}
        return {
            key: _DEFAULTS[key]
            if one is None or one.kind is Kind.NULL
            else one.value
            if isinstance(one.value, bool)
            else str(one.value)
            for key, one in found.items()
        }


def ends(mapping: Mapping, here: Sequence[Meeting], side: str) -> list[End]:
    """Return the ends of the blocks on one side, `source` or `target`; uses are by their keys."""
    found = []
    for one in here:
        rule, block = one.rule, one.block
        if side == "source":
            known = sources(mapping, block)
            used = frozenset(map(known.key, read(block)))
            found.append(End(rule.source_directory, block.source_object, used, known))
        else:
            known = targets(mapping, block)
            used = frozenset(row.target.key for row in block.mappings)
            found.append(End(rule.target_directory, block.target_object, used, known))
    return found


def redefine(
    editor: Editor, mapping: Mapping, here: Sequence[Meeting], node: Node, pointer: str
) -> list[Done]:
    """Change the definitions that a mapping declares otherwise; what says the same is not touched.

    Where several objects define one name differently, the first one that a mapping uses is the
    declared one, as in an import, and so are those that are as it was; the others stay. `node` are
    the directories, at `pointer`.
    """
    done: list[Done] = []
    plain = mapping.but(declared=())
    for declared in mapping.declared:
        found = list(_definitions(declared, ends(plain, here, declared.side), node, pointer))
        theirs = [one for one in found if not one.catalogued] or found
        same = [one for one in theirs if _folded(one.said) == _folded(theirs[0].said)]
        edited = [one for one in same if _edit(editor, one, declared)]
        done += [
            Done(What.CHANGED, one.pointer, "name", string(one.node, "name")) for one in edited
        ]
    return done


def _definitions(
    declared: Declared, found: Sequence[End], node: Node, pointer: str
) -> Iterator[_Definition]:
    for at, directory in enumerate(node.items):
        for i, of in enumerate(items(directory, "objects")):
            names = string(directory, "name"), string(of, "name")
            here = [end for end in found if (end.directory, end.object) == names]
            here = [end for end in here if end.known.key(declared.name) in end.used]
            for end in here[:1]:
                where = f"{pointer}{step(at)}/objects{step(i)}/attributes"
                neighbours = items(of, "attributes")
                for one in neighbours:
                    if end.known.key(string(one, "name")) == end.known.key(declared.name):
                        catalogued = end.known.of(declared.name).evidence != ""
                        yield _Definition(where, one, neighbours, catalogued)
                        break


def _edit(editor: Editor, definition: _Definition, declared: Declared) -> bool:
    wanted: dict[str, str | bool] = {
        "type": declared.type,
        "multivalued": declared.multivalued,
        "required": declared.required,
        "anchor": declared.anchor,
        "caseExact": declared.case_exact,
        "mutability": declared.mutability,
    }
    there, ours = _folded(definition.said), _folded(wanted)
    order = keys(definition.neighbours)
    for key, value in wanted.items():
        if there[key] != ours[key]:
            editor.put(definition.node, key, value, order)
    return there != ours


def _folded(said: dict[str, str | bool]) -> dict[str, str | bool]:
    return {key: one if isinstance(one, bool) else one.casefold() for key, one in said.items()}
