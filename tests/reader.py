"""A reader of expressions that is independent of the project's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from environments import example
from mapping_dsl.lang.binding import Bound, bind
from mapping_dsl.lang.environment import Environment, within
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError, Lazy, Missing, Skip, Value, text

_TOKEN = re.compile(
    r'\s*(?:"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(&H[0-9A-F]+|-?\d+)|(\w+)|([<>]=|<>|[<>=(),]))',
    re.DOTALL,
)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: text(left) == text(right),
    "<=": lambda left, right: _ordered(left) <= _ordered(right),
    ">=": lambda left, right: _ordered(left) >= _ordered(right),
    ">": lambda left, right: _ordered(left) > _ordered(right),
}


def _ordered(value: Value) -> Any:
    written = text(value)
    if "/" in written:
        return datetime.strptime(f"{written} +0000", "%m/%d/%Y %I:%M:%S %p %z")
    return Fraction(written)


def shown(
    source: str, record: Mapping[str, Value] | None = None, held: Environment | None = None
) -> str:
    """Return what a call gives, as the pages of the functions write it."""
    try:
        with within(held or example()):
            value = _expression(list(_TOKEN.finditer(source)), record or {})()
    except EvaluationError as error:
        return f"error: {error}"
    except Skip:
        return "skipped"
    except Missing as missing:
        return f"unknown: {', '.join(missing.attributes)}"
    return "absent" if value is None else json.dumps(value, ensure_ascii=False)


def _expression(tokens: list[re.Match[str]], record: Mapping[str, Value]) -> Lazy:
    left = _term(tokens, record)
    if tokens and (compare := _COMPARISONS.get(tokens[0][5])):
        tokens.pop(0)
        right = _term(tokens, record)
        return lambda: str(compare(left(), right()))
    return left


def _term(tokens: list[re.Match[str]], record: Mapping[str, Value]) -> Lazy:
    string, attribute, number, word, _ = tokens.pop(0).groups()
    if word in FUNCTIONS:
        bound, complaints = bind(FUNCTIONS[word], list(_arguments(tokens, record)))
        assert not complaints, complaints
        return lambda: _call(FUNCTIONS[word], bound)
    value: Value = None if word == "absent" else word
    if string is not None:
        value = re.sub(r'\\(["\\])', r"\1", string)
    elif attribute is not None:
        value = record.get(attribute)
    elif number is not None:
        value = int(number.removeprefix("&H"), 16 if number.startswith("&") else 10)
    return lambda: value


def _arguments(tokens: list[re.Match[str]], record: Mapping[str, Value]) -> Iterator[Lazy | None]:
    assert tokens.pop(0)[5] == "("
    if tokens[0][5] == ")":
        tokens.pop(0)
        return
    while True:
        yield None if tokens[0][5] in {",", ")"} else _expression(tokens, record)
        if tokens.pop(0)[5] == ")":
            return


def _call(function: Function, bound: Bound[Lazy]) -> Value:
    given = dict(bound)
    arguments: list[Any] = []
    for parameter in function.parameters:
        made = [a if parameter.lazy else a() for a in given.get(parameter.name, ())]
        arguments.append(tuple(made) if parameter.repeating else next(iter(made), None))
    return function.call(arguments)
