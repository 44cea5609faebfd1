"""Which records at the edges are worth a test: those of whom something else becomes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet

from mapping_dsl.evaluate.result import Value
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.source import Source
from mapping_dsl.spec import write
from mapping_dsl.spec.edges import Edge
from mapping_dsl.spec.marks import Mark, Marks
from mapping_dsl.spec.ordinary import Fields
from mapping_dsl.spec.reach import Reach
from mapping_dsl.spec.run import Runner, kind_of
from mapping_dsl.spec.subject import (
    Subject,
    copied,
    outside,
    read,
    repeats,
    roughly,
    standing,
    text,
)
from mapping_dsl.syntax import tree

_NOWHERE = Source("", "")
_FEW = 3
_NONE: AbstractSet[tuple[int, Mark]] = frozenset()
Tests = Iterator[tree.Test]


def proposals(resolved: Resolved, runner: Runner, reach: Reach) -> Tests:
    """Yield tests of a mapping, each for an edge that something becomes of: they all pass."""
    for kind in (kind for kind, previewers in runner.previewers.items() if previewers):
        yield from _Proposer(Subject(resolved.mapping, kind, runner, reach), runner).tests()


def missing(resolved: Resolved, runner: Runner, reach: Reach) -> tuple[tree.Test, ...]:
    """Return the proposals that a mapping does not have, be it under another title."""
    there = {_content(one) for one in resolved.merged.tests}
    found = proposals(resolved, runner, reach)
    return tuple(test for test in found if _content(test) not in there)


def _content(test: tree.Test) -> tuple[object, ...]:
    return kind_of(test), test.given, test.expectations


class _Proposer:
    """What makes tests of records of one kind."""

    def __init__(self, subject: Subject, runner: Runner) -> None:
        self._subject, self._runner = subject, runner
        self._known: Marks = set()
        self._idle = subject.idle()
        self._told: set[object] = set()
        self._standings: set[object] = {roughly(subject.usual)}

    def tests(self) -> Tests:
        """Yield a test of somebody ordinary, and of each edge that matters."""
        subject = self._subject
        rows = [row for row in subject.usual[0].outcomes if repeats(row)]
        yield from self._test("somebody ordinary", subject.plain, rows, subject.plain)
        yield from self._without()
        for edge in subject.edges():
            if edge.changes not in [{name: None} for name in self._idle]:
                yield from self._of(edge)
        yield from self._colliding()
        for edge in subject.pairs():
            previews = subject.previews(edge.of(subject.plain))
            unseen = roughly(previews) not in self._standings
            if unseen or subject.marks(previews) - self._known:
                yield from self._of(edge)

    def _without(self) -> Tests:
        """Yield one test of all attributes whose absence leaves nothing but its targets empty."""
        names = self._idle
        if names:
            fields = {n: v for n, v in self._subject.plain.items() if n not in names}
            previews = self._subject.previews(fields)
            rows = [row for row in previews[0].outcomes if copied(row) in names]
            title = "only what is needed" if len(names) > _FEW else f"without {', '.join(names)}"
            yield from self._test(title, fields, rows)

    def _of(self, edge: Edge) -> Tests:
        """Yield the test of an edge that changes something, or comes to a branch for the first."""
        subject = self._subject
        fields = edge.of(subject.plain)
        previews = subject.previews(fields)
        new = subject.marks(previews) - self._known
        rows = subject.telling(edge, previews)
        now = standing(previews)
        why = outside(previews) or now
        key = why, tuple((r.mapping.target.key, r.on_create) for r in rows)
        same = not rows and now == standing(subject.usual)
        if not new and (same or key in self._told):
            return
        self._told.add(key)
        self._standings.add(roughly(previews))
        every = previews[0].outcomes
        rows = rows or [row for row in every if {*edge.changes} & {*read(row)}]
        rows = rows or [row for row in every if row.mapping.matching_priority and repeats(row)]
        yield from self._test(edge.title, fields, rows, edge.changes, new)

    def _colliding(self) -> Tests:
        """Yield the test of a second record that gets the `userName` of the ordinary one."""
        subject = self._subject
        for name in subject.usual[0].outcomes:
            if name.mapping.target.key == "username" and isinstance(name.on_create, Value):
                for edge in subject.others():
                    fields = edge.of(subject.plain)
                    rows = subject.previews(fields)[0].outcomes
                    same = [r for r in rows if r.mapping == name.mapping and text(r) == text(name)]
                    if repeats(name) and same:
                        yield from self._test(edge.title, fields, same, edge.changes)
                        return

    # --- tests -------------------------------------------------------------------------------

    def _test(
        self,
        title: str,
        fields: Fields,
        rows: Sequence[Outcome],
        keep: Collection[str] = (),
        new: AbstractSet[tuple[int, Mark]] = _NONE,
    ) -> Tests:
        """Yield a test, if what is expected holds, that still comes to what is `new`.

        It has as much of the record as what is expected hangs on, and what is to be kept.
        """
        kind = self._subject.kind
        on_update, wanted = write.expected(self._subject.previews(fields)[0], rows)
        whole = write.as_test(kind, title, fields, wanted, on_update=on_update)
        ran = self._runner.run(whole, _NOWHERE)
        holding = [one.expectation for one in ran.verdicts if one.holds]
        if not holding:
            return

        def suffice(fewer: Fields) -> bool:
            test = write.as_test(kind, title, fewer, holding, on_update=on_update)
            passed = self._runner.run(test, _NOWHERE).passed
            return bool(passed) and (not new or new <= self._reached(fewer))

        told = {name for row in rows for name in read(row)}
        fields = _least(fields, {*keep, *self._subject.needed}, told, suffice)
        self._known |= self._reached(fields)
        yield write.as_test(kind, title, fields, holding, on_update=on_update)

    def _reached(self, fields: Fields) -> Marks:
        return self._subject.marks(self._subject.previews(fields))


def _least(
    fields: Fields,
    keep: AbstractSet[str],
    told: AbstractSet[str],
    suffice: Callable[[Fields], bool],
) -> Fields:
    """Return as few fields as suffice, those to be kept among them.

    Those that rows are told of are tried first: the others seldom matter.
    """
    few = {name: value for name, value in fields.items() if name in keep or name in told}
    if len(few) < len(fields) and suffice(few):
        fields = few
    for name in [name for name in fields if name not in keep]:
        fewer = {n: v for n, v in fields.items() if n != name}
        if suffice(fewer):
            fields = fewer
    return fields
