"""Graph's `filter`: the scoping filters of an object mapping."""

from __future__ import annotations

from mapping_dsl.resolve.model import Clause, Groups, Scope
from mapping_dsl.targets.entra.operators import OPERATORS

LISTS = {
    "categoryFilterGroups": "category",
    "groups": "groups",
    "inputFilterGroups": "input",
}
"""Graph's names of the kinds, in the order of real exports."""


def scope(scopes: tuple[Scope, ...]) -> dict[str, object] | None:
    """Encode the scoping filters; None when nothing is filtered."""
    kinds = {scope.kind: scope.groups for scope in scopes}
    if not any(kinds.values()):
        return None
    return {name: _groups(kinds.get(kind, ())) for name, kind in LISTS.items()}


def _groups(groups: Groups) -> list[object]:
    """Encode the groups; they have no names, which only the portal shows."""
    return [{"name": None, "clauses": [_clause(clause) for clause in group]} for group in groups]


def _clause(clause: Clause) -> dict[str, object]:
    operator = OPERATORS[clause.operator]
    return {
        "operatorName": operator.name,
        "sourceOperandName": clause.attribute,
        "targetOperand": None if operator.unary else {"values": [clause.value]},
    }
