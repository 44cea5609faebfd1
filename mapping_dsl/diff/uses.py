"""What an attribute feeds: the rows and scopes that read or write it, and what is at stake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import Risk
from mapping_dsl.diff.pair import STAKES, role
from mapping_dsl.diff.told import content, of_scope
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import (
    AttributeMapping,
    Mapping,
    ObjectMapping,
    SynchronizationRule,
    reads,
)
from mapping_dsl.resolve.resolve import WEBEX


class Use(Frozen):
    """A row or a scope by which an attribute counts: its class, and all that it means."""

    risk: Risk
    content: str


def uses(
    mapping: Mapping, side: str, name: str, within: Iterable[ObjectMapping] | None = None
) -> tuple[Use, ...]:
    """Return where a mapping, or some of its blocks, use an attribute of `source` or `target`."""
    webex = mapping.system == WEBEX
    blocks = (of for rule in mapping.rules for of in rule.object_mappings)
    found = blocks if within is None else within
    return tuple(use for of in found for use in _uses(of, side, name, webex=webex))


def worst(found: Iterable[Use]) -> Risk:
    """Return the worst class of what an attribute feeds; that of a value where it is nothing."""
    return min((use.risk for use in found), key=lambda risk: risk.rank, default=Risk.VALUE)


def differing(rules: Iterable[SynchronizationRule], *, webex: bool) -> Risk:
    """Return the worst class of a row that two rules have differently for the same objects."""
    told: dict[tuple[str, str], list[frozenset[Use]]] = {}
    for of in (of for rule in rules for of in rule.object_mappings):
        rows = frozenset(_use(row, of, webex=webex) for row in of.mappings)
        told.setdefault((of.source_object, of.target_object), []).append(rows)
    return worst(use for rows in told.values() for use in _not_in_all(rows))


def _not_in_all(rows: list[frozenset[Use]]) -> frozenset[Use]:
    return frozenset.union(*rows) - frozenset.intersection(*rows)


def _use(row: AttributeMapping, of: ObjectMapping, *, webex: bool) -> Use:
    stake = STAKES.get(role(row, row, of.kind, webex=webex), Risk.VALUE)
    return Use(Risk.IDENTITY if row.matching_priority else stake, content(row))


def _uses(of: ObjectMapping, side: str, name: str, *, webex: bool) -> Iterator[Use]:
    for row in of.mappings:
        if _feeds(row, side, name):
            yield _use(row, of, webex=webex)
    for scope in of.scopes if side == "source" else ():
        if any(clause.attribute == name for group in scope.groups for clause in group):
            yield Use(Risk.ACCESS, of_scope(of, scope, scope.kind).content)


def _feeds(row: AttributeMapping, side: str, name: str) -> bool:
    return name in reads(row.source) if side == "source" else row.target.key == paths.key(name)
