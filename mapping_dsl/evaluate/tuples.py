"""Tuples in generated code, of which the items are known as long as they are not stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapping_dsl.evaluate.operand import TUPLE, Operand
from mapping_dsl.evaluate.program import Program


def of_items(program: Program, items: Sequence[Operand]) -> Operand:
    """Return a tuple of some values, a constant if they are."""
    constants = [item.constant[0] for item in items if item.constant]
    if len(constants) == len(items):
        return program.constant(tuple(constants))
    return Operand(_written(item.text for item in items), TUPLE, items=tuple(items))


def flat(program: Program, parts: Iterable[Operand]) -> Operand:
    """Return one tuple of the items of several."""
    texts: list[str] = []
    for part in parts:
        if part.constant:
            texts += (program.constant(item).text for item in part.constant[0])
        elif part.items is not None:
            texts += (item.text for item in part.items)
        else:
            texts.append(f"*{part.text}")
    return Operand(_written(texts), TUPLE)


def _written(texts: Iterable[str]) -> str:
    return f"({' '.join(f'{text},' for text in texts)})"
