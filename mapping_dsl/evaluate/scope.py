"""Entra's scoping filters, in three values: what is not in a record is neither in nor out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from mapping_dsl.evaluate.result import (
    Absent,
    Failed,
    Record,
    Result,
    Unknown,
    Value,
    look_up,
    settle,
    together,
)
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.regex import compile_pattern, find_group
from mapping_dsl.lang.types import EvaluationError, integer
from mapping_dsl.resolve.model import Clause, Groups


class Test(Frozen):
    """One clause and what it says of a record; None where that cannot be known.

    `found` is the attribute's value; `why` says why nothing can be concluded from a known one, or
    what besides its absence from the record keeps it from being known.
    """

    clause: Clause
    holds: bool | None
    found: Result
    why: str = ""


class Verdict(Frozen):
    """Whether a record is in scope: yes, no, or None for unknown, with every test made."""

    holds: bool | None
    groups: tuple[tuple[Test, ...], ...]

    @property
    def deciding(self) -> tuple[Test, ...]:
        """The tests that decided: those of the first group that holds, or one that each lacks.

        Where nothing is decided, the tests that leave it open. Empty without a filter.
        """
        groups = [group for group in self.groups if _all(group) is self.holds]
        if self.holds:
            return groups[0] if groups else ()
        decisive = [[test for test in group if test.holds is self.holds] for group in groups]
        most = 1 if self.holds is False else None
        return tuple(dict.fromkeys(test for tests in decisive for test in tests[:most]))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The attributes that the record would have to have, if the verdict is open."""
        if self.holds is not None:
            return ()
        found = (t.found for group in self.groups for t in group if t.holds is None)
        return together(f for f in found if isinstance(f, Unknown)).attributes


def in_scope(groups: Groups, record: Record) -> Verdict:
    """Apply a filter: some group must hold, all clauses of it. No groups: all are in scope."""
    tests = tuple(tuple(_test(clause, record) for clause in group) for group in groups)
    return Verdict(_any(map(_all, tests)) if tests else True, tests)


def _test(clause: Clause, record: Record) -> Test:
    found = settle(lambda: look_up(record, clause.attribute))
    match found:
        case Value(tuple()):
            return Test(clause, None, found, "it has several values, on which Entra cannot filter")
        case Absent() | Value(""):
            return Test(clause, clause.operator == "is null", found)
        case Value(value):
            try:
                return Test(clause, _HOLDS[clause.operator](str(value), clause.value or ""), found)
            except EvaluationError as error:
                return Test(clause, None, found, str(error))
        case Failed(message):
            return Test(clause, None, found, message)
        case Unknown(_, why):
            return Test(clause, None, found, why)
        case _:
            return Test(clause, None, found)


_pattern = lru_cache(maxsize=256)(compile_pattern)  # a filter asks every record the same


def _matches(value: str, pattern: str) -> bool:
    """Search like .NET's `IsMatch`: anywhere in the value, case counting."""
    return find_group(_pattern(pattern), value, "0") is not None


def _integers(test: Callable[[int, int], bool]) -> Callable[[str, str], bool]:
    """Make a test of integers, which is false where a side is none."""

    def holds(value: str, operand: str) -> bool:
        try:
            return test(integer(value), integer(operand))
        except EvaluationError:
            return False

    return holds


_HOLDS: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "<>": str.__ne__,
    "matches": _matches,
    "not matches": lambda value, pattern: not _matches(value, pattern),
    "is null": lambda *_: False,
    "is not null": lambda *_: True,
    "is true": lambda value, _: value.lower() == "true",
    "is false": lambda value, _: value.lower() == "false",
    "ends with": str.endswith,
    "includes": str.__contains__,
    ">": _integers(int.__gt__),
    ">=": _integers(int.__ge__),
    "has bits": _integers(lambda value, mask: value & mask != 0),
    "lacks bits": _integers(lambda value, mask: value & mask == 0),
}
"""The operators on a value that is there; `includes` is .NET's `Contains`.

Case counts, but not that of a boolean, which is written `true` in JSON and `True` by Entra.
"""


def _all(tests: Iterable[Test]) -> bool | None:
    holds = [test.holds for test in tests]
    return False if False in holds else None if None in holds else True


def _any(groups: Iterable[bool | None]) -> bool | None:
    holds = list(groups)
    return True if True in holds else None if None in holds else False
