"""The clicks in the Entra admin center that make a change, for people who may not PUT a schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import Change
from mapping_dsl.diff.pair import DeclaredPair, MappingPair, ObjectPair, RowPair, RulePair
from mapping_dsl.diff.told import WHEN_CHANGED, of_declared
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Clause,
    Constant,
    Kind,
    ObjectMapping,
)
from mapping_dsl.resolve.rows import ALWAYS, ON_CREATE
from mapping_dsl.targets.entra.emit import NAMES
from mapping_dsl.targets.entra.operators import OPERATORS

_UNKNOWN = "it is there before or after, and nobody knows here from what"
_BEYOND = ("MAP805", "MAP819")
"""Changes of what the portal shows in part only."""
_JSON = "Not in the portal: ask somebody who may change the schema's JSON"
_ACTIONS = ("create", "update", "delete")


class Click(Frozen):
    """One thing to do on a page, and the fields to fill in, each with its value."""

    page: str
    what: str
    fields: tuple[tuple[str, str], ...] = ()


def clicks(pair: MappingPair, told: Iterable[Change] = ()) -> list[Click]:
    """Return all that is to be done, page by page, in an order in which each step can be saved.

    Of the changes that were `told`, those come last that no page of the portal is known to show;
    there is no click where it shows none of them.
    """
    found = _known(pair)
    named = " ".join(click.what for click in found)
    beyond = [c for c in told if c.code in _BEYOND and f"`{c.target}`" not in named]
    return [*found, *map(_beyond, beyond)] if found else []


def _beyond(change: Change) -> Click:
    block = f"{change.block}: " if change.block else ""
    return Click(_JSON, f"{block}{change.message}")


def _known(pair: MappingPair) -> list[Click]:
    several = len(pair.rules) > 1

    def name(rule: RulePair) -> str:
        one = rule.new or rule.old
        return f', rule "{one.name}"' if one and several else ""

    kept = [declared for declared in pair.declared if declared.new]
    gone = [declared for declared in pair.declared if not declared.new]
    return [
        *(click for declared in kept for click in _attribute_list(declared)),
        *(click for rule in pair.rules for of in rule.objects for click in _block(of, name(rule))),
        *(click for declared in gone for click in _attribute_list(declared)),
    ]


def _attribute_list(declared: DeclaredPair) -> Iterator[Click]:
    """Yield what to do in an attribute list."""
    old, new = declared.old, declared.new
    told = of_declared(old), of_declared(new)
    entry = new or old
    if entry is None or told[0].content == told[1].content:
        return
    side = "Microsoft Entra ID" if entry.side == "source" else "the app"
    page = f"Show advanced options > Edit attribute list for {side}"
    if new is None:
        listed = _listed(declared.name, paths.expand(entry.name))
        yield Click(page, f"Delete `{declared.name}`, once no mapping uses it", listed)
        return
    verb = "Add" if old is None else "Edit"
    fields = (
        ("Name", paths.expand(new.name)),
        ("Type", new.type),
        ("Primary Key?", _tick(holds=new.anchor)),
        ("Required?", _tick(holds=new.required)),
        ("Multi-value?", _tick(holds=new.multivalued)),
        ("Exact case?", _tick(holds=new.case_exact)),
    )
    yield Click(page, f"{verb} `{declared.name}`", fields)


def _listed(name: str, path: str) -> tuple[tuple[str, str], ...]:
    """Return the name that the portal lists an attribute by, where that is another one."""
    return () if name == path else (("Listed as", path),)


def _tick(*, holds: bool) -> str:
    return "yes" if holds else "no"


def _block(pair: ObjectPair, rule: str) -> Iterator[Click]:
    objects = pair.new or pair.old
    if objects is None:
        return
    page = NAMES.get(objects.kind, f"{objects.source_object} to {objects.target_object}") + rule
    if pair.new is None or pair.old is None:
        verb = "remove" if pair.new is None else "add"
        what = f"The portal cannot {verb} the block `{pair.block}`: only the schema's JSON can"
        yield Click(page, what)
        return
    yield from _settings(page, pair.old, pair.new)
    for row in sorted(pair.rows, key=lambda row: row.new is not None):
        yield from _row(page, row)


def _settings(page: str, old: ObjectMapping, new: ObjectMapping) -> Iterator[Click]:
    if old.enabled != new.enabled:
        yield Click(page, f"Enabled: {'Yes' if new.enabled else 'No'}")
    if any(one.actions for of in (old, new) for one in of.unsaid):
        yield Click(page, "Look at Target Object Actions: some of them are not known here")
    elif old.actions != new.actions:
        ticks = tuple((a.capitalize(), _tick(holds=a in new.actions)) for a in _ACTIONS)
        yield Click(page, "Target Object Actions", ticks)
    before, after = ({s.kind: s.groups for s in of.scopes} for of in (old, new))
    unsaid = {one.filter for of in (old, new) for one in of.unsaid if one.filter}
    for kind in sorted({*before, *after, *unsaid}):
        if kind in unsaid:
            yield Click(page, f"Look at the scope: a part of it ({kind}) is not known here")
            continue
        if before.get(kind, ()) == after.get(kind, ()):
            continue
        if kind != "groups":
            yield Click(page, f"The portal cannot set the {kind} scope: only the schema's JSON can")
            continue
        where = f"{page} > Source Object Scope"
        if before.get(kind):
            yield Click(where, "Delete the filters that are there")
        for number, group in enumerate(after.get(kind, ()), start=1):
            fields = tuple(("Clause", _clause(clause)) for clause in group)
            yield Click(where, f"Add scoping filter {number}", fields)


def _clause(clause: Clause) -> str:
    operator = OPERATORS.get(clause.operator)
    name = operator.name if operator else clause.operator
    return " ".join(filter(None, (clause.attribute, name, clause.value)))


def _row(page: str, pair: RowPair) -> Iterator[Click]:
    if pair.open:
        yield Click(page, f"Look at the mapping to `{pair.target}`: {_UNKNOWN}")
        return
    if pair.new is None:
        path = pair.old.target.path if pair.old else pair.target
        yield Click(page, f"Delete the mapping to `{pair.target}`", _listed(pair.target, path))
        return
    new = _fields(pair.new)
    if pair.old is None:
        yield Click(page, f"Add New Mapping to `{pair.target}`", tuple(new.items()))
    else:
        old = _fields(pair.old)
        changed = tuple((name, value) for name, value in new.items() if old.get(name) != value)
        if changed:
            listed = _listed(pair.target, pair.old.target.path)
            yield Click(page, f"Edit the mapping to `{pair.target}`", (*listed, *changed))
    if pair.new.flow_type not in (ALWAYS, ON_CREATE) or pair.new.flow_behavior != WHEN_CHANGED:
        what = f"`{pair.target}`: its flow can only be set in the schema's JSON"
        yield Click(page, what)


def _fields(row: AttributeMapping) -> dict[str, str]:
    fields = {
        **_source(row),
        "Default value if null": row.default or "",
        "Target attribute": row.target.path,
        "Match objects using this attribute": "Yes" if row.matching_priority else "No",
    }
    if row.matching_priority:
        fields["Matching precedence"] = str(row.matching_priority)
    only = "Only during object creation" if row.flow_type == ON_CREATE else "Always"
    return {**fields, "Apply this mapping": only}


def _source(row: AttributeMapping) -> dict[str, str]:
    match row.source:
        case None:
            return {"Mapping type": "None"}
        case Attribute(name):
            return {"Mapping type": "Direct", "Source attribute": name}
        case Constant(text, Kind.LITERAL):
            return {"Mapping type": "Constant", "Constant value": text}
        case expression:
            return {"Mapping type": "Expression", "Expression": canonical(expression)}
