"""Graph's `attributeMappingSource` to an expression: the tree is read, the text beside it never.

One thing is in the text alone: a constant without a text is an environment's, and one whose text
lacks the quotes is a bare word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind
from mapping_dsl.resolve.raising import Unsayable
from mapping_dsl.targets.entra.document import (
    AttributeMappingSource,
    StringKeyAttributeMappingSourceValuePair,
)
from mapping_dsl.targets.entra.leftovers import Leftover, below, shown, unknown
from mapping_dsl.targets.entra.same import constant_kind

OPERATORS = ("=", "<>", ">", ">=", "<", "<=")
_ENVIRONMENT_LIKE = re.compile(r"(?!%\w+%$)%.+%", re.DOTALL)
_CONDITION, _OPERATOR, _RIGHT = "one", "two", "three"
_Given = list[tuple[str, AttributeMappingSource]]


def expression(source: AttributeMappingSource) -> Expression:
    """Return what a source says; Unsayable where that is no expression of Entra's."""
    if source.name is None:
        raise Unsayable("a source without a name")
    match source.type.meant:
        case "Attribute":
            return Attribute(source.name)
        case "Constant":
            return Constant(source.name, Kind(constant_kind(source.expression, source.name)))
        case "Function":
            return _function(source.name, _given(source.parameters or ()))
        case _:
            raise Unsayable(f"a source of the type `{source.type}`")


def unread(source: AttributeMappingSource, at: str) -> Iterator[Leftover]:
    """Yield what a source at a JSON pointer has beyond the expression that is read of it.

    Arguments of what is no function, texts of environments' constants that are no one word, and
    properties that Graph's metadata does not have.
    """
    for one, where in below(source, at):
        yield from unknown(one, where)
        if isinstance(one, AttributeMappingSource) and one.type.meant != "Function":
            if one.parameters:
                yield f"{where}/parameters", shown(one.parameters)
            name = one.name or ""
            if one.expression is None and _ENVIRONMENT_LIKE.fullmatch(name):
                yield f"{where}/expression", f"null, beside {name}"


def _given(entries: Iterable[StringKeyAttributeMappingSourceValuePair]) -> _Given:
    found = [(entry.key, entry.value) for entry in entries]
    known = [(key, value) for key, value in found if key is not None and value is not None]
    if len(known) < len(found):
        raise Unsayable("an argument without key or value")
    return known


def _function(name: str, given: _Given) -> Expression:
    if name in OPERATORS and FUNCTIONS.get(name) is None:
        sides = dict(given)
        if len(given) == len(sides) and set(sides) in (
            {_CONDITION, _RIGHT},
            {_CONDITION, _OPERATOR, _RIGHT},
        ):
            return _comparison(sides)
        raise Unsayable(f"a comparison `{name}` without two sides")
    function = FUNCTIONS.get(name)
    if function is None:
        return Call(name, _grouped((key, expression(value)) for key, value in given))
    return Call(name, _bound(function, given))


def _comparison(sides: dict[str, AttributeMappingSource]) -> Comparison:
    operator = sides[_OPERATOR].name if _OPERATOR in sides else None
    if operator not in OPERATORS:
        raise Unsayable(f"the operator `{operator}`")
    return Comparison(expression(sides[_CONDITION]), operator, expression(sides[_RIGHT]))


def _bound(function: Function, given: _Given) -> tuple[tuple[str, tuple[Expression, ...]], ...]:
    """Return the arguments by parameter, in the order of the parameters; a key says which."""
    keys = {parameter.key: parameter for parameter in function.parameters}
    found: dict[str, list[Expression]] = {}
    sides = {key: value for key, value in given if key in (_CONDITION, _OPERATOR, _RIGHT)}
    compares = _CONDITION in keys and _OPERATOR in sides and _RIGHT in sides
    for key, value in given:
        if compares and key in (_OPERATOR, _RIGHT):
            continue
        parameter = keys.get(key)
        if parameter is None:
            raise Unsayable(f"`{function.name}` with an argument `{key}`")
        if parameter.name in found and not parameter.repeating:
            raise Unsayable(f"`{function.name}` with two arguments `{key}`")
        is_condition = compares and key == _CONDITION
        made = _comparison(sides) if is_condition else expression(value)
        found.setdefault(parameter.name, []).append(made)
    return tuple((p.name, tuple(found[p.name])) for p in function.parameters if p.name in found)


def _grouped(
    given: Iterable[tuple[str, Expression]],
) -> tuple[tuple[str, tuple[Expression, ...]], ...]:
    found: dict[str, list[Expression]] = {}
    for key, value in given:
        found.setdefault(key, []).append(value)
    return tuple((key, tuple(values)) for key, values in found.items())
