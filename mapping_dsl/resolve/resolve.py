"""From a file's tree to the model: what it means together with what it extends."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Place
from mapping_dsl.resolve import model, rows
from mapping_dsl.resolve.bases import PRESET, Layer, NoFiles, Repository, chain
from mapping_dsl.resolve.codes import SCOPE_UNSUPPORTED, UNKNOWN_SYSTEM
from mapping_dsl.resolve.merge import Merged, MergedBlock, declared_name, merge, target_key
from mapping_dsl.resolve.names import Names
from mapping_dsl.resolve.scoping import Scoping
from mapping_dsl.resolve.unsaid import Unsaid, listed
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Reference, String
from mapping_dsl.syntax.parser import Parsed

WEBEX = "webex"
SYSTEMS = (WEBEX, "other")
ALL_ACTIONS = ("create", "update", "delete")
_TYPES = {"datetime": "DateTime"}
_MUTABILITY = {"read-only": "ReadOnly", "write-only": "WriteOnly", "immutable": "Immutable"}
_NO_PARAMETERS: Mapping[str, str] = {}


class Resolved(NamedTuple):
    """A mapping as written (its outermost base first), as merged, and as it is meant."""

    layers: list[Layer]
    merged: Merged
    mapping: model.Mapping
    findings: list[Finding]

    @property
    def source(self) -> Source:
        """The file itself, without what it extends."""
        return self.layers[-1].source

    @property
    def file(self) -> tree.File:
        """The tree of the file itself."""
        return self.layers[-1].parsed.file


def resolve(
    source: Source,
    parsed: Parsed,
    parameters: Mapping[str, str] = _NO_PARAMETERS,
    repository: Repository | None = None,
) -> Resolved:
    """Return what a parsed file means.

    `parameters` are the values of its `param`s in this environment; without a `repository` it can
    extend presets only. Rows with errors are left out of the model, and reported.
    """
    layers, findings = chain(Layer(source.path, source, parsed), repository or NoFiles())
    return resolve_layers(layers, findings, parameters)


def resolve_layers(
    layers: list[Layer], findings: list[Finding], parameters: Mapping[str, str]
) -> Resolved:
    """Return what layers mean together, the outermost base first; findings are those so far."""
    merged = merge(layers)
    findings = [*findings, *merged.findings]
    mapping = _Resolver(layers[-1].source, layers, merged, findings, parameters).mapping()
    return Resolved(layers, merged, mapping, findings)


class _Resolver:
    """The resolution of one mapping; findings are added to the list that it is given."""

    def __init__(
        self,
        source: Source,
        layers: list[Layer],
        merged: Merged,
        findings: list[Finding],
        parameters: Mapping[str, str],
    ) -> None:
        self._source, self._layers, self._merged = source, layers, merged
        self._tell = findings.append
        self._names = Names(merged.definitions, parameters, self._tell)
        self._rows = rows.Rows(self._names, self._tell)
        self._listed = [u for layer in layers for u in listed(layer.parsed, layer.source)]

    def mapping(self) -> model.Mapping:
        self._check_system()
        for name, definition in self._merged.definitions.items():
            self._names.check(name, definition)
        header = self._layers[-1].parsed.file.header
        place = header.span if header else Span(0, min(1, len(self._source.text)))
        rules = tuple(self._rule(name, *found) for name, found in self._merged.rules.items())
        inside = {id(one) for rule in rules for at in rule.object_mappings for one in at.unsaid}
        return model.Mapping(
            header.name.value if header else "",
            self._system(),
            tuple(self._named(layer) for layer in reversed(self._layers[:-1])),
            tuple(_declared(key, *found) for key, found in self._merged.declarations.items()),
            rules,
            rows.allows(self._merged.allows),
            Place(self._source, place),
            tuple(unsaid for unsaid in self._listed if id(unsaid) not in inside),
        )

    def _named(self, base: Layer) -> str:
        """Return how a base is recorded: the same wherever the command is called from."""
        if base.name.startswith(PRESET):
            return base.name
        return posixpath.relpath(base.name, posixpath.dirname(self._source.path) or ".")

    def _system(self) -> str:
        """Return the system of the innermost layer that names one."""
        named = self._named_system()
        return named[0].value if named else WEBEX

    def _named_system(self) -> tuple[String, Source] | None:
        for layer in reversed(self._layers):
            header = layer.parsed.file.header
            if header and header.system:
                return header.system, layer.source
        return None

    def _check_system(self) -> None:
        """Report a system that is neither Webex nor `other`: no rule would look at it."""
        named = self._named_system()
        if named and named[0].value not in SYSTEMS:
            place = Place(named[1], named[0].span)
            meant = near(named[0].value, SYSTEMS)
            help = f"did you mean `{meant}`?" if meant else 'write `"webex"` or `"other"`'
            message = f"there is no system `{named[0].value}`"
            self._tell(UNKNOWN_SYSTEM.at(place, message, help=help))

    def _rule(
        self, name: str, written: tree.RuleBlock | None, source: Source
    ) -> model.SynchronizationRule:
        blocks = [block for key, block in self._merged.blocks.items() if key[0] == name]
        from_, to = (written.source, written.target) if written else (None, None)
        return model.SynchronizationRule(
            name,
            from_.value if from_ else source_catalog("users").directory,
            to.value if to else self._target_directory(),
            tuple(self._object_mapping(block) for block in blocks),
            Place(source, written.name.span if written else Span(0, 0)),
        )

    def _target_directory(self) -> str:
        """Return the directory of the Webex app; which one another system has nobody knows."""
        return target_catalog("users").directory if self._system() == WEBEX else ""

    def _unsaid(self, block: MergedBlock) -> list[Unsaid]:
        """Return what a block's comments list of the schema that it was imported from."""
        return [
            unsaid
            for unsaid in self._listed
            for source, span in block.places
            if unsaid.place.source is source and span.start <= unsaid.place.span.start < span.end
        ]

    def _object_mapping(self, block: MergedBlock) -> model.ObjectMapping:
        resolved = [(row, self._rows.row(row, source)) for row, source in block.rows]
        names = [self._scope(kind, *found) for kind, found in block.scopes.items()]
        actions = block.actions[0] if block.actions else None
        written = ALL_ACTIONS if actions is None else [name.text for name in actions.names]
        source_object, target_object = _objects(block)
        unsaid = self._unsaid(block)
        elsewhere = {paths.key(each.target) for each in unsaid if each.target}
        mapped = {mapping.target.key for _, mapping in resolved if mapping}
        return model.ObjectMapping(
            block.kind,
            source_object,
            target_object,
            not block.block.disabled,
            frozenset(written),
            tuple(scope for scope in names if scope),
            tuple(mapping for _, mapping in resolved if mapping),
            rows.allows(block.allows),
            Place(block.source, block.block.kind.span),
            frozenset(target_key(row.target) for row, mapping in resolved if mapping is None)
            | (elsewhere - mapped),
            (
                *(kind for kind, scope in zip(block.scopes, names, strict=True) if scope is None),
                *dict.fromkeys(each.filter for each in unsaid if each.filter),
            ),
            frozenset(block.dropped),
            block.actions is not None,
            tuple(unsaid),
        )

    def _scope(self, kind: str, scope: tree.Scope, source: Source) -> model.Scope | None:
        def complain(node: tree.ScopeExpression | Reference, message: str, help: str) -> None:
            self._tell(SCOPE_UNSUPPORTED.at(Place(source, node.span), message, help=help))

        def constant(node: Reference) -> str | None:
            return self._names.text(node, source)

        groups = Scoping(constant, complain).groups(scope.test)
        return None if groups is None else model.Scope(kind, groups, Place(source, scope.span))


def _objects(block: MergedBlock) -> tuple[str, str]:
    """Return the names of the source and the target object, the catalog's where none is written."""
    if block.kind == "object":
        return block.source_object, block.target_object
    source, target = source_catalog(block.kind).object, target_catalog(block.kind).object
    return block.source_object or source, block.target_object or target


def _declared(
    key: tuple[str, str], declaration: tree.Declaration, source: Source
) -> model.Declared:
    has = {modifier.text for modifier in declaration.modifiers}
    type_ = declaration.type.text
    return model.Declared(
        key[0],
        declared_name(declaration),
        _TYPES.get(type_, type_.capitalize()),
        "multivalued" in has,
        "required" in has,
        "anchor" in has,
        "case-exact" in has,
        next((graph for word, graph in _MUTABILITY.items() if word in has), "ReadWrite"),
        Place(source, declaration.name.span),
    )
