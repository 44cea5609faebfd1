"""What makes an object soft-deleted: assignment, scope, recycle bin, sign-in."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.evaluate.result import Failed, Result, Unknown, Value, look_up, settle
from mapping_dsl.evaluate.scope import Verdict
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.record import Values
from mapping_dsl.resolve.model import ObjectMapping, Scope

SOFT_DELETED = "IsSoftDeleted"
Judged = tuple[tuple[Scope, Verdict], ...]

_DELETED = "deletedDateTime"
_DIGITS = 32


class Cause(Frozen):
    """Something that makes an object soft-deleted, in words; an Unknown says why nobody can tell.

    A blocked user stays in scope, so that a row that reads `read` tells Webex as well as one that
    reads IsSoftDeleted, which alone tells of all other causes.
    """

    holds: bool | Unknown
    words: str
    read: str = SOFT_DELETED


def causes(
    mapping: ObjectMapping, values: Values, scopes: Judged, given: Result, *, assigned: bool
) -> Iterator[Cause]:
    """Yield all that could make an object soft-deleted, whether it does or not.

    `given` is what the record itself has for IsSoftDeleted.
    """
    yield Cause(not assigned, "not assigned to the app")
    yield from _out_of_scope(mapping, scopes)
    yield _in_recycle_bin(values)
    if mapping.kind == "users":
        yield _blocked(values)
    yield _said(given)


def _out_of_scope(mapping: ObjectMapping, scopes: Judged) -> Iterator[Cause]:
    for scope, verdict in scopes:
        if scope.kind == "groups":
            unknown = verdict.holds is None
            yield Cause(left_open(verdict) if unknown else not verdict.holds, "out of scope")
    if "groups" in mapping.open_scopes:
        yield Cause(broken("groups"), "out of scope")


def left_open(verdict: Verdict) -> Unknown:
    """Return what leaves a verdict open: what the record lacks, and tests that cannot be made."""
    why = (f"`{t.clause.attribute}` in the scope: {t.why}" for t in verdict.deciding if t.why)
    return Unknown(verdict.unknown, "; ".join(why))


def broken(kind: str) -> Unknown:
    """Return a scope of a kind that has errors, or that no mapping can say, as unknown."""
    return Unknown((), not_known(kind))


def not_known(kind: str) -> str:
    """Say that a mapping does not tell who is in a scope of a kind."""
    which = "scope" if kind == "groups" else f"{kind} scope"
    return f"a part of the {which} is not known here"


def _in_recycle_bin(values: Values) -> Cause:
    words = "in the recycle bin"
    match settle(lambda: look_up(values, _DELETED)):
        case Value():
            return Cause(holds=True, words=words)
        case _ if _renamed(values):
            return Cause(holds=True, words=f"{words}, by its userPrincipalName")
        case Failed(message):
            return Cause(Unknown((), message), words)
        case _:
            return Cause(holds=False, words=words)


def _renamed(values: Values) -> bool:
    """Tell whether a name begins as Entra makes it begin on deletion: with the object's own id."""
    id_, name = values.get("objectId"), values.get("userPrincipalName")
    if not isinstance(id_, str) or not isinstance(name, str):
        return False
    digits = id_.replace("-", "").casefold()
    return len(digits) == _DIGITS and name.casefold().startswith(digits)


def assumed(values: Values) -> Iterator[str]:
    """Yield what a record does not have and is taken for null: a listing holds the living only."""
    if isinstance(settle(lambda: look_up(values, _DELETED)), Unknown) and not _renamed(values):
        yield _DELETED


def _blocked(values: Values) -> Cause:
    name, words = "accountEnabled", "blocked from signing in"
    match settle(lambda: look_up(values, name)):
        case Value("False"):
            return Cause(holds=True, words=words, read=name)
        case Unknown() as unknown:
            return Cause(unknown, words, name)
        case Failed(message):
            return Cause(Unknown((), message), words, name)
        case _:
            return Cause(holds=False, words=words, read=name)


def _said(given: Result) -> Cause:
    words = "soft-deleted by the word of its record"
    if isinstance(given, Failed):
        return Cause(Unknown((), given.message), words)
    return Cause(given == Value("True"), words)
