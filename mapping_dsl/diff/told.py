"""Parts of a mapping as people read them, and as a digest covers them."""

from __future__ import annotations

import json

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import NOTHING, Told
from mapping_dsl.evaluate.printer import canonical, quoted
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Clause,
    Declared,
    Expression,
    Groups,
    Mapping,
    ObjectMapping,
    Scope,
)
from mapping_dsl.resolve.rows import ALWAYS, ON_CREATE
from mapping_dsl.resolve.unsaid import Unsaid

WHEN_CHANGED = "FlowWhenChanged"
_UNARY = "is "


def source(expression: Expression | None) -> str:
    """Return a source as a row of the language has it."""
    match expression:
        case None:
            return "none"
        case Attribute(name):
            return name
        case _:
            return canonical(expression)


def flow(row: AttributeMapping) -> str:
    """Return when a row's value is sent."""
    known = {ALWAYS: "always", ON_CREATE: "on create"}
    when = known.get(row.flow_type, f"flow type {row.flow_type}")
    return when if row.flow_behavior == WHEN_CHANGED else f"{when}, even unchanged ones"


def default(row: AttributeMapping) -> str:
    """Return a row's default."""
    return "no default" if row.default is None else f"default {quoted(row.default)}"


def whole(row: AttributeMapping) -> str:
    """Return a row with its options."""
    options = [
        f"match {row.matching_priority}" if row.matching_priority else "",
        default(row) if row.default is not None else "",
        flow(row) if (row.flow_type, row.flow_behavior) != (ALWAYS, WHEN_CHANGED) else "",
    ]
    told = [f"{source(row.source)} -> {paths.shorten(row.target.path)}", *filter(None, options)]
    return "  ".join(told)


def content(row: AttributeMapping) -> str:
    """Return all that a row means."""
    fields = [
        None if row.source is None else [type(row.source).__name__, canonical(row.source)],
        row.target.key,
        row.matching_priority,
        row.flow_type,
        row.flow_behavior,
        row.default,
    ]
    return json.dumps(fields)


def of_row(row: AttributeMapping | None, shown: str | None = None) -> Told:
    """Tell a row, or one aspect of it."""
    if row is None:
        return NOTHING
    return Told(row.origin, whole(row) if shown is None else shown, content(row))


def of_source(row: AttributeMapping | None) -> Told:
    """Tell where a row's value comes from."""
    if row is None:
        return NOTHING
    return Told(row.source_origin, source(row.source), content(row))


def of_objects(objects: ObjectMapping | None, *, whole: bool = False) -> Told:
    """Tell what a block may do; its rows and scopes count where the `whole` of it comes or goes."""
    if objects is None:
        return NOTHING
    actions = [action for action in ("create", "update", "delete") if action in objects.actions]
    shown = f"actions {', '.join(actions) or 'none'}{'' if objects.enabled else '; disabled'}"
    ends = [objects.source_object, objects.target_object]
    held = [*map(content, objects.mappings), *_scopes(objects)] if whole else ()
    return Told(objects.origin, shown, json.dumps([*ends, actions, objects.enabled, *held]))


def _scopes(objects: ObjectMapping) -> list[str]:
    return [of_scope(objects, scope, scope.kind).content for scope in objects.scopes]


def of_scope(objects: ObjectMapping, scope: Scope | None, kind: str) -> Told:
    """Tell a scope; without one everybody is in it."""
    groups: Groups = scope.groups if scope else ()
    written = kind if kind == "groups" else f"{kind} scope"
    place = scope.place if scope else objects.origin
    return Told(place, condition(groups), json.dumps([written, sorted(map(_group, groups))]))


def condition(groups: Groups) -> str:
    """Return a scope's condition, a group on each line."""
    return "\nor ".join(_group(group) for group in groups) or "everybody"


def _group(group: tuple[Clause, ...]) -> str:
    return " and ".join(_clause(clause) for clause in group)


def _clause(clause: Clause) -> str:
    if clause.operator.startswith(_UNARY) or clause.value is None:
        return f"{clause.attribute} {clause.operator}"
    return f"{clause.attribute} {clause.operator} {quoted(clause.value)}"


def of_declared(declared: Declared | None) -> Told:
    """Tell an entry of an attribute list."""
    if declared is None:
        return NOTHING
    flags = {
        "multi-valued": declared.multivalued,
        "required": declared.required,
        "primary key": declared.anchor,
        "exact case": declared.case_exact,
        declared.mutability: declared.mutability != "ReadWrite",
    }
    shown = ", ".join([declared.type, *(name for name, has in flags.items() if has)])
    return Told(declared.place, shown, json.dumps([declared.side, declared.name, shown]))


def of_unsaid(unsaid: Unsaid | None) -> Told:
    """Tell what no mapping can say: its note and its digest."""
    if unsaid is None:
        return NOTHING
    shown = f"{unsaid.note}  #{unsaid.digest}" if unsaid.digest else unsaid.note
    return Told(unsaid.place, shown, f"{unsaid.key} {shown}")


def beside(told: Told, unsaid: Unsaid | None) -> Told:
    """Tell something together with the part of it that no mapping can say."""
    if unsaid is None:
        return told
    more = of_unsaid(unsaid)
    shown = f"{told.shown}\n{more.shown}"
    return Told(more.place, shown, f"{told.content} {more.content}")


def of_mapping(mapping: Mapping, shown: str) -> Told:
    """Tell something of a mapping as a whole."""
    return Told(mapping.origin, shown, shown)
