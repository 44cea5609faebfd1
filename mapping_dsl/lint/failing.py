"""Calls that fail for everybody, since their constants are wrong, whatever else they are given."""

from __future__ import annotations

from functools import lru_cache

from mapping_dsl.frozen import Frozen
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
MAY_FAIL = tuple(
    row.name
    for row in FUNCTIONS.values()
    if row.deterministic and len(row.parameters) > 1 and row.name not in _NEVER
)
"""Functions that constants can make fail; of FormatDateTime there is more to say (MAP314)."""
_BY_PATTERN = (
    {"replacementValue"},
    {"regexGroupName", "replacementValue"},
    {"regexGroupName", "replacementAttributeName"},
)
"""What a Replace by a pattern can have besides."""


class Slot(Frozen):
    """What is known of an argument: its `text` if it is constant, or that it is one value."""

    text: str | None
    single: bool


Slots = tuple[tuple[str, tuple[Slot, ...]], ...]


def failure(call: Call, known: Inference) -> str:
    """Return what to say of a call that fails whatever its record has; nothing if it need not."""
    slots: list[tuple[str, tuple[Slot, ...]]] = []
    absent = False
    for name, values in call.arguments:
        shapes = [known.shape(value) for value in values]
        absent = absent or any(shape.absent for shape in shapes)
        slots.append((name, tuple(Slot(shape.text, shape.textual) for shape in shapes)))
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
    if "regexPattern" in given:  # which takes its time, and is looked at by MAP108
        fits = "oldValue" not in given and given.keys() - {"source", "regexPattern"} in _BY_PATTERN
        return "" if fits else "`Replace` has no mode for the arguments that are given"
    errors = {_error(name, given, at) for at in range(len(_MONTHS if name in _DATED else _NAMES))}
    errors |= set() if name in _DATED else {_error(name, given, -1)}
    (error, *others) = errors
    return "" if others else error.removesuffix(f" in a list of {_MANY}")


def _is_empty(given: dict[str, tuple[Slot, ...]], name: str) -> bool:
    return name not in ("source", "replacementValue") and given[name][0].text == ""


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
    if slot.text is not None:
        return slot.text
    found = _STAND_INS[kind][at]
    return found[0] if kind is Type.LIST and slot.single and isinstance(found, tuple) else found
