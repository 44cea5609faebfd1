"""What a run of `lint` or `diff` has to tell, alike for every format."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.report.paths import Paths


class Entry(Frozen):
    """A finding, or a change as one; `group` is its class, by which a comment is folded.

    A change has what people read of it before and after, the `digest` that tells it from others,
    the line that accepts it, and the `reason` if somebody accepted it already.
    """

    finding: Finding
    group: str
    block: str = ""
    old: str = ""
    new: str = ""
    digest: str = ""
    accept: str = ""
    reason: str = ""

    @property
    def place(self) -> Place:
        """Its place in a file, for machines, which cannot open a preset."""
        return self.finding.place.in_file

    @property
    def message(self) -> str:
        """What is the matter, and in which block if that is not plain from its place."""
        return f"{self.block}: {self.finding.message}" if self.block else self.finding.message

    @property
    def lines(self) -> list[str]:
        """What is the matter, and what to do about it."""
        finding = self.finding
        told = [self.message, *(finding.help.split("\n") if finding.help else ())]
        if finding.fix and not (finding.fix.safe and finding.fix.title in finding.help):
            told.append(f"fix: {finding.fix.title}{'' if finding.fix.safe else _UNSAFE}")
        return told


_UNSAFE = " (it may change the meaning)"


class Run(Frozen):
    """All entries as they were found, their classes with the worst first, and the last line.

    `headline` says what it comes to, where the tally is not enough; `summary` are sentences to
    begin with. A run that is not `complete` had a rule that failed.
    """

    command: str
    entries: tuple[Entry, ...]
    groups: tuple[str, ...]
    tally: str
    paths: Paths
    summary: tuple[str, ...] = ()
    complete: bool = True
    headline: str = ""

    @property
    def open(self) -> tuple[Entry, ...]:
        """The entries that nobody accepted."""
        return tuple(entry for entry in self.entries if not entry.reason)

    @property
    def worst_first(self) -> list[Entry]:
        """The open entries by class; a reader that takes only so many has the worst."""
        return sorted(self.open, key=lambda entry: self.groups.index(entry.group))


def of_findings(findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """Return findings as entries, their class being their severity."""
    return tuple(Entry(finding, finding.severity.value) for finding in findings)


SEVERITIES = tuple(severity.value for severity in Severity)
"""The classes of findings, the worst first."""
