"""Graph's `synchronizationSchema` to the model: the opposite of `emit`.

What the language cannot say is no part of the model and is listed instead, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import step
from mapping_dsl.resolve import model, raising
from mapping_dsl.resolve.codes import ENUM_CASE
from mapping_dsl.resolve.raising import Unsayable
from mapping_dsl.resolve.unsaid import Unsaid, as_row
from mapping_dsl.targets.codes import TREE_AND_TEXT
from mapping_dsl.targets.entra import document as graph
from mapping_dsl.targets.entra.definitions import Definitions
from mapping_dsl.targets.entra.emit import FLOW_TYPES, GALLERY_RULE, NAMES, RULE_IDS
from mapping_dsl.targets.entra.enums import misspelt
from mapping_dsl.targets.entra.envelope import Envelope, plain
from mapping_dsl.targets.entra.filters import scopes
from mapping_dsl.targets.entra.leftovers import leftovers, shown
from mapping_dsl.targets.entra.texts import disagreements
from mapping_dsl.targets.entra.trees import expression, unread
from mapping_dsl.targets.entra.usual import digest

ENTRA = source_catalog("users").directory
WEBEX = target_catalog("users").directory
_ACTIONS = {flow: action for action, flow in FLOW_TYPES.items()}
_KINDS = {
    **{name: kind for kind, name in NAMES.items()},
    "Provision Azure Active Directory Users": "users",
    "Provision Azure Active Directory Groups": "groups",
}
_OBJECTS = {source_catalog(kind).object: kind for kind in ("users", "groups")}
_SAID_OF_ROW = frozenset(
    {
        "default_value",
        "flow_behavior",
        "flow_type",
        "matching_priority",
        "source",
        "target_attribute_name",
    }
)
_SAID_OF_BLOCK = frozenset(
    {
        "attribute_mappings",
        "enabled",
        "flow_types",
        "scope",
        "source_object_name",
        "target_object_name",
    }
)
_SAID_OF_RULE = frozenset(
    {"name", "object_mappings", "source_directory_name", "target_directory_name"}
)


class Listed(Frozen):
    """Something that cannot be said; it is listed before a row, in a block, or on top of all."""

    unsaid: Unsaid
    beside: model.AttributeMapping | model.ObjectMapping | None = None


class Read(Frozen):
    """A mapping as the language says it, all that it cannot say, and what is wrong."""

    mapping: model.Mapping
    listed: tuple[Listed, ...]
    findings: tuple[Finding, ...]
    pointers: dict[int, str]
    """Where in the file each rule, object mapping and row was, by identity."""


def read(schema: graph.SynchronizationSchema, envelope: Envelope, name: str = "") -> Read:
    """Return what a document means; every place is one of the file's."""
    return _Reader(schema, envelope, name).read()


class _Reader:
    def __init__(self, schema: graph.SynchronizationSchema, envelope: Envelope, name: str) -> None:
        self._schema, self._envelope, self._name = schema, envelope, name
        self._listed: list[Listed] = []
        self._findings: list[Finding] = []
        self._pointers: dict[int, str] = {}
        self._system = system(schema, whole=envelope.whole)

    def read(self) -> Read:
        for beside in self._envelope.beside:
            value = plain(self._envelope.root.at(beside), self._envelope.source)
            if value not in (None, [], ""):
                self._listed.append(Listed(self._at(beside, _told(value))))
        said = {"synchronization_rules", "directories"}
        for at, note in leftovers(self._schema, "", said):
            where = self._envelope.pointer(at)
            told = _told(plain(self._envelope.root.at(where), self._envelope.source))
            self._listed.append(Listed(self._at(where, told and note)))
        rules = list(self._rules(self._schema.synchronization_rules or []))
        mapping = model.Mapping(
            self._name, self._system, (), (), tuple(rules), (), self._envelope.place("")
        )
        found = Definitions(mapping, self._schema.directories or []).found(self._envelope)
        self._left(found.left)
        self._spelled()
        return Read(
            mapping.but(declared=found.declared),
            tuple(self._listed),
            tuple(self._findings),
            self._pointers,
        )

    def _spelled(self) -> None:
        for at, written, meant in misspelt(self._schema):
            place = self._envelope.place(self._envelope.pointer(at))
            message = f"`{written}` is not how the service spells `{meant}`"
            help = f"write `{meant}`: a document with another case is refused with HTTP 406"
            self._findings.append(ENUM_CASE.at(place, message, help=help, subject=written))

    def _at(self, where: str, note: str) -> Unsaid:
        value = plain(self._envelope.root.at(where), self._envelope.source) if note else None
        return Unsaid(where, note, self._envelope.place(where), note and digest(value, where))

    def _left(
        self,
        found: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...],
        beside: model.AttributeMapping | model.ObjectMapping | None = None,
    ) -> None:
        """List what was found at pointers of the schema."""
        self._listed += [
            Listed(self._at(self._envelope.pointer(at), note), beside) for at, note in found
        ]

    def _rules(self, rules: list[graph.SynchronizationRule]) -> Iterator[model.SynchronizationRule]:
        names: set[str] = set()
        for index, rule in enumerate(rules):
            at = f"/synchronizationRules/{index}"
            name = self._rule_name(rule, len(rules))
            if name in names:
                self._left(((at, f"another rule named {shown(rule.name)}"),))
                continue
            names.add(name)
            read = self._rule(rule, name, at)
            if read is not None and not (name or read.object_mappings):
                self._left(((at, "a rule without name and mappings"),))
            elif read is not None:
                self._rule_leftovers(rule, at, read, index)
                self._pointers[id(read)] = self._envelope.pointer(at)
                yield read

    def _rule_name(self, rule: graph.SynchronizationRule, rules: int) -> str:
        """Return a rule's name; the gallery's needs none where everything else is usual, too."""
        usual = (rule.source_directory_name or ENTRA) == ENTRA
        usual &= self._system == "webex" and (rule.target_directory_name or WEBEX) == WEBEX
        return "" if usual and rules == 1 and rule.name == GALLERY_RULE else rule.name or ""

    def _rule(
        self, rule: graph.SynchronizationRule, name: str, at: str
    ) -> model.SynchronizationRule | None:
        default = WEBEX if self._system == "webex" else ""
        source, target = rule.source_directory_name or ENTRA, rule.target_directory_name or default
        try:
            for text in (name, source, target):
                raising.string(text)
        except Unsayable as reason:
            self._left(((at, str(reason)),))
            return None
        place = self._envelope.place(self._envelope.pointer(at))
        blocks = self._blocks(rule.object_mappings or [], source, at)
        return model.SynchronizationRule(name, source, target, tuple(blocks), place)

    def _rule_leftovers(
        self, rule: graph.SynchronizationRule, at: str, read: model.SynchronizationRule, index: int
    ) -> None:
        written = read.name or (GALLERY_RULE if read.target_directory else None)
        said = {*_SAID_OF_RULE}
        if rule.priority == index + 1:
            said.add("priority")
        if rule.id == RULE_IDS.get(written):
            said.add("id")
        self._left(leftovers(rule, at, said))

    def _blocks(
        self, mappings: list[graph.ObjectMapping], directory: str, rule: str
    ) -> Iterator[model.ObjectMapping]:
        seen: set[tuple[str, str, str]] = set()
        for index, mapping in enumerate(mappings):
            at = f"{rule}/objectMappings/{index}"
            block = self._block(mapping, directory, at)
            key = (block.kind, block.source_object, block.target_object) if block else None
            if block is None or key is None or key in seen:
                self._left(((at, "another mapping between the same objects"),) if block else ())
                continue
            seen.add(key)
            yield self._filled(block, mapping, at)

    def _block(
        self, mapping: graph.ObjectMapping, directory: str, at: str
    ) -> model.ObjectMapping | None:
        """Return an object mapping without its rows and filters."""
        kind = self._kind(mapping, directory)
        usual = kind != "object" and not self._envelope.whole
        source = mapping.source_object_name or (source_catalog(kind).object if usual else "")
        target = mapping.target_object_name or (target_catalog(kind).object if usual else "")
        members = mapping.flow_types.members & set(_ACTIONS)
        try:
            raising.string(source)
            raising.string(target)
        except Unsayable as reason:
            self._left(((at, str(reason)),))
            return None
        return model.ObjectMapping(
            kind,
            source,
            target,
            mapping.enabled,
            frozenset(_ACTIONS[member] for member in members),
            (),
            (),
            (),
            self._envelope.place(self._envelope.pointer(at)),
            frozenset(),
        )

    def _kind(self, mapping: graph.ObjectMapping, directory: str) -> str:
        """Return what is mapped, by the mapping's name or by the objects of Entra ID.

        A `users` or `groups` block without objects has the usual ones: nothing else may be one.
        """
        if self._envelope.whole and not (mapping.source_object_name and mapping.target_object_name):
            return "object"
        if mapping.name in _KINDS:
            return _KINDS[mapping.name]
        if not mapping.source_object_name:
            return part_kind(mapping) or "users"
        known = directory == ENTRA and _OBJECTS.get(mapping.source_object_name or "")
        return known or "object"

    def _filled(
        self, block: model.ObjectMapping, mapping: graph.ObjectMapping, at: str
    ) -> model.ObjectMapping:
        read = [
            (
                f"{at}/attributeMappings/{index}",
                row,
                self._row(row, f"{at}/attributeMappings/{index}"),
            )
            for index, row in enumerate(mapping.attribute_mappings or [])
        ]
        filters, left = scopes(mapping.scope, f"{at}/scope", self._envelope)
        rows = tuple(row for _, _, row in read if isinstance(row, model.AttributeMapping))
        whole = block.but(mappings=rows, scopes=filters)
        said = {*_SAID_OF_BLOCK, *(("name",) if mapping.name == NAMES.get(block.kind) else ())}
        self._left(leftovers(mapping, at, said))
        if not mapping.flow_types.members <= set(_ACTIONS):
            self._left(
                ((f"{at}/flowTypes", shown(str(mapping.flow_types))),), rows[0] if rows else whole
            )
        self._left(left, rows[0] if rows else whole)
        self._pointers[id(whole)] = self._envelope.pointer(at)
        self._list_rows(read, whole)
        return whole

    def _list_rows(
        self,
        read: list[tuple[str, graph.AttributeMapping, model.AttributeMapping | str]],
        block: model.ObjectMapping,
    ) -> None:
        """List the rows that cannot be said before the next one that can, or last in the block."""
        waiting: list[tuple[str, str]] = []
        for at, written, row in read:
            if isinstance(row, str):
                waiting.append((at, row))
                continue
            self._left(tuple(waiting), row)
            waiting = []
            self._pointers[id(row)] = self._envelope.pointer(at)
            self._left(_row_leftovers(written, at), row)
        self._left(tuple(waiting), block)

    def _row(self, row: graph.AttributeMapping, at: str) -> model.AttributeMapping | str:
        """Return a row, or a note on why it cannot be said."""
        if row.source is not None:
            self._compare(row.source, f"{at}/source")
        try:
            source = None if row.source is None else expression(row.source)
        except Unsayable as reason:
            return as_row(str(reason), row.target_attribute_name or "nothing")
        made = self._made(row, source, at)
        try:
            raising.row(made)
        except Unsayable as reason:
            said = "none" if source is None else canonical(source)
            return as_row(f"{reason}: {said}", row.target_attribute_name or "nothing")
        return made

    def _made(
        self, row: graph.AttributeMapping, source: model.Expression | None, at: str
    ) -> model.AttributeMapping:
        target, where = row.target_attribute_name or "", self._envelope.pointer(at)
        place = self._envelope.place(where)
        return model.AttributeMapping(
            source,
            model.Target(
                paths.key(target),
                paths.expand(target),
                self._envelope.place(f"{where}/targetAttributeName"),
            ),
            row.matching_priority,
            row.flow_type.meant or str(row.flow_type),
            row.flow_behavior.meant or str(row.flow_behavior),
            row.default_value,
            "",
            (),
            place,
            self._envelope.place(f"{where}/source"),
        )

    def _compare(self, source: graph.AttributeMappingSource, at: str) -> None:
        for where, text, tree in disagreements(source, at):
            place = self._envelope.place(self._envelope.pointer(where))
            message = "the text of this expression is not what its tree says"
            help = f"the tree is read: `{tree}`; the text is `{text}`"
            self._findings.append(TREE_AND_TEXT.at(place, message, help=help))


def _told(value: object) -> str:
    """Return what is there; of the ids and versions around a schema the name says it all."""
    return "" if isinstance(value, str | bool | int) else shown(value)


def _row_leftovers(row: graph.AttributeMapping, at: str) -> Iterator[tuple[str, str]]:
    yield from leftovers(row, at, _SAID_OF_ROW)
    target = row.target_attribute_name or ""
    if paths.expand(target) != target:
        yield at + step("targetAttributeName"), f"spelled {target}"
    if row.source is not None:
        yield from unread(row.source, f"{at}/source")


def system(schema: graph.SynchronizationSchema, *, whole: bool) -> str:
    """Return `webex` where a directory is Webex's, or a part maps nothing but Webex's targets."""
    rules = schema.synchronization_rules or []
    if whole:
        names = [(rule.target_directory_name or "").casefold() for rule in rules]
        theirs = any(WEBEX.casefold() == name or "webex" in name for name in names)
        return "webex" if theirs else "other"
    blocks = [block for rule in rules for block in rule.object_mappings or []]
    return "webex" if blocks and all(part_kind(block) for block in blocks) else "other"


def part_kind(mapping: graph.ObjectMapping) -> str | None:
    """Return the kind whose targets Webex has all of those that an object mapping fills."""
    targets = {
        paths.key(row.target_attribute_name or "") for row in mapping.attribute_mappings or []
    }
    for kind in ("users", "groups"):
        if targets and targets <= {paths.key(a.name) for a in target_catalog(kind).attributes}:
            return kind
    return None
