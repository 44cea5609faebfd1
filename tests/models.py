"""Mappings made by hand, for tests of what reads nothing but the model."""

from __future__ import annotations

from typing import Any

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.findings import Place
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Clause,
    Comparison,
    Constant,
    Declared,
    Expression,
    Kind,
    Mapping,
    ObjectMapping,
    Scope,
    SynchronizationRule,
    Target,
)
from mapping_dsl.source import Source, Span

NOWHERE = Place(Source("none.mapping", ""), Span(0, 0))


def call(function: str, **arguments: Expression | str | tuple[Expression | str, ...]) -> Call:
    """Make a call; a text is a constant, `[mail]` an attribute, a tuple a repeating argument."""
    several = {n: v if isinstance(v, tuple) else (v,) for n, v in arguments.items()}
    return Call(function, tuple((n, tuple(map(value, vs))) for n, vs in several.items()))


def value(written: Expression | str) -> Expression:
    if not isinstance(written, str):
        return written
    is_attribute = written.startswith("[") and written.endswith("]")
    return Attribute(written[1:-1]) if is_attribute else Constant(written)


def compare(left: Expression | str, operator: str, right: Expression | str) -> Comparison:
    return Comparison(value(left), operator, value(right))


def word(text: str) -> Constant:
    return Constant(text, Kind.WORD)


def environment(text: str) -> Constant:
    return Constant(text, Kind.ENVIRONMENT)


def row(target: str, source: Expression | str | None, **options: Any) -> AttributeMapping:
    told: dict[str, Any] = {
        "matching_priority": 0,
        "flow_type": "Always",
        "flow_behavior": "FlowWhenChanged",
        "default": None,
        "reason": "",
        "allows": (),
    } | options
    return AttributeMapping(
        source=None if source is None else value(source),
        target=Target(paths.key(target), paths.expand(target), NOWHERE),
        origin=NOWHERE,
        source_origin=NOWHERE,
        **told,
    )


def block(kind: str, *rows: AttributeMapping, **options: Any) -> ObjectMapping:
    known = kind in {"users", "groups"}
    told: dict[str, Any] = {
        "source_object": source_catalog(kind).object if known else "",
        "target_object": target_catalog(kind).object if known else "",
        "enabled": True,
        "actions": frozenset({"create", "update", "delete"}),
        "scopes": (),
        "allows": (),
        "unresolved": frozenset(),
    } | options
    return ObjectMapping(kind=kind, mappings=rows, origin=NOWHERE, **told)


def scope(kind: str, *groups: tuple[Clause, ...]) -> Scope:
    return Scope(kind, groups, NOWHERE)


def rule(*blocks: ObjectMapping, **options: Any) -> SynchronizationRule:
    told: dict[str, Any] = {
        "name": "",
        "source_directory": source_catalog("users").directory,
        "target_directory": target_catalog("users").directory,
    } | options
    return SynchronizationRule(object_mappings=blocks, origin=NOWHERE, **told)


def declare(side: str, name: str, type_: str = "String", **options: Any) -> Declared:
    told: dict[str, Any] = {
        "multivalued": False,
        "required": False,
        "anchor": False,
        "case_exact": False,
        "mutability": "ReadWrite",
    } | options
    return Declared(side=side, name=name, type=type_, place=NOWHERE, **told)


def mapping(*rules: SynchronizationRule, **options: Any) -> Mapping:
    told: dict[str, Any] = {
        "name": "contoso",
        "system": "webex",
        "bases": (),
        "declared": (),
    } | options
    return Mapping(rules=rules, allows=(), origin=NOWHERE, **told)
