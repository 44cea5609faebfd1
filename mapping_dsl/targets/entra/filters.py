"""Graph's `filter` to scopes."""

from __future__ import annotations

from mapping_dsl.json_spans import step
from mapping_dsl.resolve import raising
from mapping_dsl.resolve.model import Clause, Groups, Scope
from mapping_dsl.resolve.raising import Unsayable
from mapping_dsl.targets.entra.document import Filter, FilterClause, FilterGroup
from mapping_dsl.targets.entra.envelope import Envelope
from mapping_dsl.targets.entra.leftovers import Leftover, below, unknown
from mapping_dsl.targets.entra.operators import OPERATORS

_WORDS = {operator.name: words for words, operator in OPERATORS.items()}
_KINDS = {
    "groups": "groups",
    "input_filter_groups": "input",
    "category_filter_groups": "category",
}
_ALIASES = {
    "groups": "groups",
    "input_filter_groups": "inputFilterGroups",
    "category_filter_groups": "categoryFilterGroups",
}


def scopes(
    found: Filter | None, at: str, envelope: Envelope
) -> tuple[tuple[Scope, ...], tuple[Leftover, ...]]:
    """Return the scopes of a filter, and what is left of it at which pointers of the schema."""
    if found is None:
        return (), ()
    said: list[Scope] = []
    left = list(unknown(found, at))
    for field, kind in _KINDS.items():
        groups = getattr(found, field) or []
        where = at + step(_ALIASES[field])
        place = envelope.place(envelope.pointer(where))
        try:
            if groups:
                scope = Scope(kind, _groups(groups), place)
                raising.scope(scope)
                said.append(scope)
                left += _leftovers(groups, where)
        except Unsayable as reason:
            left.append((where, str(reason)))
    return tuple(said), tuple(left)


def _leftovers(groups: list[FilterGroup], at: str) -> list[Leftover]:
    found: list[Leftover] = []
    for index, group in enumerate(groups):
        if group.name:
            found.append((f"{at}/{index}/name", group.name))
        found += (
            each for one, where in below(group, f"{at}/{index}") for each in unknown(one, where)
        )
    return found


def _groups(groups: list[FilterGroup]) -> Groups:
    return tuple(tuple(_clause(clause) for clause in group.clauses or ()) for group in groups)


def _clause(clause: FilterClause) -> Clause:
    words = _WORDS.get(clause.operator_name or "")
    if words is None:
        raise Unsayable(f"the operator `{clause.operator_name}`")
    values = (clause.target_operand.values if clause.target_operand else None) or []
    if len(values) != (0 if OPERATORS[words].unary else 1):
        raise Unsayable(f"{clause.operator_name} with {len(values)} values")
    return Clause(clause.source_operand_name or "", words, values[0] if values else None)
