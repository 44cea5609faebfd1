"""What Entra would do with one record: the request, and every target of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute, AttributeType, Catalog
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.evaluate.inline import Evaluator
from mapping_dsl.evaluate.result import Value
from mapping_dsl.evaluate.trace import trace
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match, matches
from mapping_dsl.preview.outcome import NOT_KNOWN, Outcome
from mapping_dsl.preview.record import Record, Values
from mapping_dsl.preview.request import Request, request
from mapping_dsl.preview.scim import held
from mapping_dsl.preview.standing import Standing, standing, with_soft_deleted
from mapping_dsl.resolve.model import Declared, ObjectMapping
from mapping_dsl.resolve.names import is_deterministic


class Preview(Frozen):
    """One record under one object mapping.

    `rule` is the name of the synchronization rule that it stands in, empty for none. `record` has
    IsSoftDeleted computed; `outcomes` are in the order of the rows, `unresolved` the targets whose
    rows have errors; `notes` are whole sentences on what a reader might miss.
    """

    rule: str
    kind: str
    record: Record
    standing: Standing
    matches: tuple[Match, ...]
    request: Request
    outcomes: tuple[Outcome, ...]
    unresolved: tuple[str, ...]
    notes: tuple[str, ...]
    system: str = "webex"


def preview(
    mapping: ObjectMapping,
    record: Record,
    *,
    assigned: bool = True,
    webex_user: Mapping[str, Any] | None = None,
    declared: tuple[Declared, ...] = (),
    system: str = "webex",
    rule: str = "",
) -> Preview:
    """Apply an object mapping to one record; for many there is `Previewer`.

    `webex_user` is the Webex object that matches, empty if it is known that there is none, None if
    nothing is known. `declared` are the attributes that the mapping adds to the catalog, and all
    that is known of the targets of another `system`. `rule` is the name of the mapping's rule.
    """
    previewer = Previewer(mapping, declared=declared, system=system, rule=rule)
    return previewer.preview(record, assigned=assigned, webex_user=webex_user)


class Previewer:
    """An object mapping made ready for any number of records; the options are those of `preview`.

    `targets` are what is known of the targets of the mapping's rows.
    """

    def __init__(
        self,
        mapping: ObjectMapping,
        *,
        declared: tuple[Declared, ...] = (),
        system: str = "webex",
        rule: str = "",
    ) -> None:
        self._in_webex = system == "webex" and mapping.kind in ("users", "groups")
        catalog = target_catalog(mapping.kind) if self._in_webex else None
        self.mapping = mapping
        self.rule = rule
        self._system = system
        self.targets = [_target(row.target.path, catalog, declared) for row in mapping.mappings]
        self._required = _required(catalog, declared)
        self._unresolved = tuple(
            _target(key, catalog, declared).name for key in sorted(mapping.unresolved)
        )
        self._notes = (*_left_out(self._unresolved), *_filters(mapping))
        sources = [row.source for row in mapping.mappings]
        self._by_chance = [
            (index, source)
            for index, source in enumerate(sources)
            if source and not is_deterministic(source)
        ]
        for index, _ in self._by_chance:
            sources[index] = None
        self._evaluate = Evaluator(sources)

    def preview(
        self,
        record: Record,
        *,
        assigned: bool = True,
        webex_user: Mapping[str, Any] | None = None,
    ) -> Preview:
        """Apply the mapping to a record."""
        mapping = self.mapping
        found = standing(mapping, record.values, assigned=assigned)
        known = record.but(values=with_soft_deleted(record.values, found))
        outcomes = self.outcomes(known.values, webex_user)
        matching = matches(outcomes, in_webex=self._in_webex)
        exists = None if webex_user is None else bool(webex_user)
        wanted = request(mapping, found, outcomes, matching, self._required, exists=exists)
        notes = (*_contradiction(found), *_guest(known), *self._notes)
        return Preview(
            self.rule,
            mapping.kind,
            known,
            found,
            matching,
            wanted,
            outcomes,
            self._unresolved,
            notes,
            self._system,
        )

    def outcomes(
        self, values: Values, webex_user: Mapping[str, Any] | None = None
    ) -> tuple[Outcome, ...]:
        """Apply the rows to the values of a record, IsSoftDeleted computed."""
        now: Iterable[object] = repeat(NOT_KNOWN)
        if webex_user is not None:
            now = (held(dict(webex_user), target.name) for target in self.targets)
        found, rows = self._evaluate(values), self.mapping.mappings
        outcomes = [*map(Outcome, rows, self.targets, found, repeat(values), now)]
        for index, source in self._by_chance:
            outcomes[index] = outcomes[index].by(trace(source, values))
        return tuple(outcomes)


def _target(path: str, catalog: Catalog | None, declared: tuple[Declared, ...]) -> Attribute:
    """Return what is known of a target; one of which nothing is known is a text."""
    for own in declared:
        if own.side == "target" and paths.key(own.name) == paths.key(path):
            type_ = AttributeType(own.type)
            told = own.multivalued, own.required, own.anchor, own.case_exact
            return Attribute(own.name, type_, *told)
    known = find(catalog, path) if catalog else None
    if known and paths.key(known.name) == paths.key(path):
        return known
    return Attribute(path, AttributeType.STRING)


def _required(catalog: Catalog | None, declared: tuple[Declared, ...]) -> tuple[str, ...]:
    """Return the targets that must have a value."""
    names = [a.name for a in catalog.attributes if a.required] if catalog else []
    names += [own.name for own in declared if own.side == "target" and own.required]
    return tuple(dict.fromkeys(names))


def _contradiction(found: Standing) -> Iterator[str]:
    if found.given == Value("False"):
        yield "that `IsSoftDeleted` is false in the record does not count: it is computed here"


def _guest(record: Record) -> Iterator[str]:
    values = record.values
    raw, name = values.get("originalUserPrincipalName"), values.get("userPrincipalName")
    if isinstance(raw, str) and "#EXT#" in raw.upper() and isinstance(name, str):
        if "#EXT#" in name.upper():
            yield f"guest: `{raw}` holds no address to which Entra could undo it"
        else:
            yield f"guest: Entra reads userPrincipalName as `{name}`, undone from `{raw}`"


def _left_out(unresolved: tuple[str, ...]) -> Iterator[str]:
    if unresolved:
        listed = ", ".join(f"`{paths.shorten(target)}`" for target in unresolved)
        yield f"not shown, because the mapping has errors there: {listed}"


def _filters(mapping: ObjectMapping) -> Iterator[str]:
    for kind in ("input", "category"):
        if any(scope.kind == kind and scope.groups for scope in mapping.scopes):
            yield f"the {kind} filter is experimental in Entra; what it does is little documented"
