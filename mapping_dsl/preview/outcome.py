"""What becomes of one target: its value on create and on update, and the story of a missing one."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cached_property

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.evaluate.inline import Found, settled, short
from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.evaluate.result import Absent, Failed, Record, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.trace import Trace, trace
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.typed import Typed, typed
from mapping_dsl.resolve import model
from mapping_dsl.resolve.model import AttributeMapping

NOT_KNOWN = object()
"""What Webex holds for a target when nobody told us."""

CREATE_ONLY = "ObjectAddOnly"
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


class Flow(Frozen):
    """What becomes of a result.

    `on_create` and `on_update` are what is sent, in the target's type; Absent means that nothing
    is. An Unknown that names no attribute hangs on what Webex holds, or on what is not documented,
    such as what Entra does with a value that does not fit the target. `story` says in words what
    `why` and the value do not; it is empty where a value simply flows.
    """

    why: Why
    on_create: Result
    on_update: Result
    story: str


class Outcome:
    """One row applied to one record; what it says is worked out when it is asked for, and once.

    `found` is what the source comes to for the record, in short. `held` is what Webex has for the
    target, None for nothing.
    """

    __slots__ = ("__dict__", "_found", "_held", "_record", "mapping", "target")

    def __init__(
        self,
        mapping: AttributeMapping,
        target: Attribute,
        found: Found,
        record: Record,
        held: object = NOT_KNOWN,
    ) -> None:
        self.mapping = mapping
        self.target = target
        self._found = found
        self._record = record
        self._held = held

    def by(self, steps: Trace) -> Outcome:
        """Return the outcome of these steps, which came to something by chance."""
        found = short(steps.result or Absent())
        other = Outcome(self.mapping, self.target, found, self._record, self._held)
        other.trace = steps
        return other

    def over(self, held: object) -> Outcome:
        """Return the outcome where Webex has this for the target, None for nothing."""
        return Outcome(self.mapping, self.target, self._found, self._record, held)

    @property
    def result(self) -> Result:
        """What the source comes to, in Entra's text."""
        return settled(self._found)

    @cached_property
    def trace(self) -> Trace | None:
        """The steps to the result; None without a source."""
        source = self.mapping.source
        return None if source is None else trace(source, self._record)

    @property
    def why(self) -> Why:
        """Why a new object gets its value, or none."""
        return self._flow.why

    @property
    def on_create(self) -> Result:
        """What is sent to create an object; see `Flow`."""
        return self._flow.on_create

    @property
    def on_update(self) -> Result:
        """What is sent to update one."""
        return self._flow.on_update

    @property
    def story(self) -> str:
        """What else there is to say."""
        return self._flow.story

    @cached_property
    def _flow(self) -> Flow:
        return _flow(self.mapping, self.target, self.result, self._held)


def lacking(unknown: Unknown) -> str:
    """Say what is not known: attributes, constants such as `%DomainFQDN%`, or what else it is."""
    constants = [f"`{name}`" for name in unknown.attributes if name.startswith("%")]
    attributes = [_in_graph(name) for name in unknown.attributes if not name.startswith("%")]
    told = [_are(attributes, "not in this record"), _are(constants, "known to Entra alone")]
    return _story(*told, unknown.why)


def in_words(found: Result) -> str:
    """Return what an expression came to, or what is sent: texts in quotes, truth as in JSON."""
    match found:
        case Value(tuple() as several):
            return f"[{', '.join(map(quoted, several))}]"
        case Value(str() as text):
            return quoted(text)
        case Value(value):
            return json.dumps(value)
        case Absent():
            return "absent"
        case Skipped():
            return "skipped"
        case Failed(message):
            return f"error: {message}"
        case Unknown():
            why = lacking(found)
            return f"unknown: {why}" if why else "unknown"


def _are(names: list[str], what: str) -> str:
    return f"{', '.join(names)} {'are' if len(names) > 1 else 'is'} {what}" if names else ""


def _in_graph(name: str) -> str:
    """Return a name, with that of Graph where someone would look for another one in the file."""
    found = (find(source_catalog(kind), name) for kind in ("users", "groups"))
    graph = next((one.graph for one in found if one and one.graph), name)
    known = name == graph or name in re.split(r"[.\[]", graph)
    return f"`{name}`" if known else f"`{name}` (Graph: `{graph}`)"


def _flow(mapping: AttributeMapping, target: Attribute, result: Result, held: object) -> Flow:
    match result:
        case Value(value):
            return _flowing(mapping, target, value)
        case Absent():
            return _absent(mapping, target, held)
        case Skipped():
            told = f"not sent, nor a default; {_stale(mapping, held)}"
            return Flow(Why.SKIPPED, result, result, told)
        case Failed(message):
            return Flow(Why.ERROR, result, result, message)
        case Unknown():
            return _unknown(mapping, result)


def _unknown(mapping: AttributeMapping, result: Unknown) -> Flow:
    later = Absent() if mapping.flow_type == CREATE_ONLY else result
    return Flow(Why.UNKNOWN, result, later, lacking(result))


def _flowing(mapping: AttributeMapping, target: Attribute, value: Typed) -> Flow:
    first = typed(value, target)
    if isinstance(first, Unknown):
        return _unknown(mapping, first)
    later: Result = first
    told = []
    if target.type is AttributeType.REFERENCE:
        told.append("sent in a later request, as the id that Webex has for it")
    if mapping.flow_type == CREATE_ONLY:
        later = Absent()
        told.append("sent on create only, later changes are not")
    elif mapping.flow_type in _UNDOCUMENTED:
        later = Unknown(())
        told.append(f"what `{mapping.flow_type}` does on update is not documented")
    return Flow(_origin(mapping), first, later, _story(*told))


def _absent(mapping: AttributeMapping, target: Attribute, held: object) -> Flow:
    none = mapping.source is None
    if not mapping.default:
        told = (
            "no source and no default: never sent" if none else f"not sent; {_stale(mapping, held)}"
        )
        return Flow(Why.ABSENT, Absent(), Absent(), told)
    first = typed(mapping.default, target)
    why = Why.DEFAULT if isinstance(first, Value) else Why.UNKNOWN
    remark = first.why if isinstance(first, Unknown) else ""
    if not none:
        told = f"used on create, for the source is absent; {_stale(mapping, held)}"
        return Flow(why, first, Absent(), _story(told, remark))
    told = "no source: sent on create, and on update only if Webex has nothing"
    later: Result = Unknown(()) if held is NOT_KNOWN else first if held is None else Absent()
    return Flow(why, first, later, _story(told, remark))


def _stale(mapping: AttributeMapping, held: object) -> str:
    """Return the most expensive sentence of this field, as far as it applies."""
    if mapping.flow_type == CREATE_ONLY:
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
