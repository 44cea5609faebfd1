"""What becomes of one target: its value on create and on update, and the story of a missing one."""

from __future__ import annotations

import json
import re
from enum import StrEnum

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.evaluate.result import Absent, Failed, Record, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.trace import Trace, trace
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.typed import Typed, typed
from mapping_dsl.resolve import model
from mapping_dsl.resolve.model import AttributeMapping

NOT_KNOWN = object()
"""What Webex holds for a target when nobody told us."""

_CREATE_ONLY = "ObjectAddOnly"
_UNDOCUMENTED = ("AttributeAddOnly", "ValueAddOnly")


class Why(StrEnum):
    """Why a target has the value, or has none, that a new object would get."""

    DIRECT = "direct"
    CONSTANT = "constant"
    EXPRESSION = "expression"
    DEFAULT = "default"
    ABSENT = "absent"
    SKIPPED = "skipped"
    ERROR = "error"
    UNKNOWN = "unknown"


class Outcome(Frozen):
    """One row applied to one record.

    `result` is what the source comes to, in Entra's text. `on_create` and `on_update` are what is
    sent, in the target's type; Absent means that nothing is. An Unknown that names no attribute
    hangs on what Webex holds, or on what is not documented, such as what Entra does with a value
    that does not fit the target. `story` says in words what `why` and the value do not; it is
    empty where a value simply flows.
    """

    mapping: AttributeMapping
    target: Attribute
    result: Result
    trace: Trace | None
    why: Why
    on_create: Result
    on_update: Result
    story: str


def outcome(
    mapping: AttributeMapping, target: Attribute, record: Record, held: object = NOT_KNOWN
) -> Outcome:
    """Apply a row to a record; `held` is what Webex has for the target, None for nothing."""
    steps = None if mapping.source is None else trace(mapping.source, record)
    result = (steps.result if steps else None) or Absent()
    return Outcome(mapping, target, result, steps, *_flow(mapping, target, result, held))


def lacking(unknown: Unknown) -> str:
    """Say what is not known: attributes, constants such as `%DomainFQDN%`, or what else it is."""
    constants = [f"`{name}`" for name in unknown.attributes if name.startswith("%")]
    attributes = [_in_graph(name) for name in unknown.attributes if not name.startswith("%")]
    told = [_are(attributes, "not in this record"), _are(constants, "known to Entra alone")]
    return _story(*told, unknown.why)


def _are(names: list[str], what: str) -> str:
    return f"{', '.join(names)} {'are' if len(names) > 1 else 'is'} {what}" if names else ""


def _in_graph(name: str) -> str:
    """Return a name, with that of Graph where someone would look for another one in the file."""
    found = (find(source_catalog(kind), name) for kind in ("users", "groups"))
    graph = next((one.graph for one in found if one and one.graph), name)
    known = name == graph or name in re.split(r"[.\[]", graph)
    return f"`{name}`" if known else f"`{name}` (Graph: `{graph}`)"


_Flow = tuple[Why, Result, Result, str]


def _flow(mapping: AttributeMapping, target: Attribute, result: Result, held: object) -> _Flow:
    match result:
        case Value(value):
            return _flowing(mapping, target, value)
        case Absent():
            return _absent(mapping, target, held)
        case Skipped():
            told = f"not sent, nor a default; {_stale(mapping, held)}"
            return Why.SKIPPED, result, result, told
        case Failed(message):
            return Why.ERROR, result, result, message
        case Unknown():
            return _unknown(mapping, result)


def _unknown(mapping: AttributeMapping, result: Unknown) -> _Flow:
    later = Absent() if mapping.flow_type == _CREATE_ONLY else result
    return Why.UNKNOWN, result, later, lacking(result)


def _flowing(mapping: AttributeMapping, target: Attribute, value: Typed) -> _Flow:
    first = typed(value, target)
    if isinstance(first, Unknown):
        return _unknown(mapping, first)
    later: Result = first
    told = []
    if target.type is AttributeType.REFERENCE:
        told.append("sent in a later request, as the id that Webex has for it")
    if mapping.flow_type == _CREATE_ONLY:
        later = Absent()
        told.append("sent on create only, later changes are not")
    elif mapping.flow_type in _UNDOCUMENTED:
        later = Unknown(())
        told.append(f"what `{mapping.flow_type}` does on update is not documented")
    return _origin(mapping), first, later, _story(*told)


def _absent(mapping: AttributeMapping, target: Attribute, held: object) -> _Flow:
    none = mapping.source is None
    if not mapping.default:
        told = (
            "no source and no default: never sent" if none else f"not sent; {_stale(mapping, held)}"
        )
        return Why.ABSENT, Absent(), Absent(), told
    first = typed(mapping.default, target)
    why = Why.DEFAULT if isinstance(first, Value) else Why.UNKNOWN
    remark = first.why if isinstance(first, Unknown) else ""
    if not none:
        told = f"used on create, for the source is absent; {_stale(mapping, held)}"
        return why, first, Absent(), _story(told, remark)
    told = "no source: sent on create, and on update only if Webex has nothing"
    later: Result = Unknown(()) if held is NOT_KNOWN else first if held is None else Absent()
    return why, first, later, _story(told, remark)


def _stale(mapping: AttributeMapping, held: object) -> str:
    """Return the most expensive sentence of this field, as far as it applies."""
    if mapping.flow_type == _CREATE_ONLY:
        return "on update nothing is sent"
    if held is None:
        return "on update nothing is sent, and Webex has nothing"
    kept = "its old value" if held is NOT_KNOWN else f"`{_shown(held)}`"
    return f"on update Webex keeps {kept}, for ever"


def _shown(held: object) -> str:
    return held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)


def _story(*told: str) -> str:
    return "; ".join(filter(None, told))


def _origin(mapping: AttributeMapping) -> Why:
    match mapping.source:
        case model.Attribute():
            return Why.DIRECT
        case model.Constant():
            return Why.CONSTANT
        case _:
            return Why.EXPRESSION
