"""A mapping that was read beside what another one compiles to: where the two differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import TypeVar

from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import read as read_json
from mapping_dsl.resolve.model import AttributeMapping, Mapping, ObjectMapping, SynchronizationRule
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.document import SynchronizationSchema
from mapping_dsl.targets.entra.emit import GALLERY_RULE, emit
from mapping_dsl.targets.entra.envelope import opened
from mapping_dsl.targets.entra.read import Read, read
from mapping_dsl.targets.serialise import to_json

F = TypeVar("F", bound=Frozen)


class Difference(Frozen):
    """Where in a schema something differs, as a JSON pointer, and how."""

    pointer: str
    text: str


def differences(original: Read, mapping: Mapping) -> list[Difference]:
    """Return what a mapping compiles to otherwise than the schema that was read.

    It is compiled, and the JSON is read as the schema was. What the language cannot say is no
    part of the comparison: it is listed in `original`.
    """
    source = Source("compiled", to_json(emit(mapping)))
    envelope = opened(read_json(source.text), source)
    schema = SynchronizationSchema.model_validate(envelope.value)
    compiled = read(schema, envelope, mapping.name)
    return list(_Comparison(original.pointers).mappings(original.mapping, compiled.mapping))


class _Comparison:
    def __init__(self, pointers: dict[int, str]) -> None:
        self._pointers = pointers

    def mappings(self, ours: Mapping, theirs: Mapping) -> Iterator[Difference]:
        if ours.rules and ours.system != theirs.system:
            yield Difference("", f"for {ours.system}, and for {theirs.system}")
        for one, other in zip_longest(ours.rules, theirs.rules):
            yield from self._paired(one, other, "rule", self._rules)
        declared = {(d.side, d.name): d for d in theirs.declared}
        for each in ours.declared:
            if declared.get((each.side, each.name)) != each:
                yield Difference("/directories", f"`{each.name}` is declared otherwise")

    def _paired(
        self,
        one: F | None,
        other: F | None,
        what: str,
        compare: Callable[[F, F, str], Iterator[Difference]],
    ) -> Iterator[Difference]:
        if one is None:
            yield Difference("", f"one more {what}")
        elif other is None:
            yield Difference(self._pointers[id(one)], f"the {what} is missing")
        elif one != other:
            yield from compare(one, other, self._pointers[id(one)])

    def _rules(
        self, one: SynchronizationRule, other: SynchronizationRule, at: str
    ) -> Iterator[Difference]:
        if one.name and one.name != (other.name or GALLERY_RULE):
            yield Difference(f"{at}/name", f"`{one.name}`, and `{other.name}`")
        ends = (
            ("source_directory", "sourceDirectoryName"),
            ("target_directory", "targetDirectoryName"),
        )
        yield from _fields(one, other, at, ends)
        for block, theirs in zip_longest(one.object_mappings, other.object_mappings):
            yield from self._paired(block, theirs, "object mapping", self._blocks)

    def _blocks(self, one: ObjectMapping, other: ObjectMapping, at: str) -> Iterator[Difference]:
        yield from _fields(
            one,
            other,
            at,
            (
                ("kind", "name"),
                ("source_object", "sourceObjectName"),
                ("target_object", "targetObjectName"),
                ("enabled", "enabled"),
                ("actions", "flowTypes"),
                ("scopes", "scope"),
            ),
        )
        for row, theirs in zip_longest(one.mappings, other.mappings):
            yield from self._paired(row, theirs, "row", self._rows)

    def _rows(
        self, one: AttributeMapping, other: AttributeMapping, at: str
    ) -> Iterator[Difference]:
        yield from _fields(
            one,
            other,
            at,
            (
                ("target", "targetAttributeName"),
                ("matching_priority", "matchingPriority"),
                ("flow_type", "flowType"),
                ("flow_behavior", "flowBehavior"),
                ("default", "defaultValue"),
            ),
        )
        if one.source != other.source:
            told = ["none" if s is None else canonical(s) for s in (one.source, other.source)]
            yield Difference(f"{at}/source", f"`{told[0]}`, and `{told[1]}`")


def _fields(
    one: Frozen, other: Frozen, at: str, fields: tuple[tuple[str, str], ...]
) -> Iterator[Difference]:
    for field, name in fields:
        ours, theirs = getattr(one, field), getattr(other, field)
        if ours != theirs:
            yield Difference(f"{at}/{name}", f"{ours!r}, and {theirs!r}")
