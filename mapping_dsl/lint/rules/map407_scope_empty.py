"""MAP407."""

from collections.abc import Iterator
from itertools import combinations

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.evaluate.cells import cells
from mapping_dsl.findings import Finding, Label, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import Clause, ObjectMapping, Scope
from mapping_dsl.resolve.shape import Shape
from mapping_dsl.rule import rule
from mapping_dsl.targets.entra.operators import OF_BOOLEANS

_EXCLUDING = ("<>", "not matches", "lacks bits", "is not null")
"""Tests of which any number leave some value."""
_HELP = "where one of several is enough, write `or`"


@rule(
    "MAP407",
    "scope-empty",
    Severity.ERROR,
    "Microsoft Learn, scoping filters: all clauses of a filter must hold, and one of the filters",
    "Microsoft Learn, scoping filters: whoever is not in scope is disabled in the target",
)
def scope_empty(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The scope can hold nobody: its tests contradict each other, or what an attribute can be.

    Nobody is provisioned, and whoever was in scope before is deactivated. Usually an `and` stands
    where `or` is meant. That is proven from the tests and from the catalog, as that
    `usageLocation` has two letters and `objectId` is never absent; of patterns it is found if no
    value asked for by `=` matches. A part of a scope that holds nobody is none of this rule's
    business, as long as another part holds somebody.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { scope department = "Sales" and department = "Support" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { scope department = "Sales" or department = "Support" }
    """
    for scope in objects.scopes if objects.enabled else ():
        proofs = []
        for group in scope.groups:
            proofs.append(_Proof(group, objects, context).found())
            if not proofs[-1]:
                break
        else:
            yield _empty(scope, proofs)


def _empty(scope: Scope, proofs: list[tuple[Clause, ...]]) -> Finding:
    subject = "scope" if scope.kind == "groups" else f"{scope.kind} scope"
    spans = {clause.span for proof in proofs for clause in proof if clause.span}
    places = [Place(scope.place.source, span) for span in sorted(spans)]
    if len(proofs) > 1 and len(places) > len(proofs[0]):
        message = "nobody can be in scope: no part of it can hold"
        return scope_empty.at(scope.place, message, help=_HELP, subject=subject)
    *before, last = places or [scope.place]
    labels = [Label(place, "and this") for place in before]
    message = f"nobody can be in scope: {_said(proofs[0])}"
    return scope_empty.at(last, message, *labels, help=_HELP if before else "", subject=subject)


def _said(proof: tuple[Clause, ...]) -> str:
    clause, *others = proof
    if others:
        return f"these tests of `{clause.attribute}` never hold together"
    if clause.operator == "is null":
        return f"`{clause.attribute}` is never absent"
    return f'`{clause.attribute}` is never "{clause.value}"'


class _Proof:
    """The proof that one group of clauses holds nobody."""

    def __init__(self, group: tuple[Clause, ...], objects: ObjectMapping, context: Context) -> None:
        self.group = group
        self.sources = context.sources(objects.kind)
        self.shape = context.unscoped(objects).attribute

    def found(self) -> tuple[Clause, ...]:
        """Return the clauses that cannot hold together, or the one that cannot; none if all can."""
        for clause in self.group:
            if self._is_sound(clause) and _never(clause, self.shape(clause.attribute)):
                return (clause,)
        for one, other in combinations(self.group, 2):
            if one.attribute == other.attribute and self._contradict((one, other)):
                return one, other
        for name in dict.fromkeys(clause.attribute for clause in self.group):
            clauses = tuple(clause for clause in self.group if clause.attribute == name)
            if len(clauses) > 2 and self._contradict(clauses):  # noqa: PLR2004 (more than pairs)
                return clauses
        return ()

    def _contradict(self, clauses: tuple[Clause, ...]) -> bool:
        name = clauses[0].attribute
        excluding = all(clause.operator in _EXCLUDING for clause in clauses)
        if excluding or not all(map(self._is_sound, clauses)):
            return False
        found = cells(name, clauses, boolean=self._is_boolean(name))
        return found is not None and not any(cell.holds.issuperset(clauses) for cell in found)

    def _is_boolean(self, name: str) -> bool:
        return name in self.sources and self.sources[name].type is AttributeType.BOOLEAN

    def _is_sound(self, clause: Clause) -> bool:
        """Tell whether it is known what a test means: as which text a Boolean counts is not."""
        return not self._is_boolean(clause.attribute) or clause.operator in OF_BOOLEANS


def _never(clause: Clause, shape: Shape) -> bool:
    """Tell whether no value makes a test true."""
    if clause.operator == "is null":
        return not shape.absent
    return clause.operator == "=" and (not clause.value or not shape.can_be(clause.value))
