"""One mapping compared: its changes, or what keeps it from being compared."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.api.accepted import Acceptance
from mapping_dsl.diff import engine
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.diff.pair import MappingPair, pair
from mapping_dsl.findings import Finding, Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.source import Source, Span


class Accepted(Frozen):
    """A change, and the line that says why it is intended."""

    change: Change
    by: Acceptance

    @property
    def reason(self) -> str:
        """Why it is intended."""
        return self.by.reason


class Comparison(Frozen):
    """One mapping: its changes, the worst first, or what keeps it from being compared."""

    name: str
    changes: tuple[Change, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    broken: tuple[Finding, ...] = ()
    crashes: tuple[engine.Crash, ...] = ()
    pair: MappingPair | None = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to save, intended or not."""
        return bool(self.accepted) or any(c.risk is not Risk.STYLE for c in self.changes)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The rules that failed, as findings."""
        return failures(self.crashes, self.pair)


def compare(old: Mapping, new: Mapping, name: str = "") -> Comparison:
    """Compare two mappings that were read from anywhere; `plan` does so with a tenant's."""
    both = pair(old, new)
    found = engine.run(both)
    return Comparison(name, tuple(found.changes), crashes=tuple(found.crashes), pair=both)


def failures(crashes: Iterable[engine.Crash], both: MappingPair | None) -> tuple[Finding, ...]:
    """Return rules that failed as findings."""
    return tuple(_crashed(crash, both) for crash in crashes)


def _crashed(crash: engine.Crash, both: MappingPair | None) -> Finding:
    place = both.place if both else Place(Source("", ""), Span(0, 0))
    message = f"the rule `{crash.rule.slug}` failed: {type(crash.error).__name__}: {crash.error}"
    help = "nothing may be concluded from this run; `--debug` shows the traceback"
    return RULE_CRASHED.at(place, message, help=help, subject=crash.rule.code)
