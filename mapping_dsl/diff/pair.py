"""Two mappings, matched once: which rule, block and row of the one is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import Risk
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import (
    AttributeMapping,
    Declared,
    Mapping,
    ObjectMapping,
    SynchronizationRule,
)
from mapping_dsl.resolve.resolve import WEBEX
from mapping_dsl.targets.definitions import read

T = TypeVar("T")
Both = tuple[T | None, T | None]


class Role(StrEnum):
    """What a row is for; only one rule looks at the source of each."""

    USERNAME = "user name"
    EXTERNAL_ID = "external id"
    ACTIVE = "active"
    MATCH = "match"
    PLAIN = "plain"


STAKES = {
    Role.USERNAME: Risk.IDENTITY,
    Role.EXTERNAL_ID: Risk.IDENTITY,
    Role.ACTIVE: Risk.ACCESS,
}


class RowPair(Frozen):
    """A row before and after; one of the two may be missing."""

    old: AttributeMapping | None
    new: AttributeMapping | None
    role: Role
    blocks: tuple[ObjectMapping, ObjectMapping]
    block: str

    @property
    def target(self) -> str:
        """The target as people write it."""
        row = self.new or self.old
        return paths.shorten(row.target.path) if row else ""

    @property
    def key(self) -> str:
        """The target as it is compared."""
        row = self.new or self.old
        return row.target.key if row else ""

    @property
    def stake(self) -> Risk:
        """The class of what is told of its default or its flow: that of its target."""
        return STAKES.get(self.role, Risk.VALUE)

    @property
    def open(self) -> bool:
        """Whether the missing row may well be there, as what no mapping can say."""
        lacking = self.blocks[0] if self.old is None else self.blocks[1]
        row = self.new or self.old
        one_sided = self.old is None or self.new is None
        return one_sided and row is not None and row.target.key in lacking.unresolved


class ObjectPair(Frozen):
    """A block before and after; rows are matched only where both are there."""

    old: ObjectMapping | None
    new: ObjectMapping | None
    block: str
    rows: tuple[RowPair, ...]


class DeclaredPair(Frozen):
    """An entry of an attribute list before and after; `used` tells whether new rows need it."""

    old: Declared | None
    new: Declared | None
    used: bool

    @property
    def name(self) -> str:
        """The attribute as people write it."""
        entry = self.new or self.old
        return paths.shorten(entry.name) if entry else ""


class RulePair(Frozen):
    """A synchronization rule before and after."""

    old: SynchronizationRule | None
    new: SynchronizationRule | None
    objects: tuple[ObjectPair, ...]


class MappingPair(Frozen):
    """Two whole mappings; `respelled` tells that their texts differ, where there are texts."""

    old: Mapping
    new: Mapping
    rules: tuple[RulePair, ...]
    declared: tuple[DeclaredPair, ...]
    respelled: bool

    @property
    def objects(self) -> tuple[ObjectPair, ...]:
        """Every block of every rule."""
        return tuple(pair for rule in self.rules for pair in rule.objects)

    @property
    def place(self) -> Place:
        """Where to tell of the mapping as a whole."""
        return self.new.origin


def pair(old: Mapping, new: Mapping, *, respelled: bool = False) -> MappingPair:
    """Match two mappings, from their rules down to their rows."""
    webex = WEBEX in (old.system, new.system)
    rules = _matched(
        old.rules,
        new.rules,
        lambda rule: (rule.name, rule.source_directory, rule.target_directory),
        lambda rule: (rule.source_directory, rule.target_directory),
        lambda rule: rule.name,
    )
    return MappingPair(
        old,
        new,
        tuple(_rule(*both, webex=webex) for both in rules),
        tuple(_declared(old, new)),
        respelled,
    )


def _rule(
    old: SynchronizationRule | None, new: SynchronizationRule | None, *, webex: bool
) -> RulePair:
    blocks = _matched(
        old.object_mappings if old else (),
        new.object_mappings if new else (),
        lambda of: (of.kind, of.source_object, of.target_object),
        lambda of: of.kind if of.kind != "object" else None,
        lambda of: (of.source_object, of.target_object),
    )
    one = new or old
    within = f"{one.name} / " if one and one.name else ""
    objects = tuple(_objects(*both, within, webex=webex) for both in blocks)
    return RulePair(old, new, objects)


def _objects(
    old: ObjectMapping | None, new: ObjectMapping | None, within: str, *, webex: bool
) -> ObjectPair:
    one = new or old
    kind = one.kind if one else ""
    ends = f' "{one.source_object}" -> "{one.target_object}"' if one and kind == "object" else ""
    block = f"{within}{kind}{ends}"
    if old is None or new is None:
        return ObjectPair(old, new, block, ())
    rows = _matched(_numbered(old.mappings), _numbered(new.mappings), lambda row: row[0])
    told = [(before and before[1], after and after[1]) for before, after in rows]
    return ObjectPair(
        old,
        new,
        block,
        tuple(RowPair(*both, role(*both, kind, webex=webex), (old, new), block) for both in told),
    )


def _numbered(
    rows: Sequence[AttributeMapping],
) -> list[tuple[tuple[str, int], AttributeMapping]]:
    """Give rows a number among those of their target, from the last, which counts."""
    seen: defaultdict[str, int] = defaultdict(int)
    numbered = []
    for row in reversed(rows):
        numbered.append(((row.target.key, seen[row.target.key]), row))
        seen[row.target.key] += 1
    return numbered[::-1]


def role(
    old: AttributeMapping | None, new: AttributeMapping | None, kind: str, *, webex: bool
) -> Role:
    """Return what a row is for in a block of a kind."""
    row = new or old
    key = row.target.key if row else ""
    if kind == "users" and key == "active":
        return Role.ACTIVE
    if kind == "users" and webex and key in _ROLES:
        return _ROLES[key]
    matches = old and new and old.matching_priority and new.matching_priority
    return Role.MATCH if matches else Role.PLAIN


_ROLES = {"username": Role.USERNAME, "externalid": Role.EXTERNAL_ID}


def _declared(old: Mapping, new: Mapping) -> Iterable[DeclaredPair]:
    used = _used(new)
    for before, after in _matched(old.declared, new.declared, _declaration):
        entry = after or before
        yield DeclaredPair(before, after, used=entry is not None and _declaration(entry) in used)


def _declaration(entry: Declared) -> tuple[str, str]:
    return entry.side, paths.key(entry.name) if entry.side == "target" else entry.name


def _used(mapping: Mapping) -> set[tuple[str, str]]:
    """Return what the rows and scopes of a mapping need, as declarations are compared."""
    blocks = [of for rule in mapping.rules for of in rule.object_mappings]
    sources = {("source", name) for of in blocks for name in read(of)}
    return sources | {("target", row.target.key) for of in blocks for row in of.mappings}


def _matched(old: Iterable[T], new: Iterable[T], *keys: Callable[[T], Hashable]) -> list[Both[T]]:
    """Match things by the first key that two share, then by the next; in the order of the new.

    A key that is None matches nothing. What is only in the old comes last.
    """
    olds, news = list(old), list(new)
    partner: dict[int, T] = {}
    left = list(range(len(olds)))
    for key in keys:
        waiting = {key(olds[at]): at for at in reversed(left)}
        for index, one in enumerate(news):
            at = None if index in partner or key(one) is None else waiting.pop(key(one), None)
            if at is not None:
                partner[index] = olds[at]
                left.remove(at)
    both: list[Both[T]] = [(partner.get(index), one) for index, one in enumerate(news)]
    return [*both, *((olds[at], None) for at in left)]
