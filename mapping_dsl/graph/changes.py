"""What differs between two schema documents, in the form that people and plan files get it."""

from __future__ import annotations

import json
from typing import Any

from mapping_dsl.diff.change import Change
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph.document import NOTHING, Json
from mapping_dsl.targets.entra.usual import is_default

_LONGEST = 160


class Elsewhere(Frozen):
    """A place of which no mapping's change tells; `old` and `new` are short, None for nothing."""

    pointer: str
    old: str | None
    new: str | None


class Changes(Frozen):
    """What differs for people in a tenant's schema, the worst first, and where else it differs.

    `note` is why something could not be weighed; then `elsewhere` has all places.
    """

    name: str
    told: tuple[Change, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    note: str = ""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.told or self.elsewhere)


def elsewhere(pointer: str, old: Json, new: Json) -> Elsewhere:
    """Tell a place with what is there before and after."""
    return Elsewhere(pointer, short(old), short(new))


def as_data(changes: Changes) -> list[dict[str, Any]]:
    """Return changes as `schemas/plan.schema.json` has them."""
    told = [
        {
            "code": change.code,
            "class": change.risk.value,
            "block": change.block or None,
            "target": change.target,
            "message": change.message,
            "old": change.old.shown or None,
            "new": change.new.shown or None,
        }
        for change in changes.told
    ]
    others = [{"pointer": e.pointer, "old": e.old, "new": e.new} for e in changes.elsewhere]
    return [*told, *others]


def short(value: Json) -> str | None:
    """Return the JSON of a value, cut off; what is as by default is left out of an object."""
    if value is NOTHING:
        return None
    if isinstance(value, dict):
        value = {key: one for key, one in value.items() if not is_default(key, one)}
    try:
        text = json.dumps(value, ensure_ascii=False, default=float)
    except RecursionError:
        text = "(nested too deep to be shown)"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
