"""Why a row gives what it gives, in one line."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.evaluate.result import Value
from mapping_dsl.evaluate.trace import Trace
from mapping_dsl.preview.outcome import Outcome, in_words
from mapping_dsl.resolve.model import Attribute, Comparison, reads

_MOST = 4
_LONGEST = 60


def because(row: Outcome) -> str:
    """Say what the record has that a row reads, which tests it met, and what came of a default."""
    steps = row.trace
    told = list(_told(steps))[:_MOST] if steps else []
    plain = isinstance(row.on_create, Value) and not row.why.startswith("default")
    return "; ".join(filter(None, [", ".join(told), "" if plain else row.story]))


def _told(steps: Trace) -> Iterator[str]:
    """Yield each attribute that was looked at with its value, and each comparison's answer."""
    seen = set[str]()
    for step in taken(steps):
        match step.expression:
            case Attribute(name):
                text = f"`{name}` is {in_words(step.result)}" if step.result else ""
            case Comparison() if reads(step.expression) and step.result == Value("False"):
                text = f"`{canonical(step.expression)}` is not so"
            case _:
                continue
        if text not in seen and len(text) <= _LONGEST:
            seen.add(text)
            yield text


def taken(steps: Trace) -> Iterator[Trace]:
    """Yield the steps that were taken, each before those below it."""
    waiting = [steps]
    while waiting:
        step = waiting.pop()
        if step.result is not None:
            yield step
            waiting += reversed(step.children)
