"""Whether Entra would provision an object at all: scope, assignment, recycle bin, sign-in."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.evaluate.result import Absent, Result, Unknown, Value, look_up, settle
from mapping_dsl.evaluate.scope import Verdict, in_scope
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.record import Values
from mapping_dsl.resolve.model import ObjectMapping, Scope

_NAME = "IsSoftDeleted"


class Standing(Frozen):
    """What holds of an object before any row is looked at.

    `gone` is Entra's IsSoftDeleted, None for unknown; `reasons` are why it is so in words, and
    `needs` the attributes that would tell. `left_alone` says that Entra's experimental input or
    category filter leaves the object out, without deprovisioning it.
    """

    scopes: tuple[tuple[Scope, Verdict], ...]
    gone: bool | None
    reasons: tuple[str, ...]
    needs: tuple[str, ...]
    left_alone: bool | None

    @property
    def in_scope(self) -> bool | None:
        """Whether all filters let the object in; None for unknown."""
        return _every([verdict.holds for _, verdict in self.scopes])


def standing(mapping: ObjectMapping, values: Values, *, assigned: bool) -> Standing:
    """Judge a record by an object mapping's filters and by what it says of itself."""
    scopes = tuple((scope, in_scope(scope.groups, values)) for scope in mapping.scopes)
    filters = [verdict for scope, verdict in scopes if scope.kind == "groups"]
    others = [verdict.holds for scope, verdict in scopes if scope.kind != "groups"]
    causes = list(_causes(mapping.kind, values, filters, assigned=assigned))
    given = settle(lambda: look_up(values, _NAME)) if _NAME in values else Absent()
    if isinstance(given, Value):
        causes = [(given.value == "True", f"`{_NAME}` is {given.value} in the record", ())]
    certain = tuple(words for holds, words, _ in causes if holds)
    open_ = tuple(dict.fromkeys(n for holds, _, names in causes if holds is None for n in names))
    gone = True if certain else None if any(h is None for h, _, _ in causes) else False
    everyone = _every(others)
    return Standing(scopes, gone, certain, open_, None if everyone is None else not everyone)


def with_soft_deleted(values: Values, found: Standing) -> Values:
    """Return the values with IsSoftDeleted, which no record has: Entra computes it."""
    computed = values.copy()
    if found.gone is None:
        computed.needs[_NAME] = found.needs or (_NAME,)
    else:
        computed[_NAME] = str(found.gone)
    return computed


_Cause = tuple[bool | None, str, tuple[str, ...]]


def _causes(
    kind: str, values: Values, filters: list[Verdict], *, assigned: bool
) -> Iterator[_Cause]:
    """Yield what makes an object soft-deleted: whether it holds, in words, and what is missing."""
    yield not assigned, "not assigned to the app", ()
    for verdict in filters:
        yield None if verdict.holds is None else not verdict.holds, "out of scope", verdict.unknown
    deleted = settle(lambda: look_up(values, "deletedDateTime"))
    yield isinstance(deleted, Value), "in the recycle bin", ()  # a listing holds the living only
    if kind == "users":
        yield _blocked(settle(lambda: look_up(values, "accountEnabled")))


def _blocked(enabled: Result) -> _Cause:
    words = "blocked from signing in"
    match enabled:
        case Value("False"):
            return True, words, ()
        case Value() | Absent():
            return False, words, ()
        case Unknown(names):
            return None, words, names
        case _:
            return None, words, ("accountEnabled",)


def _every(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True
