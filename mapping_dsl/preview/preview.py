"""What Entra would do with one record: the request, and every target of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute, AttributeType, Catalog
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match, matches
from mapping_dsl.preview.outcome import NOT_KNOWN, Outcome, outcome
from mapping_dsl.preview.record import Record
from mapping_dsl.preview.request import Request, request
from mapping_dsl.preview.scim import held
from mapping_dsl.preview.standing import Standing, standing, with_soft_deleted
from mapping_dsl.resolve.model import AttributeMapping, Declared, ObjectMapping


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
    """Apply an object mapping to a record.

    `webex_user` is the Webex object that matches, empty if it is known that there is none, None if
    nothing is known. `declared` are the attributes that the mapping adds to the catalog, and all
    that is known of the targets of another `system`. `rule` is the name of the mapping's rule.
    """
    found = standing(mapping, record.values, assigned=assigned)
    known = record.but(values=with_soft_deleted(record.values, found))
    known_targets = system == "webex" and mapping.kind in ("users", "groups")
    catalog = target_catalog(mapping.kind) if known_targets else None
    outcomes = tuple(
        _outcome(row, _target(row.target.path, catalog, declared), known, webex_user)
        for row in mapping.mappings
    )
    matching = matches(outcomes)
    exists = None if webex_user is None else bool(webex_user)
    needed = _required(catalog, declared)
    wanted = request(mapping, found, outcomes, matching, needed, exists=exists)
    unresolved = tuple(_target(key, catalog, declared).name for key in sorted(mapping.unresolved))
    notes = (*_contradiction(found), *_guest(known), *_left_out(unresolved), *_filters(mapping))
    return Preview(rule, mapping.kind, known, found, matching, wanted, outcomes, unresolved, notes)


def _outcome(
    row: AttributeMapping, target: Attribute, record: Record, user: Mapping[str, Any] | None
) -> Outcome:
    now = NOT_KNOWN if user is None else held(dict(user), target.name)
    return outcome(row, target, record.values, now)


def _target(path: str, catalog: Catalog | None, declared: tuple[Declared, ...]) -> Attribute:
    """Return what is known of a target; one of which nothing is known is a text."""
    for own in declared:
        if own.side == "target" and paths.key(own.name) == paths.key(path):
            type_ = AttributeType(own.type)
            return Attribute(own.name, type_, own.multivalued, own.required, own.anchor)
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
