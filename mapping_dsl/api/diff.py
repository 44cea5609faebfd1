"""`diff`: what changed between two versions of mappings, and what that does to people."""

from __future__ import annotations

from collections import Counter

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
    named = Counter(one.header for one in both)
    compared = [one for one in both if not _is_left_to_heirs(one, bases)]
    found = [_compared(one, accepted, _called(one, named)) for one in compared]
    used = {id(each.by) for one in found for each in one.accepted}
    return Report(tuple(found), tuple(a for a in accepted if id(a) not in used))


def _called(one: Both, named: Counter[str]) -> str:
    """Return what acceptances know a mapping by: its own name, and its path if others have that."""
    return one.header if named[one.header] == 1 else f"{one.header} {one.path}"


def _compared(both: Both, accepted: tuple[Acceptance, ...], called: str) -> Comparison:
    broken = [f for side in (both.old, both.new) if side for f in _errors(side)]
    if broken:
        return Comparison(both.name, broken=tuple(in_order(broken)))
    old, new = (_mapping(side, both) for side in (both.old, both.new))
    matched = pair(old, new, respelled=_texts(both.old) != _texts(both.new))
    found = _found(both, matched)
    changes = [change.but(mapping=called) for change in found.changes]
    fits = ((change, _fit(change, accepted)) for change in changes)
    reasons = [Accepted(change, fit) for change, fit in fits if fit]
    known = {id(one.change) for one in reasons}
    return Comparison(
        both.name,
        _left([c for c in changes if id(c) not in known], accepted=bool(reasons)),
        tuple(reasons),
        crashes=tuple(found.crashes),
        pair=matched,
    )


def _found(both: Both, matched: MappingPair) -> engine.Changes:
    if both.documents:
        return _by_place(*both.documents, matched)
    if not both.renamed or matched.old.name == matched.new.name:
        return engine.run(matched)
    from mapping_dsl.api.renames import other_name  # noqa: PLC0415 (few runs need it)

    return engine.run(matched, found=[other_name(matched)])


def _by_place(old: Document, new: Document, imported: MappingPair) -> engine.Changes:
    """Return what changed between two exported schemas, places that no mapping says included."""
    from mapping_dsl.api.documents import changes  # noqa: PLC0415 (pydantic: a mapping needs none)

    return changes(old, new, imported)


def _left(changes: list[Change], *, accepted: bool) -> tuple[Change, ...]:
    """Return what is left to tell: without any change, the cycle that saving starts is none."""
    return tuple(changes) if accepted or any(c.risk is not Risk.INFO for c in changes) else ()


def _fit(change: Change, accepted: tuple[Acceptance, ...]) -> Acceptance | None:
    """Return the line that accepts a change: the first, as a second one says nothing more."""
    return next((one for one in accepted if one.fits(change)), None)


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
    place = Place(Source(other.source.path if other else both.name, ""), Span(0, 0))
    return Mapping("", other.mapping.system if other else "", (), (), (), (), place)
