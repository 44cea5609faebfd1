"""What a rule may ask besides what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar, cast

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute as Cataloged
from mapping_dsl.catalog.attribute import AttributeType, Catalog, Mutability
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.catalog.lookup import find, near
from mapping_dsl.findings import Place
from mapping_dsl.lint.flow import Flow
from mapping_dsl.lint.uses import Use, uses
from mapping_dsl.resolve import model
from mapping_dsl.resolve.facts import of_attribute
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.merge import MergedBlock
from mapping_dsl.resolve.model import (
    AttributeMapping,
    Call,
    Clause,
    Comparison,
    Declared,
    Expression,
    ObjectMapping,
    Scope,
)
from mapping_dsl.resolve.resolve import WEBEX, Resolved
from mapping_dsl.resolve.shape import ABSENT, Shape
from mapping_dsl.source import Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

NO_CATALOG = Catalog("", "", (), scim=True)
KINDS = ("users", "groups")
_GUESSES = 50
Known = TypeVar("Known")


class Context:
    """One mapping under lint: its model, its catalogs, and what is inferred of expressions.

    `domains` are the project's verified ones, in small letters.
    """

    def __init__(self, resolved: Resolved, domains: frozenset[str] = frozenset()) -> None:
        self.resolved = resolved
        self.domains = domains
        self.mapping: model.Mapping = resolved.mapping
        self._inferences: dict[str, Inference] = {}
        self._in_scope: dict[int, Inference] = {}
        self._computed: dict[int, list[tuple[AttributeMapping, Flow]]] = {}
        self._flows: dict[tuple[int, int], Flow] = {}
        self._alike: dict[tuple[int, Expression], Flow] = {}
        self._made: dict[Hashable, object] = {}
        self._nodes: dict[int, list[ex.Node]] = {}
        self._sources: dict[str, Mapping[str, Cataloged]] = {}
        self._targets: dict[tuple[str, str], Cataloged | None] = {}
        self._guesses: dict[tuple[str, str], str | None] = {}

    @property
    def webex(self) -> bool:
        """Whether the target system is Webex."""
        return self.mapping.system == WEBEX

    @cached_property
    def complete(self) -> bool:
        """Whether all that was written could be read, so that what is not there is missing.

        A base that could not be had, a statement that was left out and a block that stands twice
        have been reported; whatever else seems to be missing may be in them.
        """
        outermost = self.resolved.layers[0].parsed.file.header
        left_out = any(layer.parsed.findings for layer in self.resolved.layers)
        whole = outermost is None or outermost.base is None
        return whole and not left_out and not self.resolved.merged.findings

    @cached_property
    def uses(self) -> list[Use]:
        """Every name in the expressions and scopes of the mapping and its bases, as written."""
        return list(uses(self.resolved.merged))

    # --- attributes --------------------------------------------------------------------------

    def sources(self, kind: str) -> Mapping[str, Cataloged]:
        """Return by name what there is to map from: what Entra has and the mapping declares.

        Of an `object` nothing but the declared is known.
        """
        if kind not in self._sources:
            catalog = source_catalog(kind).attributes if kind in KINDS else ()
            known = {attribute.name: attribute for attribute in catalog}
            declared = (d for d in self.mapping.declared if d.side == "source")
            self._sources[kind] = known | {d.name: _as(d, known.get(d.name)) for d in declared}
        return self._sources[kind]

    def targets(self, kind: str) -> Catalog:
        """Return what a `users` or `groups` block of Webex has; nothing is known of others."""
        return target_catalog(kind) if self.webex and kind in KINDS else NO_CATALOG

    def target(self, objects: ObjectMapping, row: AttributeMapping) -> Cataloged | None:
        """Return the target attribute of a row."""
        at = objects.kind, row.target.key
        if at not in self._targets:
            catalog = self.targets(objects.kind)
            known = find(catalog, row.target.path) if catalog.attributes else None
            declared = self.declared_targets.get(row.target.key)
            self._targets[at] = _as(declared, known) if declared else known
        return self._targets[at]

    def near(self, name: str, names: Iterable[str], of: str) -> str | None:
        """Return which of the names `of` something was probably meant.

        A guess takes a millisecond, so that only the first fifty unknown names get one: whoever
        has more of them has another problem.
        """
        at = of, name
        if at not in self._guesses:
            self._guesses[at] = near(name, names) if len(self._guesses) < _GUESSES else None
        return self._guesses[at]

    @cached_property
    def declared_targets(self) -> dict[str, Declared]:
        """The targets that the mapping declares, by what they compare by."""
        declared = (d for d in self.mapping.declared if d.side == "target")
        return {paths.key(d.name): d for d in declared}

    # --- values ------------------------------------------------------------------------------

    def shape(self, objects: ObjectMapping, expression: Expression | None) -> Shape:
        """Return what is known of the values of an expression, of the records that are in scope."""
        if expression is None:
            return ABSENT
        return self._flow(objects, expression).shape

    def inference(self, objects: ObjectMapping) -> Inference:
        """Return what infers the shapes of a block's expressions."""
        if id(objects) not in self._in_scope:
            there = _surely_there(objects.scopes)
            self._in_scope[id(objects)] = self.unscoped(objects).where(there)
        return self._in_scope[id(objects)]

    def unscoped(self, objects: ObjectMapping) -> Inference:
        """Return what infers shapes of whoever there is, in scope or not."""
        kind = objects.kind
        if kind not in self._inferences:
            sources = self.sources(kind)
            shapes: dict[str, Shape] = {}

            def attribute(name: str) -> Shape:
                if name not in shapes:
                    shapes[name] = of_attribute(name, sources.get(name))
                return shapes[name]

            self._inferences[kind] = Inference(attribute)
        return self._inferences[kind]

    def flows(self, objects: ObjectMapping) -> list[tuple[AttributeMapping, Flow]]:
        """Return the rows of a block whose source is computed, each source taken apart."""
        if id(objects) not in self._computed:
            self._computed[id(objects)] = [
                (row, self._flow(objects, row.source))
                for row in objects.mappings
                if isinstance(row.source, Call | Comparison)
            ]
        return self._computed[id(objects)]

    def _flow(self, objects: ObjectMapping, expression: Expression) -> Flow:
        """Take a source apart; one that stands in several rows is taken apart once."""
        known = self.inference(objects)
        at = id(known), id(expression)
        if at not in self._flows:
            alike = self._alike.setdefault((id(known), expression), Flow(expression, known))
            self._flows[at] = alike
        return self._flows[at]

    def knows(self, objects: ObjectMapping, expression: Expression | None) -> bool:
        """Tell whether something is known of every attribute that an expression uses.

        Else there is no such attribute (MAP101), or the block is an `object`, and whatever a rule
        could say of the values would be a guess.
        """
        if expression is None:
            return objects.kind in KINDS
        sources = self.sources(objects.kind)
        return objects.kind in KINDS and sources.keys() >= self.names(objects, expression)

    def names(self, objects: ObjectMapping, expression: Expression) -> set[str]:
        """Return the attributes that an expression uses."""
        return self._flow(objects, expression).names

    def once(self, key: Hashable, make: Callable[[], Known]) -> Known:
        """Return what was made under a key before in this run, or make it now."""
        if key not in self._made:
            self._made[key] = make()
        return cast("Known", self._made[key])

    # --- places ------------------------------------------------------------------------------

    def own(self, row: AttributeMapping) -> bool:
        """Tell whether a row is the file's own: it stands in it, or has a `$name` of it."""
        if row.origin.source is self.resolved.source:
            return True
        return self.once(("own", id(row)), lambda: any(map(self._is_own, self.nodes(row))))

    def _is_own(self, node: ex.Node) -> bool:
        """Tell whether a node is a `$name` that the file itself defines, or one of those in it."""
        if not isinstance(node, ex.Reference):
            return False
        definition = self.resolved.merged.definitions.get(node.name)
        if definition is None or definition.source is self.resolved.source:
            return definition is not None
        return any(map(self._is_own, ex.walk(definition.node)))

    def block(self, objects: ObjectMapping) -> Place:
        """Return where to tell of something that a block lacks: in the file itself."""
        here = objects.origin.source is self.resolved.source
        return objects.origin if here else self.mapping.origin

    def actions(self, objects: ObjectMapping) -> Place | None:
        """Return where a block's `actions` stand, if anybody wrote them."""
        merged = self._merged.get((id(objects.origin.source), objects.origin.span))
        written = merged.actions if merged else None
        return Place(written[1], written[0].span) if written else None

    def tests(self, objects: ObjectMapping) -> list[tuple[Scope, Clause, tree.ScopeTest]]:
        """Return the clauses of a block's scopes, each once, with the test that it was made of."""
        return self.once(("tests", id(objects)), lambda: list(self._tests(objects)))

    def _tests(self, objects: ObjectMapping) -> Iterator[tuple[Scope, Clause, tree.ScopeTest]]:
        for scope in objects.scopes:
            merged = self._merged[id(objects.origin.source), objects.origin.span]
            written, _ = merged.scopes[scope.kind]
            found = (node for node in ex.walk(written.test) if isinstance(node, tree.ScopeTest))
            nodes = {node.span: node for node in found}
            for clause in dict.fromkeys(clause for group in scope.groups for clause in group):
                if clause.span is not None:
                    yield scope, clause, nodes[clause.span]

    def match(self, row: AttributeMapping) -> Place:
        """Return where a row's `match` stands."""
        return self.option(row, tree.Match) or row.origin

    def option(self, row: AttributeMapping, kind: type[tree.Option]) -> Place | None:
        """Return where an option of a row stands."""
        written = self.written(row)
        options = written.options if written else ()
        spans = (option.span for option in options if isinstance(option, kind))
        span = next(spans, None)
        return Place(row.origin.source, span) if span else None

    def written(self, row: AttributeMapping) -> tree.Row | None:
        """Return a row as it is written."""
        return self._rows.get((id(row.origin.source), row.origin.span))

    def nodes(self, row: AttributeMapping) -> list[ex.Node]:
        """Return the nodes of a row's source, unless it is a bare attribute or none."""
        if id(row) not in self._nodes:
            written = self.written(row)
            bare = written is None or isinstance(written.source, tree.Direct | tree.Nothing)
            nodes = [] if written is None or bare else list(ex.walk(written.source))
            self._nodes[id(row)] = nodes
        return self._nodes[id(row)]

    @cached_property
    def _merged(self) -> dict[tuple[int, Span], MergedBlock]:
        blocks = self.resolved.merged.blocks.values()
        return {(id(block.source), block.block.kind.span): block for block in blocks}

    @cached_property
    def _rows(self) -> dict[tuple[int, Span], tree.Row]:
        blocks = self.resolved.merged.blocks.values()
        return {(id(source), row.span): row for block in blocks for row, source in block.rows}


def _as(declared: Declared, known: Cataloged | None) -> Cataloged:
    """Return an attribute as the tenant declares it, with what the catalog knows besides.

    What the target system does not let anyone write no declaration makes writable.
    """
    bare = known or Cataloged(declared.name, AttributeType(declared.type))
    written = cast("Mutability", declared.mutability)
    return bare.but(
        type=AttributeType(declared.type),
        multivalued=declared.multivalued,
        required=declared.required or bare.required,
        nullable=bare.nullable and not declared.required,
        case_exact=declared.case_exact,
        mutability=written if bare.mutability == "ReadWrite" else bare.mutability,
    )


def _surely_there(scopes: tuple[Scope, ...]) -> frozenset[str]:
    """Return the attributes that every record in scope has.

    Every test but `is null` is false when its attribute is absent; one of the groups must hold.
    """
    groups = [group for scope in scopes if scope.kind == "groups" for group in scope.groups]
    there = [{c.attribute for c in group if c.operator != "is null"} for group in groups]
    return frozenset(set.intersection(*there)) if there else frozenset()


def row_of(objects: ObjectMapping, target: str) -> AttributeMapping | None:
    """Return the row of a target (the last one counts), by its comparison key."""
    return next((row for row in reversed(objects.mappings) if row.target.key == target), None)
