"""Carries out a Webex transform, knowing nothing of the tool but Microsoft's functions.

It is written after `schemas/webex-transform.schema.json` alone: what it needs to know and does not
find there is missing there. Tests hold it equal to the evaluator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from mapping_dsl.lang.functions import FUNCTIONS, EvaluationError, Missing, Skip

Value = str | int | tuple[str, ...] | None
Outcome = tuple[str, Value]
"""`value` and the value; or `absent`, `skipped`, `error`, `unknown` and None."""

_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
}


def interpret(transform: str, kind: str, record: Mapping[str, Value]) -> dict[str, Outcome]:
    """Return what each target of the first object of a kind comes to; a missing key is absent."""
    objects = json.loads(transform)["objects"]
    found = next(each for each in objects if each["object"] == kind)
    return {each["target"]: outcome(each["value"], record) for each in found["targets"]}


def outcome(tree: Any, record: Mapping[str, Value]) -> Outcome:
    """Return what one `value` of the transform comes to."""
    try:
        value = None if tree is None else _evaluate(tree, record)
    except EvaluationError:
        return "error", None
    except Skip:
        return "skipped", None
    except Missing:
        return "unknown", None
    return ("absent", None) if value is None else ("value", value)


def _evaluate(tree: Any, record: Mapping[str, Value]) -> Value:
    if "attribute" in tree:
        return record.get(tree["attribute"])
    if "constant" in tree:
        word = str(tree["constant"])
        return record.get(word) if tree["kind"] == "environment" else word
    if "compare" in tree:
        left, right = _evaluate(tree["left"], record), _evaluate(tree["right"], record)
        return "True" if _compare(left, tree["compare"], right) else "False"
    return _call(tree, record)


def _call(tree: Any, record: Mapping[str, Value]) -> Value:
    function = FUNCTIONS[tree["call"]]
    given = {argument["name"]: argument["values"] for argument in tree["arguments"]}
    slots: list[object] = []
    for parameter in function.parameters:
        values: list[object] = []
        for each in given.get(parameter.name, ()):
            later = _later(each, record)
            values.append(later if parameter.lazy else later())
        slots.append(tuple(values) if parameter.repeating else values[0] if values else None)
    return function.call(slots)


def _later(tree: Any, record: Mapping[str, Value]) -> Callable[[], Value]:
    return lambda: _evaluate(tree, record)


def _compare(left: Value, operator: str, right: Value) -> bool:
    if isinstance(left, tuple) or isinstance(right, tuple):
        raise EvaluationError("a list cannot be compared")
    numbers = _number(left), _number(right)
    computed = isinstance(left, int) or isinstance(right, int)
    if operator in _ORDERS:
        dates = _date(left), _date(right)
        sides: tuple[Any, Any] = _units(left), _units(right)
        if None not in numbers:
            sides = numbers
        elif None not in dates:
            sides = dates
        elif dates != (None, None) and left is not None and right is not None:
            raise Missing
        return _ORDERS[operator](*sides)
    if computed and None not in numbers:
        equal = numbers[0] == numbers[1]
    else:
        equal = _units(left) == _units(right)
    return equal == (operator == "=")


def _number(value: Value) -> Fraction | None:
    """Return the number that a value is or spells: digits, perhaps with a sign and a point."""
    text = _text(value).strip()
    return Fraction(text) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else None


def _date(value: Value) -> datetime | None:
    try:
        return datetime.strptime(f"{_text(value)} +0000", "%m/%d/%Y %I:%M:%S %p %z")
    except ValueError:
        return None


def _units(value: Value) -> bytes:
    """Return UTF-16 code units, high byte first, so that bytes sort as units do."""
    return _text(value).encode("utf-16-be", "surrogatepass")


def _text(value: Value) -> str:
    return "" if value is None else str(value)
