"""Whether Entra would provision an object at all: scope, assignment, recycle bin, sign-in."""

from __future__ import annotations

from mapping_dsl.evaluate.result import (
    Absent,
    Failed,
    Result,
    Unknown,
    Value,
    look_up,
    settle,
    together,
)
from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.causes import (
    SOFT_DELETED,
    Cause,
    Judged,
    assumed,
    broken,
    causes,
    left_open,
)
from mapping_dsl.preview.record import Values
from mapping_dsl.resolve.model import ObjectMapping


class Standing(Frozen):
    """What holds of an object before any row is looked at.

    `broken` are the kinds of the scopes that have errors in the mapping, and `given` is what the
    record itself has for IsSoftDeleted. `assumed` are the attributes that it does not have and
    that were taken for null.
    """

    scopes: Judged
    broken: tuple[str, ...]
    causes: tuple[Cause, ...]
    given: Result
    assumed: tuple[str, ...]

    @property
    def in_scope(self) -> bool | None:
        """Whether all filters let the object in; None for unknown."""
        return _every([*(v.holds for _, v in self.scopes), *(None for _ in self.broken)])

    @property
    def left_alone(self) -> bool | None:
        """Whether Entra's experimental input or category filter leaves the object out.

        It is then not deprovisioned either. None for unknown.
        """
        others = [verdict.holds for scope, verdict in self.scopes if scope.kind != "groups"]
        everyone = _every([*others, *(None for kind in self.broken if kind != "groups")])
        return None if everyone is None else not everyone

    @property
    def gone(self) -> bool | None:
        """Entra's IsSoftDeleted; None for unknown."""
        if any(cause.holds is True for cause in self.causes):
            return True
        return None if any(isinstance(cause.holds, Unknown) for cause in self.causes) else False

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is soft-deleted, in words."""
        return tuple(cause.words for cause in self.causes if cause.holds is True)

    @property
    def open(self) -> Unknown:
        """What would have to be known to tell whether it is soft-deleted."""
        return together(c.holds for c in self.causes if isinstance(c.holds, Unknown))

    @property
    def filters(self) -> Unknown:
        """What would have to be known to judge the filters."""
        return together(
            [
                *(left_open(verdict) for _, verdict in self.scopes if verdict.holds is None),
                *(broken(kind) for kind in self.broken),
            ]
        )

    def told_by(self, read: tuple[str, ...]) -> bool:
        """Tell whether a row that reads these attributes tells Webex, whatever is the cause."""
        return SOFT_DELETED in read or all(
            c.read in read for c in self.causes if c.holds is not False
        )


def standing(mapping: ObjectMapping, values: Values, *, assigned: bool) -> Standing:
    """Judge a record by an object mapping's filters and by what it says of itself.

    What it says of IsSoftDeleted, which Entra computed at another time, is believed where that is
    true and never where it is false. No filter can go by it: it follows from them.
    """
    given = settle(lambda: look_up(values, SOFT_DELETED)) if SOFT_DELETED in values else Absent()
    if SOFT_DELETED in values.odd:
        given = Failed(values.odd[SOFT_DELETED])
    before = values.copy()
    before.put(SOFT_DELETED, Unknown((), f"`{SOFT_DELETED}` follows from the scope"))
    scopes = tuple((scope, in_scope(scope.groups, before)) for scope in mapping.scopes)
    found = tuple(causes(mapping, values, scopes, given, assigned=assigned))
    return Standing(scopes, mapping.open_scopes, found, given, tuple(assumed(values)))


def with_soft_deleted(values: Values, found: Standing) -> Values:
    """Return the values with IsSoftDeleted as Entra computes it."""
    computed = values.copy()
    computed.put(SOFT_DELETED, found.open if found.gone is None else Value(str(found.gone)))
    return computed


def _every(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True
