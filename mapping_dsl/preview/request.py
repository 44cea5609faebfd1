"""Which request Entra would make, and what keeps it from making one."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.catalog.paths import key, shorten
from mapping_dsl.evaluate.result import Absent, Failed, Unknown, Value, together
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import Outcome, lacking
from mapping_dsl.preview.standing import Standing
from mapping_dsl.resolve.model import ObjectMapping, reads


class Verb(StrEnum):
    """What is sent: nothing, or it cannot be said."""

    POST = "POST"
    PATCH = "PATCH"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class Step(Frozen, aside=("partial",)):
    """A request, and the reason where it is not the plain one.

    It is `partial` if the reason is what the record lacks to be matched, or to be created whole.
    """

    verb: Verb
    because: str = ""
    partial: bool = False

    def __str__(self) -> str:
        return f"{self.verb}: {self.because}" if self.because else self.verb


class Request(Frozen):
    """What Entra does if Webex has no such object, one that is matched now, one that is managed.

    Scope comes before the match (Microsoft, how provisioning works), and to be active is a part of
    it, as to be assigned and let in by the filters are (Microsoft, on-demand provisioning). So who
    is soft-deleted and not managed yet is skipped, and a Webex object of theirs stays as it is.
    `exists` is what is known of Webex, None if nothing is.
    """

    new: Step
    matched: Step
    existing: Step
    exists: bool | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that are possible: one if it is known what Webex has, or if both are alike."""
        if self.exists is not None:
            return (self.existing,) if self.exists else (self.new,)
        return (self.new,) if self.new == self.existing else (self.new, self.existing)


def request(
    mapping: ObjectMapping,
    found: Standing,
    outcomes: tuple[Outcome, ...],
    matching: tuple[Match, ...],
    required: tuple[str, ...],
    *,
    exists: bool | None,
) -> Request:
    """Judge what would be sent; `required` are the targets that an object cannot do without."""
    barred = _barred(mapping, found)
    broken = _broken(outcomes) or _unmatched(mapping, matching)
    new = barred or _no_create(mapping, found) or broken or _incomplete(mapping, outcomes, required)
    new = new or _unanswered(matching)
    existing = barred or _no_update(mapping, found, outcomes) or broken
    managed = existing or _update(mapping, found, outcomes)
    matched = _skipped(found, barred or managed)
    return Request(new or Step(Verb.POST), matched, managed, exists)


def _barred(mapping: ObjectMapping, found: Standing) -> Step | None:
    if not mapping.enabled:
        return Step(Verb.NOTHING, "this mapping is turned off")
    if found.left_alone:
        return Step(Verb.NOTHING, "an input or category filter leaves it alone")
    if found.left_alone is None:
        return Step(Verb.UNKNOWN, lacking(found.filters))
    return None


def _skipped(found: Standing, managed: Step) -> Step:
    """Return what becomes of an object that is matched now, given what would if it were managed."""
    if found.gone:
        return Step(Verb.NOTHING, ", ".join(found.reasons))
    if found.gone is None and managed.verb is not Verb.NOTHING:
        return Step(Verb.UNKNOWN, lacking(found.open))
    return managed


def _no_create(mapping: ObjectMapping, found: Standing) -> Step | None:
    if "create" not in mapping.actions:
        return Step(Verb.NOTHING, "the mapping does not create")
    if found.gone:
        return Step(Verb.NOTHING, ", ".join(found.reasons))
    return Step(Verb.UNKNOWN, lacking(found.open)) if found.gone is None else None


def _no_update(
    mapping: ObjectMapping, found: Standing, outcomes: tuple[Outcome, ...]
) -> Step | None:
    if "update" not in mapping.actions:
        return Step(Verb.NOTHING, "the mapping does not update")
    if found.gone is False or any(found.told_by(_reads(outcome)) for outcome in outcomes):
        return None
    if found.gone is None:
        return Step(Verb.UNKNOWN, lacking(found.open))
    if "active" in mapping.unresolved:
        return Step(Verb.UNKNOWN, "the row of `active` has errors")
    why = ", ".join(found.reasons)
    return Step(Verb.NOTHING, f"{why}, but no row reads IsSoftDeleted: Webex is not told")


def _update(mapping: ObjectMapping, found: Standing, outcomes: tuple[Outcome, ...]) -> Step:
    if found.gone is False:
        return Step(Verb.PATCH)
    sent = [outcome.on_update for outcome in outcomes if outcome.mapping.target.key == "active"]
    uncertain = "active" in mapping.unresolved or any(isinstance(one, Unknown) for one in sent)
    if found.gone is None or uncertain:
        return Step(Verb.PATCH, "it may deactivate")
    why, off = ", ".join(found.reasons), Value(value=False) in sent
    return Step(Verb.PATCH, f"deactivates, as it is {why}" if off else f"{why}, but stays active")


def _broken(outcomes: tuple[Outcome, ...]) -> Step | None:
    errors = [f"`{shorten(o.target.name)}`" for o in outcomes if isinstance(o.result, Failed)]
    if not errors:
        return None
    return Step(Verb.NOTHING, f"an error in {', '.join(errors)} fails the whole object")


def _unmatched(mapping: ObjectMapping, matching: tuple[Match, ...]) -> Step | None:
    if not matching:
        which = "no row that could be read" if mapping.unresolved else "no row"
        return Step(Verb.UNKNOWN, f"{which} matches objects with Webex", partial=True)
    if any(match.query for match in matching):
        return None
    unknowns = [match.unknown for match in matching if match.unknown]
    if unknowns:
        return Step(Verb.UNKNOWN, lacking(together(unknowns)), partial=True)
    return Step(Verb.NOTHING, "no matching attribute has a value", partial=True)


def _unanswered(matching: tuple[Match, ...]) -> Step | None:
    """Return why nobody can tell that nothing matches: an answer that is not documented."""
    doubts = list(filter(None, (match.doubt for match in matching)))
    return Step(Verb.UNKNOWN, "; ".join(doubts), partial=True) if doubts else None


def _incomplete(
    mapping: ObjectMapping, outcomes: tuple[Outcome, ...], required: tuple[str, ...]
) -> Step | None:
    rows = {key(outcome.target.name): outcome for outcome in outcomes}
    found = {name: rows.get(key(name)) for name in required}
    there = {name: row.on_create if row else Absent() for name, row in found.items()}
    wrong = [name for name in required if key(name) in mapping.unresolved]
    empty = [n for n in required if n not in wrong and not isinstance(there[n], Value | Unknown)]
    unknowns = [found for found in there.values() if isinstance(found, Unknown)]
    if empty:
        told = f"{_listed(empty)} required and {_has(empty)} no value"
        return Step(Verb.NOTHING, told, partial=True)
    if wrong:
        told = f"{_listed(wrong)} required and {_has(wrong)} errors"
        return Step(Verb.UNKNOWN, told, partial=True)
    return Step(Verb.UNKNOWN, lacking(together(unknowns)), partial=True) if unknowns else None


def _listed(names: list[str]) -> str:
    return f"{', '.join(f'`{shorten(n)}`' for n in names)} {'are' if len(names) > 1 else 'is'}"


def _has(names: list[str]) -> str:
    return "have" if len(names) > 1 else "has"


def _reads(outcome: Outcome) -> tuple[str, ...]:
    return reads(outcome.mapping.source)
