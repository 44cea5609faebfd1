"""What differs between two schema documents: what mappings say, by its rules; the rest by place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mapping_dsl.api.diff import compare
from mapping_dsl.api.importing import Imported, import_schema
from mapping_dsl.diff.change import NOTHING, Change, Risk
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.changes import Changes, elsewhere
from mapping_dsl.graph.document import Paths, differing, parse
from mapping_dsl.json_spans import Node, step
from mapping_dsl.source import Span

_OLD, _NEW = "the live schema", "the new schema"
_RULES = "/synchronizationRules/"
_ROW = re.compile(r".*/attributeMappings/\d+")
_A_ROW = re.compile(r".*/attributeMappings/[^/]+")
_ROW_OR_BLOCK = re.compile(r"/synchronizationRules/\d+/objectMappings/\d+(/attributeMappings/\d+)?")
_DEFINITION = re.compile(r"/directories/\d+/objects/\d+/attributes/\d+")
_SCOPES = {
    "scope": "scope/groups",
    "input scope": "scope/inputFilterGroups",
    "category scope": "scope/categoryFilterGroups",
}
_TOLD: Mapping[str, tuple[str, ...]] = {
    "MAP801": ("source",),
    "MAP802": ("source",),
    "MAP803": ("source",),
    "MAP804": ("source",),
    "MAP811": ("source",),
    "MAP813": ("enabled", "flowTypes"),
    "MAP815": ("source",),
    "MAP816": ("defaultValue",),
    "MAP817": ("flowType", "flowBehavior"),
    "MAP819": ("type", "multivalued", "required", "anchor", "caseExact", "mutability"),
}
"""The properties of a row, an object mapping or a definition of which a change tells all."""
_NO_TARGET = "match"
"""What a change of the order in which people are matched is about, instead of a target."""


def schema_changes(old: bytes, new: bytes, name: str) -> Changes:
    """Return all that differs in meaning between two documents; `name` is what to call them.

    Raises ToolError if one is no JSON. What is JSON and cannot be imported is told by place alone.
    """
    before, after = parse(old, _OLD), parse(new, _NEW)
    found = list(differing(before, after))
    if not found:
        return Changes(name)
    try:
        sides = _Side(import_schema(old, _OLD), before), _Side(import_schema(new, _NEW), after)
    except (ToolError, RecursionError) as error:
        note = f"no rule weighs what differs: {str(error) or 'it is nested too deeply'}"
        return Changes(name, (), tuple(elsewhere(*one) for one in found), note)
    compared = compare(sides[0].imported.read.mapping, sides[1].imported.read.mapping)
    told = _Telling(*sides, [path for path, _, _ in found])
    changes = told.kept(compared.changes)
    failed = [f"{failure.message}: {failure.help}" for failure in compared.failures]
    left = found if failed else [one for one in found if not told.tells(one[0])]
    return Changes(name, changes, tuple(elsewhere(*one) for one in left), "; ".join(failed))


class _Side:
    """One of the two documents: imported, and with the paths of what it has."""

    def __init__(self, imported: Imported, document: object) -> None:
        self.imported, self._paths = imported, Paths(document)
        pointers = (each.unsaid.pointer for each in imported.read.listed)
        self.listed = [path for path in map(self._paths.of, pointers) if path]
        """The paths of what no mapping says."""

    def path(self, pointer: str) -> str | None:
        """Return the path of a place; None where two things share it."""
        return self._paths.of(pointer)

    def pointer(self, span: Span) -> str:
        """Return the JSON pointer to what stands at a span of the file."""
        return _pointer(self.imported.envelope.root, span)

    def lacks_in_the_model(self, path: str) -> bool:
        """Tell whether a row, a block or a rule is there, and only no mapping can say it."""
        return any(path.startswith(_RULES) and _within(path, listed) for listed in self.listed)


class _Telling:
    """Which places changes tell, and which changes tell what is so."""

    def __init__(self, old: _Side, new: _Side, differing: list[str]) -> None:
        self._sides, self._differing = (old, new), differing
        self._said: set[str] = set()
        self._unsaid: set[str] = set()

    def kept(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Return the changes to show; from then on it is known which places they tell."""
        shown = [one for change in changes for one in self._kept(change)]
        listed = {path for side in self._sides for path in side.listed}
        self._unsaid = {path for path in listed if any(_within(path, said) for said in self._said)}
        only_the_cycle = all(change.risk is Risk.INFO for change in shown)
        return () if only_the_cycle else tuple(shown)

    def tells(self, path: str) -> bool:
        """Tell whether the changes say all about a place."""
        if any(_touch(path, each) for each in self._unsaid):
            return False
        return any(_within(path, said) for said in self._said)

    def _kept(self, change: Change) -> Iterator[Change]:
        one_sided = change.old.place is None or change.new.place is None
        paths = set(self._one_sided(change) if one_sided else self._both_sided(change))
        if change.code == "MAP819" and one_sided and self._was_there(paths):
            return
        if self._is_open(change, paths):
            yield _opened(change)
            return
        # What both documents have is not told by a change that knows one of them.
        # Nor is a scope by that of one kind, unless there was none at all.
        whole = set(self._differing)
        self._said |= paths & whole if one_sided else paths
        self._said |= {path.rpartition("/")[0] for path in paths if change.code == "MAP812"} & whole
        yield change

    def _was_there(self, paths: set[str]) -> bool:
        """Tell whether both define a declared attribute, and only one has a row that uses it."""
        return bool(paths) and not any(_within(p, d) for p in paths for d in self._differing)

    def _one_sided(self, change: Change) -> Iterator[str]:
        """Yield the path of what is only in one of the documents."""
        for side, told in zip(self._sides, (change.old, change.new), strict=True):
            if told.place:
                pointer = side.pointer(told.place.span)
                row = _ROW.fullmatch(pointer.removesuffix("/source"))
                path = side.path(row[0] if row else pointer)
                if path:
                    yield path

    def _both_sided(self, change: Change) -> Iterator[str]:
        """Yield the paths of the properties that a change tells."""
        within = (_SCOPES[change.target],) if change.code == "MAP812" else _TOLD.get(change.code)
        of = _DEFINITION if change.code == "MAP819" else _ROW_OR_BLOCK
        for side, told in zip(self._sides, (change.old, change.new), strict=True):
            if told.place is None or within is None or change.target == _NO_TARGET:
                continue
            holder = of.match(side.pointer(told.place.span))
            path = side.path(holder[0]) if holder else None
            if path:
                yield from (f"{path}/{property}" for property in within)

    def _is_open(self, change: Change, paths: set[str]) -> bool:
        """Tell whether a side has what no mapping says just where the change tells something."""
        listed = {path for side in self._sides for path in side.listed}
        if change.code == "MAP812":
            return any(_touch(path, each) for path in paths for each in listed)
        if change.target == _NO_TARGET:
            rows = [path for path in listed if _A_ROW.fullmatch(path)]
            return any(_touch(row, each) for row in rows for each in self._differing)
        lacking = zip(self._sides, (change.old, change.new), strict=True)
        return any(
            side.lacks_in_the_model(path)
            for side, told in lacking
            if told.place is None
            for path in paths
        )


def _opened(change: Change) -> Change:
    """Return a change that says no more than that nobody knows what it does."""
    what = f"`{change.target}` was or is what no mapping can say: look at its place below"
    sure = change.old.place is None or change.new.place is None
    old, new = (told if sure and told.place else NOTHING for told in (change.old, change.new))
    return change.but(message=what, old=old, new=new, then="", steps=())


def _within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _touch(one: str, other: str) -> bool:
    return _within(one, other) or _within(other, one)


def _pointer(node: Node, span: Span) -> str:
    """Return the pointer to the smallest value that a span lies in."""
    pointer = ""
    while True:
        children = [(one.key, one.value) for one in node.members]
        children += [(str(index), item) for index, item in enumerate(node.items)]
        for key, child in children:
            if child.span.start <= span.start and span.end <= child.span.end:
                node, pointer = child, pointer + step(key)
                break
        else:
            return pointer
