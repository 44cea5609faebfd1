"""The shapes that values have in JSON, and the plain value that each stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.lang.types import EvaluationError, Missing
from mapping_dsl.lang.types import Value as Plain

NOT_THERE = object()
"""What a record has for something that it does not even mention."""

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ROLE = ("value", "displayName")
_TYPE = "@odata.type"
_GRAPH = "#microsoft.graph."
_PROVISIONED = ("user", "group")


def root(attribute: Attribute) -> str:
    """Return the key of a Graph object that an attribute is found under."""
    found = _STEP.match(attribute.graph or "")
    return found[1] if found else attribute.name


def at(fields: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """Follow a path such as `businessPhones[0]`; what is null or too short on the way is null.

    Raises EvaluationError where something else than an object is in the way.
    """
    found: Any = fields
    for key, index in _STEP.findall(path):
        if found is None:
            return None
        if not isinstance(found, Mapping):
            raise EvaluationError(f"`{path}`: {what(found)} stands where an object is meant")
        found = found.get(key, NOT_THERE)
        if found is NOT_THERE:
            return NOT_THERE
        if index and isinstance(found, list):
            found = found[int(index)] if int(index) < len(found) else None
    return found


def foreign(written: Any) -> str:  # noqa: ANN401 (JSON is anything)
    """Return what Graph calls an object that Entra never provisions, such as `device`; or nothing.

    Of what can be a member or a manager, Entra provisions users and groups (Microsoft's page on how
    provisioning works). An object that does not say what it is, is taken for one of them.
    """
    kind = sort(written)
    return "" if kind in _PROVISIONED else kind


def sort(written: Any) -> str:  # noqa: ANN401 (JSON is anything)
    """Return what Graph calls an object, such as `group`; empty if it does not say so."""
    kind = written.get(_TYPE) if isinstance(written, dict) else None
    return kind.removeprefix(_GRAPH) if isinstance(kind, str) else ""


def plain(written: Any, name: str, attribute: Attribute | None) -> Plain:  # noqa: ANN401
    """Return the value of JSON for an attribute, or for one that no catalog has.

    Numbers become text, booleans `True` and `False`, an empty list is absent, and an object is the
    id or the role that it stands for; one that is `foreign` to a reference is nothing. Raises
    EvaluationError for what the attribute cannot hold, and Missing for what the record does not
    have, or has a mere id of.
    """
    if written is NOT_THERE:
        raise Missing(name)
    if written == []:
        return None
    if isinstance(written, list) and (attribute is None or attribute.multivalued):
        items = [_one(item, f"an item of `{name}`", attribute) for item in written]
        return tuple(item for item in items if item is not None) or None
    one = _one(written, f"`{name}`", attribute)
    several = attribute is not None and attribute.multivalued
    return (one,) if several and one is not None else one


def _one(written: Any, called: str, attribute: Attribute | None) -> str | None:  # noqa: ANN401
    match written:
        case None:
            return None
        case str() | bool() | int() | float():
            return _spelt(str(written), called, attribute)
        case dict() if attribute is not None and attribute.type is AttributeType.REFERENCE:
            if foreign(written):
                return None
            if id_ := _part(written, ("id",)):
                return id_
            raise EvaluationError(f"{called} is an object without an `id`")
        case dict() if attribute is not None and attribute.name == "appRoleAssignments":
            if role := _part(written, _ROLE):
                return role
            raise Missing(why=f"{called} has a role's id and not its name: add its `value`")
        case _:
            raise EvaluationError(f"{called} is {what(written)}, where one value is meant")


def _spelt(text: str, called: str, attribute: Attribute | None) -> str:
    """Return a text, that of a boolean as Entra spells it, however it is written."""
    match attribute.type if attribute else None:
        case AttributeType.BOOLEAN if text.lower() not in ("true", "false"):
            raise EvaluationError(f"{called} is {json.dumps(text)}, where true or false is meant")
        case AttributeType.BOOLEAN:
            return text.capitalize()
        case AttributeType.DATETIME if not _DATE.match(text):
            raise EvaluationError(f"{called} is {json.dumps(text)}, where a date is meant")
        case _:
            return text


def _part(written: dict[str, Any], names: tuple[str, ...]) -> str | None:
    found = (written.get(name) for name in names)
    return next((text for text in found if isinstance(text, str) and text), None)


def what(written: Any) -> str:  # noqa: ANN401
    """Return what a JSON value is, in words; `strict_json` reads numbers as text."""
    match written:
        case None:
            return "null"
        case dict():
            return "an object"
        case list():
            return f"a list of {len(written)}"
        case bool():
            return "true" if written else "false"
        case int() | float():
            return "a number"
        case _:
            return "a text or a number"
