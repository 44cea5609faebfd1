"""The kinds of values that the clauses of scopes tell apart, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.types import EvaluationError, integer
from mapping_dsl.resolve.model import Clause

_OPAQUE = {
    "matches": "pattern",
    "not matches": "pattern",
    "ends with": "end",
    "includes": "part",
    "has bits": "bits",
    "lacks bits": "bits",
}
"""Operators of which no list of examples shows everything, and what they ask about."""
_ORDERS = (">", ">=")
_BOOLEANS = (None, "True", "False")
_TRUTHS = ("is true", "is false")
_SPELLINGS = ("True", "TRUE", "False", "FALSE")
_FRESH = ("x", "another value", "\u2026")
_MOST = 512

Question = tuple[str, str]
"""What a pattern, an end, a part or a mask asks of a value: the kind of it, and its text."""


class Cell(Frozen):
    """Values that the clauses treat alike: those of them that hold, and one such value.

    Of an `assumed` one nobody knows whether there is such a value.
    """

    holds: frozenset[Clause]
    value: str | None
    assumed: bool = False


def cells(
    attribute: str, clauses: Sequence[Clause], *, boolean: bool, nullable: bool = True
) -> list[Cell] | None:
    """Return every kind of value that an attribute can have, real ones before assumed ones.

    That one is absent that is not `nullable` is assumed. None where there are too many to look at,
    or where a clause cannot be tested.
    """
    if boolean:
        real = _real(attribute, clauses, _BOOLEANS)
        return None if real is None else _distinct(_absent_last(real, nullable=nullable))
    named = {clause.value for clause in clauses if clause.value}
    real = _real(attribute, clauses, (None, *sorted(named), *_examples(clauses)))
    if real is None:
        return None
    real = _absent_last(real, nullable=nullable)
    questions = sorted({q for clause in clauses if (q := _question(clause))})
    if not questions:
        return _distinct(real)
    # a value that nobody named: what it answers to plain tests is known, to these questions not
    bases = {cell.holds for cell in real if cell.value is not None and cell.value not in named}
    plain = {frozenset(c for c in base if _question(c) is None) for base in bases}
    if 2 ** len(questions) * len(plain) > _MOST:
        return None
    answers = list(_answers(questions))
    assumed = [
        Cell(base | _holding(clauses, answer), None, assumed=True)
        for base in sorted(plain, key=len)
        for answer in answers
    ]
    return _distinct([*real, *assumed])


def _absent_last(real: list[Cell], *, nullable: bool) -> list[Cell]:
    """Return cells in which nothing is absent that cannot be, as far as anybody knows."""
    if nullable:
        return real
    absent, there = ([c for c in real if (c.value is None) is none] for none in (True, False))
    return [*there, *(cell.but(assumed=True) for cell in absent)]


def _question(clause: Clause) -> Question | None:
    kind = _OPAQUE.get(clause.operator)
    return (kind, clause.value or "") if kind else None


def _real(
    attribute: str, clauses: Sequence[Clause], values: Iterable[str | None]
) -> list[Cell] | None:
    """Return the cells of some values; none if there is one of which a test cannot tell."""
    found = []
    for value in dict.fromkeys(values):
        tests = {c: in_scope(((c,),), {attribute: value}).holds for c in clauses}
        if None in tests.values():
            return None
        found.append(Cell(frozenset(c for c, holds in tests.items() if holds), value))
    return found


def _examples(clauses: Iterable[Clause]) -> Iterator[str]:
    """Yield values that nobody named, one for each thing that plain tests can say of such."""
    yield from _FRESH
    for clause in clauses:
        written = clause.value or ""
        if clause.operator in _TRUTHS:
            yield from _SPELLINGS
        if clause.operator in ("ends with", "includes"):
            yield f"x{written}"
            yield f"{written}x"
        if clause.operator in ("matches", "not matches"):
            yield written.strip("^$")
        if clause.operator in ("has bits", "lacks bits"):
            yield "0"
        yield from _near(written)


def _near(written: str) -> Iterator[str]:
    """Yield the integers around one, and other spellings of it."""
    try:
        number = integer(written)
    except EvaluationError:
        return
    for one in (number - 1, number, number + 1):
        yield str(one)
        yield f"-0{-one}" if one < 0 else f"0{one}"


def _answers(questions: Sequence[Question]) -> Iterator[dict[Question, bool | None]]:
    """Yield all that a value could answer; None: it is no integer, and has no bits."""
    choices = [(True, False, None) if kind == "bits" else (True, False) for kind, _ in questions]
    for chosen in product(*choices):
        answer = dict(zip(questions, chosen, strict=True))
        if _consistent(answer):
            yield answer


def _consistent(answer: dict[Question, bool | None]) -> bool:
    yes = [question for question, said in answer.items() if said]
    no = [question for question, said in answer.items() if said is False]
    if any(_follows(one, other) for one in yes for other in no):
        return False
    ends = [text for kind, text in yes if kind == "end"]
    return not any(_exclude(one, other) for one, other in combinations(ends, 2))


def _exclude(one: str, other: str) -> bool:
    """Tell whether no value ends with both."""
    return not (one.endswith(other) or other.endswith(one))


def _follows(one: Question, other: Question) -> bool:
    """Tell whether a value that has the one end or part must have the other one."""
    match one[0], other[0]:
        case "end", "end":
            return one[1].endswith(other[1])
        case (("end" | "part"), "part"):
            return other[1] in one[1]
        case _:
            return False


def _holding(clauses: Iterable[Clause], answer: dict[Question, bool | None]) -> frozenset[Clause]:
    wanted = {"not matches": False, "lacks bits": False}
    return frozenset(
        clause
        for clause in clauses
        if (question := _question(clause)) and answer[question] is wanted.get(clause.operator, True)
    )


def _distinct(found: Iterable[Cell]) -> list[Cell]:
    """Keep one cell of those that no clause tells apart, the first."""
    once: dict[frozenset[Clause], Cell] = {}
    for cell in found:
        once.setdefault(cell.holds, cell)
    return list(once.values())
