"""Entra's values are texts; a request has them as the target's type wants them."""

from __future__ import annotations

from mapping_dsl.catalog.attribute import Attribute, AttributeType

_TRUTH = {"true": True, "false": False}

Typed = str | int | tuple[str, ...]
"""A value as JSON has it; truth is `True`, which Python counts among the integers."""


def typed(value: Typed, target: Attribute) -> tuple[Typed, str]:
    """Return a value in a target's type, and what is to be said about it.

    What does not fit stays as it is: what Entra does with it is not documented.
    """
    if isinstance(value, tuple):
        return _several(value, target)
    if target.multivalued:
        return (str(value),), ""
    match target.type:
        case AttributeType.BOOLEAN:
            fitting: Typed | None = _TRUTH.get(str(value).lower())
        case AttributeType.INTEGER:
            fitting = _integer(str(value))
        case _:
            return str(value), ""
    if fitting is not None:
        return fitting, ""
    return value, f"is no {target.type.lower()}; what Entra does with it is not documented"


def _several(values: tuple[str, ...], target: Attribute) -> tuple[Typed, str]:
    if target.multivalued:
        return values, ""
    if len(values) == 1:
        return typed(values[0], target)
    return values, f"{len(values)} values for one; what Entra does with them is not documented"


def _integer(text: str) -> int | None:
    try:
        return int(text) if text.isascii() and "_" not in text else None
    except ValueError:
        return None
