"""Which request Entra would make, and what keeps it from making one."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.evaluate.depth import reads
from mapping_dsl.evaluate.result import Failed, Unknown, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import Outcome, not_there
from mapping_dsl.preview.standing import Standing
from mapping_dsl.resolve.model import ObjectMapping


class Verb(StrEnum):
    """What is sent: nothing, or it cannot be said."""

    POST = "POST"
    PATCH = "PATCH"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class Step(Frozen):
    """A request, and the reason where it is not the plain one."""

    verb: Verb
    because: str = ""

    def __str__(self) -> str:
        return f"{self.verb}: {self.because}" if self.because else self.verb


class Request(Frozen):
    """What Entra does if Webex has no such object, and if it has one that Entra manages.

    `exists` is what is known of Webex, None if nothing is.
    """

    new: Step
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
    broken = _broken(outcomes) or _unmatched(matching)
    new = barred or _no_create(mapping, found) or broken or _incomplete(outcomes, required)
    existing = barred or _no_update(mapping, found, outcomes) or broken
    return Request(new or Step(Verb.POST), existing or _update(found, outcomes), exists)


def _barred(mapping: ObjectMapping, found: Standing) -> Step | None:
    if not mapping.enabled:
        return Step(Verb.NOTHING, "this mapping is turned off")
    if found.left_alone:
        return Step(Verb.NOTHING, "an input or category filter leaves it alone")
    if found.left_alone is None:
        return Step(Verb.UNKNOWN, _open(tuple(n for _, v in found.scopes for n in v.unknown)))
    return None


def _no_create(mapping: ObjectMapping, found: Standing) -> Step | None:
    if "create" not in mapping.actions:
        return Step(Verb.NOTHING, "the mapping does not create")
    if found.gone:
        return Step(Verb.NOTHING, ", ".join(found.reasons))
    return Step(Verb.UNKNOWN, _open(found.needs)) if found.gone is None else None


def _no_update(
    mapping: ObjectMapping, found: Standing, outcomes: tuple[Outcome, ...]
) -> Step | None:
    if "update" not in mapping.actions:
        return Step(Verb.NOTHING, "the mapping does not update")
    if found.gone is False or any(_reads_soft_deleted(outcome) for outcome in outcomes):
        return None
    if found.gone is None:
        return Step(Verb.UNKNOWN, _open(found.needs))
    why = ", ".join(found.reasons)
    return Step(Verb.NOTHING, f"{why}, but no row reads IsSoftDeleted: Webex is not told")


def _update(found: Standing, outcomes: tuple[Outcome, ...]) -> Step:
    if found.gone is False:
        return Step(Verb.PATCH)
    if found.gone is None:
        return Step(Verb.PATCH, "it may deactivate")
    why = ", ".join(found.reasons)
    off = any(o.target.name == "active" and o.on_update == Value(value=False) for o in outcomes)
    return Step(Verb.PATCH, f"deactivates, as it is {why}" if off else f"{why}, but stays active")


def _broken(outcomes: tuple[Outcome, ...]) -> Step | None:
    errors = [f"`{o.target.name}`" for o in outcomes if isinstance(o.result, Failed)]
    if not errors:
        return None
    return Step(Verb.NOTHING, f"an error in {', '.join(errors)} fails the whole object")


def _unmatched(matching: tuple[Match, ...]) -> Step | None:
    if not matching:
        return Step(Verb.UNKNOWN, "no row matches objects with Webex")
    if any(match.query for match in matching):
        return None
    names = tuple(
        name for m in matching if isinstance(m.result, Unknown) for name in m.result.attributes
    )
    if names:
        return Step(Verb.UNKNOWN, not_there(names))
    return Step(Verb.NOTHING, "no matching attribute has a value")


def _incomplete(outcomes: tuple[Outcome, ...], required: tuple[str, ...]) -> Step | None:
    sent = {o.target.name for o in outcomes if isinstance(o.on_create, Value | Unknown)}
    lacking = [f"`{name}`" for name in required if name not in sent]
    if not lacking:
        return None
    return Step(Verb.NOTHING, f"{', '.join(lacking)} is required and has no value")


def _open(names: tuple[str, ...]) -> str:
    return not_there(names) if names else "the scoping filter cannot be judged"


def _reads_soft_deleted(outcome: Outcome) -> bool:
    source = outcome.mapping.source
    return source is not None and "IsSoftDeleted" in reads(source)
