"""Calls that fail for everybody, since their constants are wrong, whatever else they are given."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError, Skip, Type
from mapping_dsl.lint.flow import CHOOSING
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Call

_MANY = 1000
_MONTHS = ("2026-03-31", "2024-02-29T10:30:00Z", "1/2/1999")
_NAMES = ("Jane Miller", "jane.miller@contoso.com", "é")
_STAND_INS: dict[Type, tuple[object, ...]] = {
    Type.STRING: (*_MONTHS, *_NAMES),
    Type.ANY: (*_MONTHS, *_NAMES),
    Type.INTEGER: ("1", "2", "3", "4", "5", "6"),
    Type.BOOLEAN: ("True", "False") * 3,
    Type.LIST: tuple((text,) * _MANY for text in (*_MONTHS, *_NAMES)),
}
"""For each kind of parameter what a record may have there, well-formed in different ways."""
_DATED = ("DateAdd", "DateDiff")
_NEVER = {*CHOOSING, "Join", "Append", "Prepend", "FormatDateTime"}
_BY_PATTERN = (
    {"replacementValue"},
    {"regexGroupName", "replacementValue"},
    {"regexGroupName", "replacementAttributeName"},
)
"""What a Replace by a pattern can have besides."""


Slot: TypeAlias = tuple[str | None, bool]
"""What is known of an argument: its text if it is constant, and whether it is one value."""
Slots: TypeAlias = tuple[tuple[str, tuple[Slot, ...]], ...]


def may_fail(function: str) -> bool:
    """Tell whether constants can make a function fail; FormatDateTime is a matter of MAP314."""
    row = FUNCTIONS[function]
    return row.deterministic and len(row.parameters) > 1 and function not in _NEVER


def failure(call: Call, known: Inference) -> str:
    """Return what to say of a call that fails whatever its record has; nothing if it need not."""
    if len(call.arguments) == 1:
        return ""
    if call.function == "Replace" and _by_pattern({name for name, _ in call.arguments}):
        return ""
    slots: list[tuple[str, tuple[Slot, ...]]] = []
    absent = False
    for name, values in call.arguments:
        shapes = [known.shape(value) for value in values]
        absent = absent or any(shape.absent for shape in shapes)
        slots.append((name, tuple((shape.text, shape.textual) for shape in shapes)))
    why = _why(call.function, tuple(slots))
    leaves_out = call.function == "Replace" or FUNCTIONS[call.function].strict
    who = "everybody who has a value" if absent and leaves_out else "everybody"
    return f"this fails for {who}: {why}" if why else ""


@lru_cache(maxsize=1024)
def _why(name: str, slots: Slots) -> str:
    """Return the error that all stand-ins end in; nothing if one does not, or they differ."""
    given = dict(slots)
    if name == "Replace" and any(_is_empty(given, other) for other in given):
        return ""  # MAP109: a slot that should be left out
    if "regexPattern" in given:
        return "`Replace` has no mode for the arguments that are given"
    errors = {_error(name, given, at) for at in range(len(_MONTHS if name in _DATED else _NAMES))}
    errors |= set() if name in _DATED else {_error(name, given, -1)}
    (error, *others) = errors
    return "" if others else error.removesuffix(f" in a list of {_MANY}")


def _by_pattern(names: set[str]) -> bool:
    """Tell whether a Replace has a mode with a pattern, of which MAP108 tells."""
    return "regexPattern" in names and names - {"source", "regexPattern"} in _BY_PATTERN


def _is_empty(given: dict[str, tuple[Slot, ...]], name: str) -> bool:
    return name not in ("source", "replacementValue") and given[name][0][0] == ""


def _error(name: str, given: dict[str, tuple[Slot, ...]], at: int) -> str:
    row = FUNCTIONS[name]
    arguments: list[object] = []
    for parameter in row.parameters:
        kind = parameter.type
        values = tuple(_value(slot, kind, at) for slot in given.get(parameter.name, ()))
        arguments.append(values if parameter.repeating else values[0] if values else None)
    try:
        row.call(arguments)
    except EvaluationError as error:
        return str(error)
    except Skip:
        return ""
    return ""


def _value(slot: Slot, kind: Type, at: int) -> object:
    text, single = slot
    if text is not None:
        return text
    found = _STAND_INS[kind][at]
    return found[0] if kind is Type.LIST and single and isinstance(found, tuple) else found
