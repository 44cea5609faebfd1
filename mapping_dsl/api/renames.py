"""Which file that is gone is which new one: by what its mapping calls itself, or by its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import product

from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.diff.pair import MappingPair
from mapping_dsl.diff.rules.map819_definition_changed import definition_changed
from mapping_dsl.diff.told import of_mapping
from mapping_dsl.resolve.resolve import Resolved

_ALIKE = 0.5
Files = Mapping[str, Resolved]
"""Mappings by their path in the folder."""


def renames(gone: Files, come: Files) -> dict[str, str]:
    """Return the path that was, by the one that is; the most alike of each first."""
    alike = [(_alike(gone[old], come[new]), old, new) for old, new in product(gone, come)]
    found: dict[str, str] = {}
    for (same_name, part), old, new in sorted(alike, reverse=True):
        free = new not in found and old not in found.values()
        if free and (same_name or part >= _ALIKE):
            found[new] = old
    return found


def _alike(old: Resolved, new: Resolved) -> tuple[bool, float]:
    """Return whether two call themselves the same, and which part of their lines they share."""
    before, after = _lines(old), _lines(new)
    total = before.total() + after.total()
    shared = 2 * (before & after).total() / total if total else 0.0
    return bool(new.mapping.name) and old.mapping.name == new.mapping.name, shared


def _lines(one: Resolved) -> Counter[str]:
    return Counter(line for each in one.source.text.splitlines() if (line := each.strip()))


def other_name(pair: MappingPair) -> Change:
    """Return the change of a file that was renamed and calls itself something else as well."""
    old, new = pair.old.name, pair.new.name
    message = f"another file, which calls itself `{new}`, in place of `{old}`: for the same job?"
    told = of_mapping(pair.old, old), of_mapping(pair.new, new)
    then = "where each is for a job of its own, the one that is gone leaves its job to itself."
    made = definition_changed.change("", "name", message, *told, then=then)
    return made.but(risk=Risk.ACCESS, severity=Risk.ACCESS.severity, steps=())
