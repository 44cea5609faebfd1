"""Which way an evaluation went."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from mapping_dsl.evaluate.result import Absent, Skipped, Value
from mapping_dsl.evaluate.trace import Trace
from mapping_dsl.resolve import model
from mapping_dsl.spec.recording import Record
from mapping_dsl.spec.why import taken


class Mark(Enum):
    """What a step came to: was it taken, did it hold or not, did it give something.

    NOTHING_CHOSEN is of a call that had none of its values evaluated and came to be absent.
    """

    TAKEN = auto()
    TRUE = auto()
    FALSE = auto()
    GIVES = auto()
    SKIPS = auto()
    NOTHING_CHOSEN = auto()


Marks = set[tuple[int, Mark]]
"""Nodes by identity, and what they came to."""

_KEYS = 2
_VALUES = ("valueIfTrue", "valueIfFalse", "defaultValue")


def marked(steps: Trace, record: Record) -> Marks:
    """Return all that an evaluation came to on its way."""
    return {
        (id(node), mark)
        for step in taken(steps)
        for mark in _marks(step, record)
        for node in record.originals(step.expression)
    }


def _marks(step: Trace, record: Record) -> Iterable[Mark]:
    yield Mark.TAKEN
    match step.result:
        case Value(value):
            yield Mark.GIVES
            yield Mark.TRUE if value == "True" else Mark.FALSE
        case Absent():
            yield Mark.FALSE
            if _chose_nothing(step, record):
                yield Mark.NOTHING_CHOSEN
        case Skipped():
            yield Mark.SKIPS
        case _:
            return


def _chose_nothing(step: Trace, record: Record) -> bool:
    """Tell whether none of the values between which a call chooses was evaluated.

    One condition with `and` or `or` became several calls inside of each other.
    """
    if not isinstance(step.expression, model.Call):
        return False
    pairs = [child for child in step.children if child.parameter == "switchValue"]
    others = [c for c in step.children if c.parameter in _VALUES]
    return all(
        child.result is None
        or (not record.is_written(child.expression) and _chose_nothing(child, record))
        for child in (*pairs[1::_KEYS], *others)
    )
