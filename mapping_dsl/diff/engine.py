"""All rules over one pair of mappings, the worst change first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mapping_dsl.diff.change import Change, ChangeRule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair, pair
from mapping_dsl.diff.rules import RULES
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Mapping


class Crash(NamedTuple):
    """A rule that failed, and on what: nothing may be concluded from its silence."""

    rule: ChangeRule
    error: Exception


class Changes(NamedTuple):
    """What changed, and which rules failed to say whether something did."""

    changes: list[Change]
    crashes: list[Crash]


def changes(old: Mapping, new: Mapping, *, respelled: bool = False) -> Changes:
    """Compare two mappings; `respelled` tells that their texts differ, where they have texts."""
    return run(pair(old, new, respelled=respelled))


def run(
    both: MappingPair, rules: Iterable[ChangeRule] = RULES, found: Iterable[Change] = ()
) -> Changes:
    """Return what was `found` in a pair and what rules find, in the order of risk, code, place."""
    context = Context(both)
    context.found += found
    crashes: list[Crash] = []
    for rule in rules:
        for thing in _things(both, rule.visits):
            try:
                told = list(rule.compare(thing, context))
            except Exception as error:  # noqa: BLE001 (a rule that fails must not be silent)
                crashes.append(Crash(rule, error))
            else:
                context.found += told
    return Changes(in_order(context.found), crashes)


def _things(both: MappingPair, visits: tuple[type, ...]) -> list[Frozen]:
    """Return what a rule can look at: the whole, the blocks, the rows of which both are known."""
    rows = [row for objects in both.objects for row in objects.rows if not row.open]
    return [thing for thing in (both, *both.objects, *rows) if type(thing) in visits]


def in_order(found: Iterable[Change]) -> list[Change]:
    """Return changes with the worst first; those of one rule as they stand in the file."""
    return sorted(found, key=lambda c: (c.risk.rank, c.code, c.place.source.path, c.place.span))
