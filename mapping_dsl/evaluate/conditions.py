"""Tests in generated code, decided beforehand where what is known of a value suffices."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import TypeAlias

from mapping_dsl.evaluate.operand import BOOL, NONE, TEXT, Kinds, Operand
from mapping_dsl.frozen import Frozen

Facts: TypeAlias = Mapping[str, Kinds]
"""What a test has shown of some locals."""

_NOTHING: Facts = {}


class Test(Frozen):
    """A condition; what it shows where it holds and where it does not; whether it always does.

    `equals` are a local and the constant text that the condition compares.
    """

    text: str
    true: Facts = _NOTHING
    false: Facts = _NOTHING
    always: bool | None = None
    equals: tuple[str, str] | None = None
    opposite: str = ""

    def inverted(self) -> Test:
        """Return the opposite condition."""
        if self.always is not None:
            return NEVER if self.always else ALWAYS
        opposite = self.opposite or f"(not {self.text})"
        return Test(opposite, self.false, self.true, opposite=self.text)


ALWAYS = Test("True", always=True)
NEVER = Test("False", always=False)


def truthiness(value: Operand) -> Test:
    """Ask what Python's `if` asks."""
    if value.constant:
        return ALWAYS if value.constant[0] else NEVER
    if value.truth:
        return ALWAYS  # both texts are
    if value.is_always(NONE):
        return NEVER
    return Test(value.text, {} if value.is_always(BOOL) else _without(value, NoneType))


def is_none(value: Operand) -> Test:
    """Ask whether a value is absent."""
    if value.is_never(NoneType):
        return NEVER
    if value.is_always(NONE):
        return ALWAYS
    there, text = _without(value, NoneType), value.text
    return Test(f"({text} is None)", {text: NONE}, there, opposite=f"({text} is not None)")


def is_a(value: Operand, kind: type, name: str) -> Test:
    """Ask whether a value is of exactly this type, of that name."""
    wanted = frozenset({kind})
    if value.is_never(kind):
        return NEVER
    if value.is_always(wanted):
        return ALWAYS
    return Test(f"(type({value.text}) is {name})", {value.text: wanted}, _without(value, kind))


def is_equal(value: Operand, other: Operand) -> Test | None:
    """Ask whether a value equals a constant text, if that is what is asked."""
    wanted = other.constant[0] if other.constant else None
    if not isinstance(wanted, str):
        return None
    if value.truth:
        asked = Test(value.truth)
        return {"True": asked, "False": asked.inverted()}.get(wanted, NEVER)
    if value.text.isidentifier() and value.is_always(TEXT):
        return Test(f"({value.text} == {other.text})", equals=(value.text, wanted))
    return None


def _without(value: Operand, kind: type) -> Facts:
    return {} if object in value.kinds else {value.text: value.kinds - {kind}}
