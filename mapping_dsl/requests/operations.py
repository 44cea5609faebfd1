"""What an update changes, and the PATCH that says so in either dialect."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Unknown, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.request import PATCH_OP, Dialect

ALWAYS = "FlowAlways"
"""The behaviour of a row that is sent on each update."""


class Op(StrEnum):
    """What an operation does; legacy PATCHes have it in capitals."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


class Operation(Frozen):
    """A change of one target; `value` is JSON, for references a tuple of Webex ids."""

    op: Op
    path: str
    value: Any = None

    def __str__(self) -> str:
        return f"{self.op} `{shorten(self.path)}`"


def changes(
    outcomes: Iterable[Outcome], current: Mapping[str, Any]
) -> tuple[tuple[Operation, ...], tuple[Outcome, ...]]:
    """Return the operations that bring a Webex object up to date, and the rows nobody can tell of.

    What is absent is not sent (Entra does not provision null), nor what create-only rows have, nor
    what differs in case only where the target is not `caseExact`. References are not among them.
    """
    now = [o.over(held(dict(current), o.target.name)) for o in outcomes]
    rows = [o for o in now if o.target.type is not AttributeType.REFERENCE]
    found = (_operation(row, current) for row in rows)
    open_ = tuple(row for row in rows if isinstance(row.on_update, Unknown))
    return tuple(operation for operation in found if operation), open_


def _operation(row: Outcome, current: Mapping[str, Any]) -> Operation | None:
    """Return what is sent for a target.

    Add where Webex has nothing and Replace where it has something else: inferred from Microsoft's
    samples, and no rule. Its support says that it may be either (Microsoft Q&A 1373350), and a
    log there has an Add for a value that was sent before (1684621). `flow always` is sent though
    nothing has changed.
    """
    if not isinstance(row.on_update, Value):
        return None
    value, old = row.on_update.value, held(dict(current), row.target.name)
    if alike(value, old, row.target) and row.mapping.flow_behavior != ALWAYS:
        return None
    op = Op.ADD if old in (None, "", []) else Op.REPLACE
    return Operation(op, row.target.name, list(value) if isinstance(value, tuple) else value)


def alike(value: object, old: object, target: Attribute) -> bool:
    """Tell whether Webex has a value already; of several the order does not count."""
    if isinstance(value, tuple):
        items = old if isinstance(old, list) else [] if old is None else [old]
        plain = (item.get("value") if isinstance(item, Mapping) else item for item in items)
        return sorted(_folded(v, target) for v in value) == sorted(
            _folded(v, target) for v in plain
        )
    if isinstance(value, bool) or isinstance(old, bool) or old is None:
        return value is old
    return _folded(value, target) == _folded(old, target)


def _folded(value: object, target: Attribute) -> str:
    return str(value) if target.case_exact else str(value).casefold()


def patch(operations: Sequence[Operation], dialect: Dialect) -> dict[str, Any]:
    """Return the body of a PATCH."""
    written = _plain if dialect is Dialect.PLAIN else _compliant
    return {"schemas": [PATCH_OP], "Operations": list(written(operations))}


def _plain(operations: Sequence[Operation]) -> Iterator[dict[str, Any]]:
    """Yield an operation for each attribute, its name in capitals, truth as a text."""
    for operation in operations:
        value = operation.value
        if isinstance(value, bool):
            value = str(value)
        elif isinstance(value, tuple):
            value = _references(operation, value)
        yield {"op": operation.op.capitalize(), "path": operation.path, "value": value}


def _compliant(operations: Sequence[Operation]) -> Iterator[dict[str, Any]]:
    """Yield operations as with the flag: several plain replacements are one, at the end.

    Microsoft shows that for replacements. Whether additions are merged is not shown: they are not
    here. A single replacement keeps its path, as the sample that disables a user has it.
    """
    merged = [o for o in operations if o.op is Op.REPLACE and "[" not in o.path and _simple(o)]
    merged = merged if len(merged) > 1 else []
    for operation in operations:
        if operation in merged:
            continue
        if operation.op is Op.REMOVE:
            for id_ in operation.value:
                yield {"op": "remove", "path": f"{operation.path}[value eq {json.dumps(id_)}]"}
            continue
        value = operation.value
        if isinstance(value, tuple):
            value = _references(operation, value)
        yield {"op": str(operation.op), "path": operation.path, "value": value}
    if merged:
        yield {"op": "replace", "value": {o.path: o.value for o in merged}}


def _simple(operation: Operation) -> bool:
    return not isinstance(operation.value, tuple | list)


def _references(operation: Operation, ids: tuple[str, ...]) -> object:
    """Return ids as objects, or the one id of a target with a single value as it is.

    A manager comes as a plain text (seen by servers: SCIM-SDK issue 686, directory-scimple issue
    1244), members as objects (Microsoft's SCIM guide).
    """
    return [{"value": id_} for id_ in ids] if operation.path == "members" else ids[0]
