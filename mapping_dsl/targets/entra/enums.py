"""Members of enumerations in another case than the service takes: MAP606."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.json_spans import step
from mapping_dsl.targets.entra.graph import Choice, Flags, Resource
from mapping_dsl.targets.entra.leftovers import below


def misspelt(document: Resource) -> Iterator[tuple[str, str, str]]:
    """Yield the JSON pointer of each member in a wrong case, as it is written and as it must be."""
    for resource, at in below(document, ""):
        for field, info in type(resource).model_fields.items():
            value = getattr(resource, field)
            if isinstance(value, Choice):
                for written, meant in _wrong(value):
                    yield at + step(info.alias or field), written, meant


def _wrong(value: Choice) -> Iterator[tuple[str, str]]:
    members = value.written_members if isinstance(value, Flags) else (str(value),)
    for member in members:
        meant = type(value)(member).meant
        if meant is not None and meant != member:
            yield member, meant
