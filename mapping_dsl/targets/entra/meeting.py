"""Which object mapping of a live schema each block of a mapping is about."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.findings import Finding, Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import Kind, Node, step
from mapping_dsl.resolve.model import Mapping, ObjectMapping, SynchronizationRule
from mapping_dsl.source import Source, Span
from mapping_dsl.targets.entra.codes import LEFT_ALONE, NOT_IN_SCHEMA
from mapping_dsl.targets.entra.emit import GALLERY_RULE
from mapping_dsl.targets.entra.same import items, string

_KINDS = ("users", "groups")


class LiveBlock(Frozen):
    """A live object mapping: `pointer` to it, or to the bare list of its attribute mappings.

    `node` is none for a bare list, `rows` for an object mapping that has no list.
    """

    pointer: str
    node: Node | None
    rows: Node | None

    @property
    def rows_pointer(self) -> str:
        """The JSON pointer of the list of attribute mappings."""
        return self.pointer if self.node is None else f"{self.pointer}/attributeMappings"


class LiveRule(Frozen):
    """A live synchronization rule and the directories of its schema, with a pointer to these."""

    node: Node | None
    blocks: tuple[LiveBlock, ...]
    directories: Node | None
    pointer: str


class Meeting(Frozen):
    """A block with the names that the live schema has for its rule's ends and its objects."""

    rule: SynchronizationRule
    block: ObjectMapping
    live: LiveBlock
    within: LiveRule


class Met(Frozen):
    """The blocks that were met, the mapping in the live schema's names, and what is to be told.

    `alone` are those of the findings that are about whole live rules and object mappings, enabled
    ones, which no block is about.
    """

    meetings: tuple[Meeting, ...]
    mapping: Mapping
    findings: tuple[Finding, ...]
    alone: tuple[Finding, ...] = ()


def meet(mapping: Mapping, source: Source, root: Node) -> Met:
    """Find for each block of a mapping its object mapping in a live document.

    A rule is found by its name, or by its directories; a rule that the file does not name, whose
    target directory is only the likeliest one, is found if it is the only one from its source. The
    same holds for the objects of `users` and `groups`.
    """
    return _Meeting(mapping, source, root).met()


def rules(root: Node) -> list[LiveRule]:
    """Return the rules of a schema, of templates, or of a bare object mapping or list of rows."""
    if root.kind is Kind.ARRAY:
        return [LiveRule(None, (LiveBlock("", None, root),), None, "")]
    if root.get("attributeMappings") is not None:
        return [LiveRule(None, (_block(root, ""),), None, "")]
    return [rule for schema, pointer in _schemas(root) for rule in _rules(schema, pointer)]


def _schemas(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield a schema, or those of the templates that a document has, with pointers to them."""
    yield root, ""
    holders = [(root, "")]
    holders += [(node, f"/value{step(i)}") for i, node in enumerate(items(root, "value"))]
    for holder, pointer in holders:
        inside = holder.get("schema")
        if inside is not None:
            yield inside, f"{pointer}/schema"


def _rules(schema: Node, pointer: str) -> Iterator[LiveRule]:
    directories = schema.get("directories")
    for at, node in enumerate(items(schema, "synchronizationRules")):
        where = f"{pointer}/synchronizationRules{step(at)}/objectMappings"
        blocks = enumerate(items(node, "objectMappings"))
        met = tuple(_block(block, where + step(i)) for i, block in blocks)
        yield LiveRule(node, met, directories, f"{pointer}/directories")


def _block(node: Node, pointer: str) -> LiveBlock:
    rows = node.get("attributeMappings")
    return LiveBlock(pointer, node, rows if rows and rows.kind is Kind.ARRAY else None)


class _Meeting:
    def __init__(self, mapping: Mapping, source: Source, root: Node) -> None:
        self.mapping, self.source = mapping, source
        self.live = rules(root)
        self.findings: list[Finding] = []
        self.taken: dict[str, ObjectMapping] = {}

    def met(self) -> Met:
        meetings: list[Meeting] = []
        adapted: list[SynchronizationRule] = []
        for rule in self.mapping.rules:
            found = self._rule(rule)
            blocks = self._blocks(found[0], found[1], rule) if found else []
            meetings += blocks
            named = found[0] if found else rule
            adapted.append(named.but(object_mappings=tuple(one.block for one in blocks)))
        alone = self._left_alone(meetings)
        told = tuple(self.findings)
        return Met(tuple(meetings), self.mapping.but(rules=tuple(adapted)), told, tuple(alone))

    def _rule(self, rule: SynchronizationRule) -> tuple[SynchronizationRule, LiveRule] | None:
        """Return a rule in the live schema's names, and the live one; report if there is none."""
        if not rule.object_mappings:
            return None
        found = self._same_rules(rule)
        if len(found) == 1:
            return self._named(rule, found[0]), found[0]
        names = ", ".join(f"`{string(one.node, 'name')}`" for one in found or self.live)
        what = f"rule `{rule.name}`" if rule.name else f"rule to `{rule.target_directory}`"
        place = rule.origin if rule.name else rule.object_mappings[0].origin
        problem = "has several rules that this could be" if found else f"has no {what}"
        help = f'name one with `rule "…" {{ … }}`: the schema has {names or "no rule at all"}'
        self._tell(place, f"{self.source.path} {problem}", help)
        return None

    def _same_rules(self, rule: SynchronizationRule) -> list[LiveRule]:
        if all(one.node is None for one in self.live):
            return self.live
        if rule.name:
            named = [one for one in self.live if string(one.node, "name") == rule.name]
            both = [one for one in named if _joins(one, rule)]
            return both if len(named) > 1 and both else named
        same = [one for one in self.live if _joins(one, rule)]
        gallery = [one for one in same if string(one.node, "name") == GALLERY_RULE]
        if same:
            return gallery or same
        likely = not rule.target_directory or rule.target_directory == _catalogued("directory")
        source = rule.source_directory.casefold()
        if not likely:
            return []
        return [o for o in self.live if string(o.node, "sourceDirectoryName").casefold() == source]

    def _named(self, rule: SynchronizationRule, live: LiveRule) -> SynchronizationRule:
        if live.node is None:
            return rule
        source = string(live.node, "sourceDirectoryName")
        target = string(live.node, "targetDirectoryName")
        if rule.target_directory and target.casefold() != rule.target_directory.casefold():
            told = f"the target directory is called `{target}` here"
            self.findings.append(LEFT_ALONE.at(self._place(live.node), told, subject=target))
        return rule.but(source_directory=source, target_directory=target)

    def _blocks(
        self, rule: SynchronizationRule, live: LiveRule, written: SynchronizationRule
    ) -> list[Meeting]:
        meetings = []
        for block in written.object_mappings:
            alone = len(written.object_mappings) == 1
            found = _same_block(block, live.blocks, self.taken, alone=alone)
            if found is None:
                self._missing(block, live)
            elif self.taken.setdefault(found.pointer, block) is not block:
                message = f"another block is about `{_ends(found.node)}` too"
                self._tell(block.origin, message, "put their rows into one block")
            else:
                meetings.append(Meeting(rule, self._renamed(block, found.node), found, live))
        return meetings

    def _missing(self, block: ObjectMapping, live: LiveRule) -> None:
        """Report an object mapping that is not there; one that is to be disabled need not be."""
        ends = f"`{block.source_object}` to `{block.target_object}`"
        message = f"{self.source.path} has no object mapping {ends}"
        if not block.enabled:
            self.findings.append(LEFT_ALONE.at(block.origin, message, subject=ends))
            return
        names = "; ".join(_ends(one.node) for one in live.blocks)
        help = f"write `from … to …` as the schema has it: {names or 'it has none'}"
        if block.kind == "groups":
            help += "\nwithout groups in the app, write `groups disabled { }`"
        self._tell(block.origin, message, help)

    def _renamed(self, block: ObjectMapping, node: Node | None) -> ObjectMapping:
        """Return a block with the names that the live schema has for its objects."""
        if node is None:
            return block
        source, target = string(node, "sourceObjectName"), string(node, "targetObjectName")
        if target != block.target_object:
            told = f"the target object is called `{target}` here"
            self.findings.append(LEFT_ALONE.at(self._place(node), told, subject=target))
        return block.but(source_object=source, target_object=target)

    def _left_alone(self, meetings: Sequence[Meeting]) -> list[Finding]:
        """Tell what no block is about; return what is enabled of it."""
        alone: list[Finding] = []
        met = {meeting.live.pointer for meeting in meetings}
        for live in self.live:
            name = string(live.node, "name")
            if live.node is not None and not any(one.pointer in met for one in live.blocks):
                told = f"the rule `{name}` stays as it is: no block is about it"
                self.findings.append(LEFT_ALONE.at(self._place(live.node), told, subject=name))
                alone += self.findings[-1:] if any(map(_works, live.blocks)) else ()
                continue
            for one in live.blocks:
                if one.node is not None and one.pointer not in met:
                    ends = _ends(one.node)
                    several = any(_ends(o.node) == ends for o in live.blocks if o.pointer in met)
                    why = "there are several of these" if several else "no block is about it"
                    told = f"the object mapping `{ends}` stays as it is: {why}"
                    self.findings.append(LEFT_ALONE.at(self._place(one.node), told, subject=ends))
                    alone += self.findings[-1:] if _works(one) else ()
        return alone

    def _place(self, node: Node) -> Place:
        return Place(self.source, Span(node.span.start, node.span.start + 1))

    def _tell(self, place: Place, message: str, help: str) -> None:
        self.findings.append(NOT_IN_SCHEMA.at(place, message, help=help))


def _catalogued(name: str) -> str:
    return str(getattr(target_catalog("users"), name))


def _joins(live: LiveRule, rule: SynchronizationRule) -> bool:
    ends = string(live.node, "sourceDirectoryName"), string(live.node, "targetDirectoryName")
    wanted = rule.source_directory, rule.target_directory
    return [end.casefold() for end in ends] == [end.casefold() for end in wanted]


def _same_block(
    block: ObjectMapping, live: Sequence[LiveBlock], taken: Container[str], *, alone: bool
) -> LiveBlock | None:
    """Return the object mapping of a block; of several between its objects the first free one.

    An import has the first one, too, and lists the others.
    """
    if alone and len(live) == 1 and live[0].node is None:
        return live[0]
    near = [one for one in live if one.node is not None and _is(one.node, "source", block)]
    same = [one for one in near if one.node is not None and _is(one.node, "target", block)]
    if same:
        return next((one for one in same if one.pointer not in taken), same[0])
    if block.kind not in _KINDS or len(near) != 1:
        return None
    usual = source_catalog(block.kind).object, target_catalog(block.kind).object
    return near[0] if (block.source_object, block.target_object) == usual else None


def _is(node: Node, end: str, block: ObjectMapping) -> bool:
    wanted = block.source_object if end == "source" else block.target_object
    return string(node, f"{end}ObjectName") == wanted


def _works(block: LiveBlock) -> bool:
    enabled = block.node.get("enabled") if block.node else None
    return enabled is None or enabled.value is not False


def _ends(node: Node | None) -> str:
    return f"{string(node, 'sourceObjectName')} -> {string(node, 'targetObjectName')}"
