"""Who can be in one scope and not in another: decided where it is decidable, and said where not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from mapping_dsl.evaluate.cells import Cell, cells
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Clause, Groups
from mapping_dsl.targets.entra.operators import OF_BOOLEANS, OPERATORS

_EVERYBODY: Groups = ((),)
_MOST_STEPS = 3_000

Cells = Mapping[str, list[Cell]]
Example = tuple[tuple[str, str | None], ...]


class _TooManyError(Exception):
    """There are more cases than anybody wants to wait for."""


class Escape(Frozen):
    """Whether somebody can be in the one scope and not in the other: yes, no, or not decided.

    With yes there is an example: attributes and values that such a person would have, whatever
    else they have.
    """

    possible: bool | None
    example: Example = ()


class Relation(Frozen):
    """Two scopes: who can fall `out`, being in the old only, and who can come `into` the new."""

    out: Escape
    into: Escape

    @property
    def same(self) -> bool:
        """Whether they are proven to hold the same people."""
        return self.out.possible is False and self.into.possible is False

    @property
    def word(self) -> str:
        """What became of the scope: same, narrower, wider, moved or undecided."""
        told = self.out.possible, self.into.possible
        return _WORDS.get(told, "undecided")


_WORDS: dict[tuple[bool | None, bool | None], str] = {
    (False, False): "same",
    (True, False): "narrower",
    (False, True): "wider",
    (True, True): "moved",
}


def _anything(_: str) -> bool:
    return True


def relation(
    old: Groups,
    new: Groups,
    boolean: Callable[[str], bool],
    nullable: Callable[[str], bool] = _anything,
) -> Relation:
    """Compare two scopes; `boolean` tells which attributes are `True`, `False` or absent only.

    Those that are not `nullable` are not absent in an example. What Entra does with a Boolean that
    is asked as a text is not documented: such scopes are compared as they are written.
    """
    groups = (*old, *new)
    as_written = Relation(_as_written(old, new), _as_written(new, old))
    if any(_is_unknown(clause, boolean) for group in groups for clause in group):
        return as_written
    clauses: defaultdict[str, dict[Clause, None]] = defaultdict(dict)
    for group in groups:
        for clause in group:
            clauses[clause.attribute][clause] = None
    found = {
        name: cells(name, list(of), boolean=boolean(name), nullable=nullable(name))
        for name, of in clauses.items()
    }
    known_cells = {name: of for name, of in found.items() if of is not None}
    if len(known_cells) < len(found):
        return as_written
    return Relation(_escape(old, new, known_cells), _escape(new, old, known_cells))


def _is_unknown(clause: Clause, boolean: Callable[[str], bool]) -> bool:
    known = OF_BOOLEANS if boolean(clause.attribute) else OPERATORS
    return clause.operator not in known


def _escape(inner: Groups, outer: Groups, known: Cells) -> Escape:
    real = {name: [cell for cell in of if not cell.assumed] for name, of in known.items()}
    try:
        found = _Search().find(inner, outer, real)
        if found is not None:
            return Escape(True, found)
        if all(len(real[name]) == len(of) for name, of in known.items()):
            return Escape(False)
        return Escape(False if _Search().find(inner, outer, known) is None else None)
    except _TooManyError:
        return Escape(None)


def _as_written(inner: Groups, outer: Groups) -> Escape:
    """Decide where each group asks for all that a group of the other scope asks for."""
    wide = [frozenset(group) for group in outer or _EVERYBODY]
    covered = all(any(w.issubset(group) for w in wide) for group in inner or _EVERYBODY)
    return Escape(False if covered else None)


class _Search:
    """A search for somebody who is in one scope and not in another."""

    def __init__(self) -> None:
        self._steps = 0

    def find(self, inner: Groups, outer: Groups, known: Cells) -> Example | None:
        wide = [frozenset(group) for group in outer or _EVERYBODY]
        for group in inner or _EVERYBODY:
            if any(held.issubset(group) for held in wide):
                continue  # whoever is in this group is in that one, as it asks for no more
            left: Cells | None = known
            for clause in group:
                left = left and _narrowed(left, clause, holds=True)
            found = self._avoid(wide, left) if left is not None else None
            if found is not None:
                narrowed = ((n, of) for n, of in found.items() if len(of) < len(known[n]))
                return tuple((name, of[0].value) for name, of in narrowed)
        return None

    def _avoid(self, groups: list[frozenset[Clause]], left: Cells) -> Cells | None:
        """Return what is left of the cells where none of the groups holds.

        Groups of which a clause is false already need nothing more. Of the others, the one that
        leaves the fewest ways comes first.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooManyError
        open_ = [group for group in groups if all(_can_hold(left, clause) for clause in group)]
        if not open_:
            return left
        ways = [[c for c in _sorted(group) if not _must_hold(left, c)] for group in open_]
        fewest = min(range(len(open_)), key=lambda at: len(ways[at]))
        rest = [group for at, group in enumerate(open_) if at != fewest]
        for clause in ways[fewest]:
            outside = _narrowed(left, clause, holds=False)
            found = self._avoid(rest, outside) if outside is not None else None
            if found is not None:
                return found
            left = _narrowed(left, clause, holds=True) or left
        return None


def _sorted(group: frozenset[Clause]) -> list[Clause]:
    """Return clauses in an order that is the same each time."""
    return sorted(group, key=lambda clause: (clause.attribute, clause.operator, clause.value or ""))


def _can_hold(left: Cells, clause: Clause) -> bool:
    return any(clause in cell.holds for cell in left[clause.attribute])


def _must_hold(left: Cells, clause: Clause) -> bool:
    return all(clause in cell.holds for cell in left[clause.attribute])


def _narrowed(left: Cells, clause: Clause, *, holds: bool) -> Cells | None:
    """Keep the cells in which a clause holds, or does not; None if there is none."""
    kept = [cell for cell in left[clause.attribute] if (clause in cell.holds) is holds]
    return {**left, clause.attribute: kept} if kept else None
