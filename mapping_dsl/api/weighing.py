"""What differs between two imported documents: what rules tell, and the places that these leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mapping_dsl.api.importing import Imported
from mapping_dsl.diff.change import NOTHING, Change, Risk
from mapping_dsl.diff.engine import Crash, run
from mapping_dsl.diff.pair import MappingPair, pair
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph.document import NOTHING as ABSENT
from mapping_dsl.graph.document import Json, Paths, differing
from mapping_dsl.json_spans import Node, step, steps
from mapping_dsl.source import Span
from mapping_dsl.targets.codes import TREE_AND_TEXT
from mapping_dsl.targets.entra.same import items

_RULES = "/synchronizationRules/"
_ROW = re.compile(r".*/attributeMappings/\d+")
_A_ROW = re.compile(r".*/attributeMappings/[^/]+")
_ROW_OR_BLOCK = re.compile(r"/synchronizationRules/\d+/objectMappings/\d+(/attributeMappings/\d+)?")
_BLOCK = re.compile(r"/synchronizationRules/\d+/objectMappings/\d+")
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


class Left(Frozen):
    """A place of which no change tells all, and what both documents have there.

    `risk` is the class of a change that a rule found there without being able to say more.
    """

    path: str
    old: Json
    new: Json
    risk: Risk | None = None


class Weighed(Frozen):
    """What differs: changes that tell all of their places, those that cannot, and what is left.

    Where rules failed, every place is left.
    """

    told: tuple[Change, ...]
    opened: tuple[Change, ...]
    left: tuple[Left, ...]
    crashes: tuple[Crash, ...]
    pair: MappingPair


def weigh(old: Side, new: Side) -> Weighed:
    """Compare two documents by the rules over what mappings say of them, and place by place."""
    both = pair(old.imported.read.mapping, new.imported.read.mapping)
    found, texts = list(differing(old.document, new.document)), list(_texts(old, new))
    if not found and not texts:
        return Weighed((), (), (), (), both)
    compared = run(both)
    telling = _Telling(old, new, [path for path, _, _ in found])
    telling.keep(compared.changes)
    left = [*(one for one in found if compared.crashes or not telling.tells(one[0])), *texts]
    return Weighed(
        tuple(telling.told),
        tuple(telling.opened),
        tuple(Left(*one, telling.risk(one[0])) for one in left),
        tuple(compared.crashes),
        both,
    )


def _texts(old: Side, new: Side) -> Iterator[tuple[str, Json, Json]]:
    """Yield each text of an expression that differs where one is not what its tree says."""
    for path in dict.fromkeys((*old.disagreements(), *new.disagreements())):
        before, after = old.value(path), new.value(path)
        if before != after:
            yield path, before, after


class Side:
    """One of the two documents: imported, and with the paths of what it has."""

    def __init__(self, imported: Imported, document: Json) -> None:
        self.imported, self.document, self._paths = imported, document, Paths(document)
        pointers = (self.inner(each.unsaid.pointer) for each in imported.read.listed)
        self.listed = [path for one in pointers if one and (path := self._paths.of(one))]
        """The paths of what no mapping says."""

    def path(self, pointer: str) -> str | None:
        """Return the path of a place; None where two things share it."""
        return self._paths.of(pointer)

    def pointer(self, span: Span) -> str:
        """Return the JSON pointer to what stands at a span of the file."""
        return self.inner(_pointer(self.imported.envelope.root, span)) or ""

    def place(self, path: str) -> Place:
        """Return where something stands in the file, or where it is to stand."""
        envelope = self.imported.envelope
        return envelope.place(envelope.pointer(self._paths.pointer(path)))

    def value(self, path: str) -> Json:
        """Return what has a path; NOTHING where the document ends above it."""
        pointer = self._paths.pointer(path)
        if self._paths.of(pointer) != path:
            return ABSENT
        value = self.document
        for key in steps(pointer):
            value = value[int(key) if isinstance(value, list) else key]
        return value

    def disagreements(self) -> Iterator[str]:
        """Yield the paths of the texts of expressions that are not what their trees say."""
        for finding in self.imported.findings:
            if finding.code == TREE_AND_TEXT.code:
                path = self.path(self.pointer(finding.place.span))
                if path:
                    yield path

    def rows(self, block: str) -> Iterator[str]:
        """Yield the paths of the rows of a block, a pointer."""
        for index, _ in enumerate(items(self._node(block), "attributeMappings")):
            path = self.path(f"{block}/attributeMappings/{index}")
            if path:
                yield path

    def inner(self, pointer: str) -> str | None:
        """Return what a pointer of the file is within the schema; None for what is beside it."""
        envelope = self.imported.envelope
        if not (pointer + "/").startswith(f"{envelope.outside}/"):
            return None
        return envelope.inside + pointer.removeprefix(envelope.outside)

    def _node(self, pointer: str) -> Node:
        envelope = self.imported.envelope
        return envelope.root.at(envelope.pointer(pointer))

    def lacks_in_the_model(self, path: str) -> bool:
        """Tell whether a row, a block or a rule is there, and only no mapping can say it."""
        return any(path.startswith(_RULES) and _within(path, listed) for listed in self.listed)


class _Telling:
    """Which places changes tell, and which changes tell what is so."""

    def __init__(self, old: Side, new: Side, differing: list[str]) -> None:
        self._sides, self._differing = (old, new), differing
        self._said: set[str] = set()
        self._unsaid: set[str] = set()
        self._open: dict[str, Risk] = {}
        self._listed = {path for side in self._sides for path in side.listed}
        self.told: list[Change] = []
        self.opened: list[Change] = []

    def keep(self, changes: Iterable[Change]) -> None:
        """Take the changes; from then on it is known which places they tell."""
        for change in changes:
            self._keep(change)
        self._unsaid = {
            path for path in self._listed if any(_within(path, said) for said in self._said)
        }

    def tells(self, path: str) -> bool:
        """Tell whether the changes say all about a place."""
        if any(_touch(path, each) for each in self._unsaid):
            return False
        return any(_within(path, said) for said in self._said)

    def risk(self, path: str) -> Risk | None:
        """Return the worst class of the changes that could not say all about a place."""
        found = [risk for each, risk in self._open.items() if _touch(path, each)]
        return min(found, key=lambda risk: risk.rank, default=None)

    def _keep(self, change: Change) -> None:
        one_sided = change.old.place is None or change.new.place is None
        paths = set(self._one_sided(change) if one_sided else self._both_sided(change))
        if change.code == "MAP819" and one_sided and self._was_there(paths):
            return
        if self._is_open(change, paths):
            self.opened.append(_opened(change))
            for path in paths or self._rows_unsaid():
                self._open.setdefault(path, change.risk)
            return
        # What both documents have is not told by a change that knows one of them.
        # Nor is a scope by that of one kind, unless there was none at all.
        whole = set(self._differing)
        self._said |= paths & whole if one_sided else paths
        self._said |= {path.rpartition("/")[0] for path in paths if change.code == "MAP812"} & whole
        self.told.append(change)

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
            if told.place is None or within is None:
                continue
            if change.target == _NO_TARGET:
                block = _BLOCK.match(side.pointer(told.place.span))
                rows = side.rows(block[0]) if block else ()
                yield from (f"{row}/matchingPriority" for row in rows)
                continue
            holder = of.match(side.pointer(told.place.span))
            path = side.path(holder[0]) if holder else None
            if path:
                yield from (f"{path}/{property}" for property in within)

    def _is_open(self, change: Change, paths: set[str]) -> bool:
        """Tell whether a side has what no mapping says just where the change tells something."""
        both = change.old.place is not None and change.new.place is not None
        if change.code == "MAP812" or (change.code == "MAP813" and both):
            return any(_touch(path, each) for path in paths for each in self._listed)
        if change.target == _NO_TARGET:
            return any(self._rows_unsaid())
        lacking = zip(self._sides, (change.old, change.new), strict=True)
        return any(
            side.lacks_in_the_model(path)
            for side, told in lacking
            if told.place is None
            for path in paths
        )

    def _rows_unsaid(self) -> Iterator[str]:
        """Yield the rows that differ and that no mapping can say."""
        rows = (path for path in self._listed if _A_ROW.fullmatch(path))
        return (row for row in rows if any(_touch(row, each) for each in self._differing))


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
