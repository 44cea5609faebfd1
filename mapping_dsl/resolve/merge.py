"""One tree of several layers: what a mapping and its bases say together."""

from __future__ import annotations

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Label, Place
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.resolve.codes import DUPLICATE_DEFINITION
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Node, String

BlockKey = tuple[str, str, str, str]


class Definition:
    """A `let` or a `param`, and the layer that it is of; `used` is set where it is referred to."""

    def __init__(self, node: tree.Let | tree.Param, source: Source) -> None:
        self.node, self.source = node, source
        self.used = 0


class MergedBlock:
    """A block of the file and of its bases: the rows by target, in the order of the first."""

    def __init__(self, block: tree.Block, source: Source) -> None:
        self.kind = block.kind.text
        self.source_object, self.target_object = "", ""
        self.block, self.source = block, source
        self.rows: list[tuple[tree.Row, Source]] = []
        self.scopes: dict[str, tuple[tree.Scope, Source]] = {}
        self.actions: tuple[tree.Actions, Source] | None = None
        self.allows: list[tuple[tree.Allow, Source]] = []
        self.dropped: set[str] = set()
        self.dropped_in_vain: list[tuple[tree.Drop, Source]] = []
        self.places: list[tuple[Source, Span]] = []


class Merged:
    """All layers together."""

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = {}
        self.declarations: dict[tuple[str, str], tuple[tree.Declaration, Source]] = {}
        self.rules: dict[str, tuple[tree.RuleBlock | None, Source]] = {}
        self.blocks: dict[BlockKey, MergedBlock] = {}
        self.allows: list[tuple[tree.Allow, Source]] = []
        self.tests: list[tree.Test] = []
        self.findings: list[Finding] = []


def merge(layers: list[Layer]) -> Merged:
    """Merge layers from the outermost base to the file itself."""
    merged = Merged()
    for layer in layers:
        _Layering(merged, layer.source).add(layer.parsed.file)
    merged.tests = [i for i in layers[-1].parsed.file.items if isinstance(i, tree.Test)]
    return merged


def target_key(name: Name) -> str:
    """Return what a target compares by."""
    return paths.key(name.text.strip("`"))


class _Layering:
    """One layer on its way into the merged whole."""

    def __init__(self, merged: Merged, source: Source) -> None:
        self.merged, self.source = merged, source
        self.seen: dict[object, Node] = {}

    def add(self, file: tree.File) -> None:
        if file.header:
            self.merged.allows += [(allow, self.source) for allow in file.header.allows]
        for item in file.items:
            match item:
                case tree.Param() | tree.Let():
                    if self.first(item.name.text, item.name, f"`{item.name.text}` is defined"):
                        self.merged.definitions[item.name.text] = Definition(item, self.source)
                case tree.Attributes():
                    self._declarations(item)
                case tree.Block():
                    self._block("", item)
                case tree.RuleBlock():
                    self._rule(item)
                case tree.Test():
                    pass

    def first(self, key: object, node: Node, what: str) -> bool:
        """Tell whether a thing is the first of its kind in this file; report it if not."""
        before = self.seen.setdefault(key, node)
        if before is node:
            return True
        label = Label(Place(self.source, before.span), "first here")
        place = Place(self.source, node.span)
        finding = DUPLICATE_DEFINITION.at(place, f"{what} twice", label, help="keep one of them")
        self.merged.findings.append(finding)
        return False

    def _declarations(self, item: tree.Attributes) -> None:
        for declaration in item.declarations:
            name = declared_name(declaration)
            key = (item.side.text, name)
            if self.first(key, declaration.name, f"`{name}` is declared"):
                self.merged.declarations[key] = declaration, self.source

    def _rule(self, rule: tree.RuleBlock) -> None:
        name = rule.name.value
        if self.first(("rule", name), rule.name, f"the rule `{name}` stands"):
            self.merged.rules[name] = _with_ends(rule, self.merged.rules.get(name)), self.source
            for block in rule.blocks:
                self._block(name, block)

    def _block(self, rule: str, block: tree.Block) -> None:
        self.merged.rules.setdefault(rule, (None, self.source))
        key = self._key(rule, block)
        if not self.first(("block", key), block.kind, f"a `{block.kind.text}` block stands"):
            return
        known = self.merged.blocks.get(key)
        into = self.merged.blocks[key] = known or MergedBlock(block, self.source)
        into.block, into.source = block, self.source
        into.places.append((self.source, block.span))
        into.source_object = _value(block.source) or into.source_object
        into.target_object = _value(block.target) or into.target_object
        into.allows += [(allow, self.source) for allow in block.allows]
        _Entries(self, into).add(block)

    def _key(self, rule: str, block: tree.Block) -> BlockKey:
        """Return what a block compares by; `users` alone is the base's `users`, whatever from."""
        kind, source, target = block.kind.text, _value(block.source), _value(block.target)
        if kind != "object" and not source:
            for known in self.merged.blocks:
                if known[:2] == (rule, kind):
                    return known
        return rule, kind, source, target


class _Entries:
    """The entries of one block of one layer, on their way into the merged block."""

    def __init__(self, layering: _Layering, into: MergedBlock) -> None:
        self.layering, self.into, self.source = layering, into, layering.source
        self.inherited = {target_key(row.target): i for i, (row, _) in enumerate(into.rows)}
        self.other: dict[str, tree.Row | tree.Drop] = {}

    def add(self, block: tree.Block) -> None:
        for entry in block.entries:
            match entry:
                case tree.Row():
                    self._row(entry)
                case tree.Drop():
                    self._drop(entry)
                case tree.Scope():
                    kind = entry.kind.text if entry.kind else "groups"
                    if self.layering.first((id(block), kind), entry, "a scope of one kind stands"):
                        self.into.scopes[kind] = entry, self.source
                case tree.Actions():
                    if self.layering.first((id(block), tree.Actions), entry, "`actions` stands"):
                        self.into.actions = entry, self.source

    def _contradict(self, entry: tree.Row | tree.Drop) -> bool:
        """Report a target that a block drops and maps; tell whether it does."""
        before = self.other.get(target_key(entry.target))
        if before is None or type(before) is type(entry):
            self.other[target_key(entry.target)] = entry
            return False
        self.layering.first(before, before.target, "")
        self.layering.first(before, entry.target, "this target is dropped and mapped: it stands")
        return True

    def _row(self, row: tree.Row) -> None:
        if self._contradict(row):
            return
        at = self.inherited.pop(target_key(row.target), None)
        if at is None:
            self.into.rows.append((row, self.source))
        else:
            self.into.rows[at] = row, self.source

    def _drop(self, drop: tree.Drop) -> None:
        if self._contradict(drop):
            return
        key = target_key(drop.target)
        self.into.dropped.add(key)
        if key in self.inherited:
            self.into.rows = [pair for pair in self.into.rows if target_key(pair[0].target) != key]
            left = {target_key(row.target): i for i, (row, _) in enumerate(self.into.rows)}
            self.inherited = {name: left[name] for name in self.inherited if name in left}
        else:
            self.into.dropped_in_vain.append((drop, self.source))


def _with_ends(
    rule: tree.RuleBlock, inherited: tuple[tree.RuleBlock | None, Source] | None
) -> tree.RuleBlock:
    """Return a rule with the directories of the inherited one, if it does not say its own."""
    known = inherited[0] if inherited else None
    if known is None or rule.source is not None:
        return rule
    return rule.but(source=known.source, target=known.target)


def declared_name(declaration: tree.Declaration) -> str:
    """Return the name that an `attributes` line declares, quoted or not."""
    name = declaration.name
    return name.value if isinstance(name, String) else name.text


def _value(string: String | None) -> str:
    return string.value if string else ""
