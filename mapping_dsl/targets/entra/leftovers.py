"""What a document has beyond what is read of it: listed, so that nothing is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from mapping_dsl.json_spans import step
from mapping_dsl.targets.entra.graph import Resource

_LONGEST = 60
Leftover = tuple[str, str]
"""A JSON pointer and what is there."""


def leftovers(resource: Resource, at: str, said: Collection[str]) -> Iterator[Leftover]:
    """Yield what one object has besides the properties that are said; defaults say nothing."""
    for field, info in type(resource).model_fields.items():
        name = info.alias or field
        value = getattr(resource, field)
        if field not in said and value != info.default and value not in (None, [], ""):
            yield at + step(name), shown(value)
    yield from unknown(resource, at)


def unknown(resource: Resource, at: str) -> Iterator[Leftover]:
    """Yield the properties that Graph's metadata does not have, as far as is known here."""
    for name, value in (resource.model_extra or {}).items():
        yield at + step(name), shown(value)


def shown(value: object) -> str:
    """Return a value for a reader: how much there is, or a short one itself."""
    match value:
        case list():
            return f"{len(value)} entr{'y' if len(value) == 1 else 'ies'}"
        case dict() | Resource():
            return "an object"
        case _:
            text = json.dumps(value, ensure_ascii=False, default=str)
            return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def below(resource: Resource, at: str) -> Iterator[tuple[Resource, str]]:
    """Yield an object and all objects in it, each with its pointer."""
    waiting = [(resource, at)]
    while waiting:
        one, where = waiting.pop()
        yield one, where
        for field, info in type(one).model_fields.items():
            value = getattr(one, field)
            inner = where + step(info.alias or field)
            if isinstance(value, Resource):
                waiting.append((value, inner))
            elif isinstance(value, list):
                waiting += [
                    (item, f"{inner}/{index}")
                    for index, item in enumerate(value)
                    if isinstance(item, Resource)
                ]
