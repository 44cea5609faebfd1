"""Entra's values are texts; a request has them as the target's type wants them."""

from __future__ import annotations

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.evaluate.result import Unknown, Value

_TRUTH = {"true": True, "false": False}

Typed = str | int | tuple[str, ...]
"""A value as JSON has it; truth is `True`, which Python counts among the integers."""


def typed(value: Typed, target: Attribute) -> Value | Unknown:
    """Return a value in a target's type.

    What becomes of one that does not fit is Unknown: Microsoft does not document it.
    """
    if isinstance(value, tuple):
        return _several(value, target)
    if target.multivalued:
        return Value((str(value),))
    match target.type:
        case AttributeType.BOOLEAN:
            fitting: Typed | None = _TRUTH.get(str(value).lower())
        case AttributeType.INTEGER:
            fitting = _integer(str(value))
        case _:
            return Value(str(value))
    if fitting is not None:
        return Value(fitting)
    return _undocumented(f"`{value}` is no {target.type.lower()}", "it")


def _several(values: tuple[str, ...], target: Attribute) -> Value | Unknown:
    if target.multivalued:
        return Value(values)
    if len(values) == 1:
        return typed(values[0], target)
    return _undocumented(f"{len(values)} values for one", "them")


def _undocumented(what: str, it: str) -> Unknown:
    return Unknown((), f"{what}; what Entra does with {it} is not documented")


def _integer(text: str) -> int | None:
    try:
        return int(text) if text.isascii() and "_" not in text else None
    except ValueError:
        return None
