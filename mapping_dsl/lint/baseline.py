"""Findings that a project had when it began to look, each kept apart from the new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.select import RANK
from mapping_dsl.lint.within import Within
from mapping_dsl.source import Source

_IMPORTED = " (imported)"


class Entry(Frozen):
    """One finding, by what outlasts a new layout; nobody compares `rule`.

    `objects` is the object mapping that it lies in, and `target` the row's target or another
    statement; `subject` is what else it is about. The `message` tells one fault of a rule from
    the next one at the same place.
    """

    path: str
    objects: str
    target: str
    subject: str
    code: str
    rule: str
    level: Severity
    message: str

    @property
    def what(self) -> tuple[str, ...]:
        """What the finding is, in whatever file."""
        about = paths.key(self.target), paths.key(self.subject)
        return self.code, self.objects, *about, self.message

    @property
    def about(self) -> str:
        """What the finding is about, in words."""
        return " in ".join(part for part in (self.subject or self.target, self.objects) if part)


Described: TypeAlias = tuple[Finding, Entry]
"""A finding, and the entry that stands for it today."""


class Matched(Frozen):
    """Which findings have an entry and which have none, and the entries that have no finding.

    A finding whose level has risen is new, and its entry is `outgrown`: neither of use nor stale.
    """

    new: tuple[Described, ...]
    known: tuple[Described, ...]
    left: tuple[Entry, ...]
    outgrown: tuple[Entry, ...]


class Describing:
    """Makes entries of findings; each file is read once."""

    def __init__(self, named: Callable[[str], str]) -> None:
        """Take what turns the path of a file into that of an entry."""
        self._named = named
        self._read: dict[int, Within | None] = {}

    def entry(self, finding: Finding) -> Entry:
        """Return the entry that stands for a finding."""
        source = finding.place.source
        within = self._within(source)
        objects, target = within.spot(finding.place.span) if within else ("", "")
        target = target or finding.subject
        subject = "" if paths.key(finding.subject) == paths.key(target) else finding.subject
        named = self._named(plain(source.path))
        message = " ".join(finding.message.split())
        found = finding.code, finding.slug, finding.severity, message
        return Entry(named, objects, target, subject, *found)

    def _within(self, source: Source) -> Within | None:
        """Return the statements of a mapping; a finding in JSON has only its subject."""
        if id(source) not in self._read:
            self._read[id(source)] = None if source.path.endswith(".json") else Within(source)
        return self._read[id(source)]


def plain(path: str) -> str:
    """Return the path of a file, be it one that was imported."""
    return path.removesuffix(_IMPORTED)


def match(
    entries: Iterable[Entry],
    findings: Iterable[Described],
    is_gone: Callable[[str], bool],
) -> Matched:
    """Return which findings have an entry; each is good for one finding that is not worse than it.

    An entry of a file that is gone is good for the same finding in another one: files are moved.
    """
    new, here, left = _paired(entries, findings, _here)
    gone = [entry for entry in left if is_gone(entry.path)]
    new, moved, left_of_gone = _paired(gone, new, _anywhere)
    stays, outgrown = _outgrown([e for e in left if not is_gone(e.path)], new, _here)
    unused, moved_on = _outgrown(left_of_gone, new, _anywhere)
    known = *here, *moved
    return Matched(tuple(new), known, (*stays, *unused), (*outgrown, *moved_on))


def _here(entry: Entry) -> Hashable:
    return entry.path, *entry.what


def _anywhere(entry: Entry) -> Hashable:
    return entry.what


def _outgrown(
    left: Iterable[Entry],
    new: Iterable[Described],
    key: Callable[[Entry], Hashable],
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that nothing is found of, and those of a finding that got worse."""
    found = {key(now) for _, now in new}
    unmet: list[Entry] = []
    outgrown: list[Entry] = []
    for entry in left:
        (outgrown if key(entry) in found else unmet).append(entry)
    return unmet, outgrown


def _paired(
    entries: Iterable[Entry],
    findings: Iterable[Described],
    key: Callable[[Entry], Hashable],
) -> tuple[list[Described], list[Described], list[Entry]]:
    """Return the findings without and with an entry, and the entries without a finding."""
    waiting: defaultdict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        waiting[key(entry)].append(entry)
    new: list[Described] = []
    known: list[Described] = []
    for finding, now in findings:
        same = waiting[key(now)]
        fitting = [entry for entry in same if RANK[entry.level] >= RANK[finding.severity]]
        if fitting:
            same.remove(min(fitting, key=lambda entry: RANK[entry.level]))
        (known if fitting else new).append((finding, now))
    return new, known, [entry for each in waiting.values() for entry in each]
