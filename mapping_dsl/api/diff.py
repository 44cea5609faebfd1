"""`diff`: what changed between two versions of mappings, and what that does to people."""

from __future__ import annotations

from mapping_dsl.api.accepted import Acceptance
from mapping_dsl.api.comparison import Accepted, Comparison
from mapping_dsl.api.versions import Both, Choice, Document, pairs
from mapping_dsl.diff import engine
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.diff.pair import MappingPair, pair
from mapping_dsl.findings import Finding, Place, Severity, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.source import Source, Span

_LEFT_TO_HEIRS = "MAP113"


class Report(Frozen):
    """All comparisons of a run, and the acceptances that fit nothing."""

    comparisons: tuple[Comparison, ...]
    unused: tuple[Acceptance, ...] = ()

    @property
    def crashes(self) -> tuple[Exception, ...]:
        """What rules raised: then nothing may be concluded."""
        return tuple(crash.error for one in self.comparisons for crash in one.crashes)

    def fails(self, level: Risk | None) -> bool:
        """Tell whether a change is as bad as a level, or something could not be compared."""
        broken = any(one.broken for one in self.comparisons)
        if level is None:
            return broken
        risks = (change.risk.rank for one in self.comparisons for change in one.changes)
        return broken or any(rank <= level.rank for rank in risks)


def diff(
    old: str,
    new: str | None = None,
    choice: Choice | None = None,
    accepted: tuple[Acceptance, ...] = (),
) -> Report:
    """Compare two files, folders, presets or versions; without `new`, with the work tree.

    Raises ToolError for what cannot be read, and says what to fetch where a clone is shallow.
    """
    both = pairs(old, new, choice or Choice())
    bases = {layer.name for one in both if one.new for layer in one.new.layers[:-1]}
    found = [_compared(one, accepted) for one in both if not _is_left_to_heirs(one, bases)]
    used = {id(fit) for one in found for change in one.accepted for fit in _fits(change, accepted)}
    return Report(tuple(found), tuple(a for a in accepted if id(a) not in used))


def _compared(both: Both, accepted: tuple[Acceptance, ...]) -> Comparison:
    broken = [f for side in (both.old, both.new) if side for f in _errors(side)]
    if broken:
        return Comparison(both.name, broken=tuple(in_order(broken)))
    old, new = (_mapping(side, both) for side in (both.old, both.new))
    matched = pair(old, new, respelled=_texts(both.old) != _texts(both.new))
    found = _by_place(*both.documents, matched) if both.documents else engine.run(matched)
    reasons = [Accepted(c, a.reason) for c in found.changes for a in accepted if a.fits(c)]
    known = {id(one.change) for one in reasons}
    return Comparison(
        both.name,
        _left([c for c in found.changes if id(c) not in known], accepted=bool(reasons)),
        tuple(reasons),
        crashes=tuple(found.crashes),
        pair=matched,
    )


def _by_place(old: Document, new: Document, imported: MappingPair) -> engine.Changes:
    """Return what changed between two exported schemas, places that no mapping says included."""
    from mapping_dsl.api.documents import changes  # noqa: PLC0415 (pydantic: a mapping needs none)

    return changes(old, new, imported)


def _left(changes: list[Change], *, accepted: bool) -> tuple[Change, ...]:
    """Return what is left to tell: without any change, the cycle that saving starts is none."""
    return tuple(changes) if accepted or any(c.risk is not Risk.INFO for c in changes) else ()


def _fits(accepted: Accepted, acceptances: tuple[Acceptance, ...]) -> list[Acceptance]:
    return [acceptance for acceptance in acceptances if acceptance.fits(accepted.change)]


def _errors(resolved: Resolved) -> list[Finding]:
    return [finding for finding in resolved.findings if finding.severity is Severity.ERROR]


def _is_left_to_heirs(both: Both, bases: set[str]) -> bool:
    """Tell whether a mapping is a base that only its heirs, which are compared, can complete."""
    if both.new is None or both.new.layers[-1].name not in bases:
        return False
    errors = [finding for side in (both.old, both.new) if side for finding in _errors(side)]
    return bool(errors) and all(finding.code == _LEFT_TO_HEIRS for finding in errors)


def _texts(resolved: Resolved | None) -> list[str]:
    return [layer.source.text for layer in resolved.layers] if resolved else []


def _mapping(side: Resolved | None, both: Both) -> Mapping:
    """Return what a side means; where there is no mapping, one that maps nothing."""
    if side is not None:
        return side.mapping
    other = both.new or both.old
    place = Place(Source(both.name, ""), Span(0, 0))
    return Mapping("", other.mapping.system if other else "", (), (), (), (), place)
