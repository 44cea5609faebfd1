"""Somebody ordinary, against whom records at the edges are held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from mapping_dsl.evaluate.result import Absent, Result, Value
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.resolve import model
from mapping_dsl.resolve.model import reads
from mapping_dsl.resolve.names import is_deterministic
from mapping_dsl.spec.edges import Edge, absent, both, edges, others
from mapping_dsl.spec.inputs import inputs
from mapping_dsl.spec.marks import Marks
from mapping_dsl.spec.ordinary import Fields, ordinary, welcome
from mapping_dsl.spec.reach import Reach
from mapping_dsl.spec.run import Runner

Previews = tuple[Preview, ...]
_MOST_PAIRS = 200
_LONGER = 10
"""So many characters more are an edge of length."""


class Subject:
    """A record of a kind of which the mapping has a block, under each rule.

    `plain` is ordinary and, if that can be had easily, in scope; `usual` is what becomes of it, and
    `needed` what of it takes it there.
    """

    def __init__(self, mapping: model.Mapping, kind: str, runner: Runner, reach: Reach) -> None:
        self.kind, self._reach = kind, reach
        self._previewers = runner.previewers[kind]
        self._inputs = inputs(mapping, kind, self._previewers)
        self.plain = self._welcome()
        self.usual = self.previews(self.plain)
        self.needed = self._minimum()

    def previews(self, fields: Fields) -> Previews:
        """Return what becomes of a record."""
        record = to_record(fields, kind=self.kind, missing_is_absent=True)
        return tuple(previewer.preview(record) for previewer in self._previewers)

    def marks(self, previews: Previews) -> Marks:
        """Return the branches that a record comes to."""
        return self._reach.marks(self.kind, previews)

    def edges(self) -> Iterator[Edge]:
        """Yield all edges that there are."""
        return edges(self.kind, self.plain, self._inputs)

    def pairs(self) -> Iterator[Edge]:
        """Yield two edges at once, of attributes that are read together."""
        together = self._reach.together(self.kind)
        single = [edge for edge in self.edges() if len(edge.changes) == 1]
        pairs = (
            both(one, other)
            for one, other in combinations(single, 2)
            if one.changes.keys() != other.changes.keys()
            and any(names >= {*one.changes, *other.changes} for names in together)
        )
        return islice(pairs, _MOST_PAIRS)

    def others(self) -> Iterator[Edge]:
        """Yield who is likely to be taken for the ordinary one."""
        return others(self.plain)

    def idle(self) -> list[str]:
        """Return the attributes that are only copied, so that nothing else changes without them."""
        return [one.name for one in self._inputs if self._is_idle(one.name)]

    def changed(self, previews: Previews) -> list[tuple[Outcome, Outcome]]:
        """Return the rows that come to something else, before and after."""
        pairs = zip(self.usual, previews, strict=True)
        rows = [each for a, b in pairs for each in zip(a.outcomes, b.outcomes, strict=True)]
        return [(a, b) for a, b in rows if repeats(b) and _sent(a) != _sent(b)]

    def telling(self, edge: Edge, previews: Previews) -> list[Outcome]:
        """Return the rows that come to something else, and not just to what the edge is."""
        rows = self.changed(previews)
        return [row for old, row in rows if edge.whole or not self._carried(edge, old, row)]

    def _welcome(self) -> Fields:
        plain = ordinary(self.kind, self._inputs)
        scopes = [s.groups for p in self._previewers for s in p.mapping.scopes if s.groups]
        for fields in welcome(plain, self._inputs, scopes):
            there = Edge("", {}).of(fields)
            if all(one.standing.in_scope for one in self.previews(there)):
                return there
        return plain

    def _minimum(self) -> Fields:
        fields, usual = self.plain, standing(self.usual)
        for name in self.plain:
            fewer = {n: v for n, v in fields.items() if n != name}
            fields = fewer if standing(self.previews(fewer)) == usual else fields
        return fields

    def _is_idle(self, name: str) -> bool:
        found = self.previews(absent(name).of(self.plain))
        if standing(found) != standing(self.usual):
            return False
        rows = [row for _, row in self.changed(found)]
        return bool(rows) and all(
            copied(row) == name and isinstance(row.on_create, Absent) for row in rows
        )

    def _carried(self, edge: Edge, before: Outcome, row: Outcome) -> bool:
        """Tell whether a value is what it was before, the edge's text in place of the old one.

        What became longer by as much as the edge did was not cut.
        """
        old, new, name = text(before), text(row), copied(row)
        if name and name in edge.changes:
            return new is not None and new == edge.changes[name]
        if old is None or new is None:
            return False
        expected, longer = old, set[int]()
        for name, value in edge.changes.items():
            plain = self.plain.get(name)
            if value and isinstance(value, str) and isinstance(plain, str):
                expected = expected.replace(plain, value)
                longer.add(len(value) - len(plain))
        grown = max(longer, default=0) > _LONGER and len(new) - len(old) in longer
        return expected == new or grown


def standing(previews: Previews) -> tuple[object, ...]:
    """Return what becomes of a record as a whole, under each rule."""
    return tuple((p.standing.in_scope, p.request.new, p.request.existing) for p in previews)


def roughly(previews: Previews) -> tuple[object, ...]:
    """Return what becomes of a record as a whole, not why."""
    verbs = ((p.request.new.verb, p.request.existing.verb) for p in previews)
    return tuple(
        verb if p.standing.in_scope else False for p, verb in zip(previews, verbs, strict=True)
    )


def outside(previews: Previews) -> tuple[tuple[model.Clause, bool], ...]:
    """Return the clauses that keep a record out of scope, and whether it has nothing there."""
    verdicts = (verdict for one in previews for _, verdict in one.standing.scopes)
    tests = (test for verdict in verdicts if verdict.holds is False for test in verdict.deciding)
    return tuple((test.clause, isinstance(test.found, Absent)) for test in tests)


def _sent(row: Outcome) -> tuple[Result, Result]:
    return row.on_create, row.on_update


def text(row: Outcome) -> str | None:
    """Return the text that is sent on create, if it is one."""
    sent = row.on_create
    return sent.value if isinstance(sent, Value) and isinstance(sent.value, str) else None


def copied(row: Outcome) -> str | None:
    """Return the attribute that a row copies."""
    source = row.mapping.source
    return source.name if isinstance(source, model.Attribute) else None


def read(row: Outcome) -> tuple[str, ...]:
    """Return the attributes that a row reads."""
    return reads(row.mapping.source) if row.mapping.source else ()


def repeats(row: Outcome) -> bool:
    """Tell whether a row gives the same again."""
    return row.mapping.source is None or is_deterministic(row.mapping.source)
