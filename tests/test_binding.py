"""Which argument goes to which parameter, and what is said when one goes nowhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mapping_dsl.lang.binding import Fault, bind
from mapping_dsl.lang.functions import FUNCTIONS

# A letter is an argument, a space an empty slot; a named argument is its number.
COMPLAINTS = [
    ("Left", "a", (), [(Fault.MISSING, None)]),
    ("Left", "a ", (), [(Fault.EMPTY, 1)]),
    ("Left", "abc", (), [(Fault.TOO_MANY, 2)]),
    ("Left", "ab ", (), [(Fault.TOO_MANY, 2)]),
    ("Left", "ab", ("Size",), [(Fault.UNKNOWN, 2)]),
    ("Left", "ab", ("String",), [(Fault.TWICE, 2)]),
    ("Left", "", ("NumChars", "String", "String"), [(Fault.TWICE, 2)]),
    ("Join", "a", ("source",), [(Fault.UNKNOWN, 1), (Fault.MISSING, None)]),
    ("Join", "a b", (), [(Fault.EMPTY, 1)]),
    ("Coalesce", "  ", (), [(Fault.MISSING, None)]),
    ("IIF", "a", (), [(Fault.MISSING, None)]),
    ("Switch", "abcde", (), [(Fault.ODD, 4)]),
    ("Switch", "abc ", (), [(Fault.EMPTY, 3)]),
    ("Switch", "ab", (), [(Fault.MISSING, None)]),
    ("Replace", "ab  c ", (), [(Fault.SLOTS, None)]),
    ("Replace", "ab  c   ", (), [(Fault.SLOTS, None)]),
    ("Replace", " ab c  ", (), [(Fault.EMPTY, 0)]),
]
BOUND = [
    ("Left", "ab", (), {"String": "a", "NumChars": "b"}),
    ("Left", " b", ("String",), {"String": "0", "NumChars": "b"}),
    ("ToLower", "a ", (), {"source": "a"}),
    ("IIF", "ab ", (), {"condition": "a", "valueIfTrue": "b"}),
    ("Join", "abc  ", (), {"separator": "a", "source": "bc"}),
    ("Coalesce", "ab ", (), {"source": "ab"}),
    ("Switch", "a bcde", (), {"source": "a", "switchValue": "bcde"}),
    ("Replace", "ab  c  ", (), {"source": "a", "oldValue": "b", "replacementValue": "c"}),
    ("Replace", "ab", ("template",), {"source": "a", "oldValue": "b", "template": "0"}),
]


def bound(
    function: str, slots: str, names: Sequence[str]
) -> tuple[dict[str, str], list[tuple[Fault, int | None]]]:
    named = [(name, str(index)) for index, name in enumerate(names)]
    taken, complaints = bind(FUNCTIONS[function], [s.strip() or None for s in slots], named)
    return {n: "".join(a) for n, a in taken}, [(c.fault, c.index) for c in complaints]


@pytest.mark.parametrize(("function", "slots", "named", "faults"), COMPLAINTS)
def test_complaint(function: str, slots: str, named: Sequence[str], faults: object) -> None:
    assert faults == bound(function, slots, named)[1]


@pytest.mark.parametrize(("function", "slots", "named", "taken"), BOUND)
def test_bound(function: str, slots: str, named: Sequence[str], taken: object) -> None:
    assert (taken, []) == bound(function, slots, named)


def test_complaint_of_replace_counts_the_commas() -> None:
    _, [complaint] = bind(FUNCTIONS["Replace"], "ab  cd")
    assert complaint.message == "`Replace` takes 7 arguments, here are 6: a comma is missing"
