"""Which rows of the table an event calls for, and whether Webex ended up as they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Absent, Failed, Value
from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.case import Case
from mapping_dsl.lifecycle.entra import State
from mapping_dsl.lifecycle.fact import Fact, Promise
from mapping_dsl.lifecycle.promises import before, is_renamed, told
from mapping_dsl.lifecycle.sharing import kept, matched
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.operations import ALWAYS, alike
from mapping_dsl.resolve.model import reads


def rows(case: Case) -> tuple[Told, ...]:
    """Return all rows that an event calls for; there is always one."""
    judged = tuple(_JUDGES[case.touched.cause](case))
    given = (*case.sent.told, *case.touched.told)
    shared = matched(case.sent.of) if case.sent.matched else kept(case.sharers)
    found = judged or (() if given else tuple(_of_nothing(case)))
    return (*(_as_known(one, case) for one in found), *given, *shared)


def _as_known(row: Told, case: Case) -> Told:
    """Return a row; where nobody can tell what is sent, that."""
    return row.but(why=str(case.sent.reason), unsure=True) if case.is_open else row


def _of_nothing(case: Case) -> Iterator[Told]:
    """Judge an event that no row is about: the object is written, skipped or not looked at."""
    if case.managed and not case.sent.reason:
        yield Told(facts.CHANGE)
    elif case.is_ and case.person.blocked and not case.managed:
        yield Told(facts.NEVER_CREATED)
    elif case.is_ or case.managed:
        yield told(facts.SKIPPED, case)
    else:
        yield from tuple(_unmanaged(case)) or (Told(facts.OUT_OF_SCOPE),)


def block(case: Case) -> Iterator[Told]:
    """Judge a blocked sign-in."""
    yield from _if_managed(case, facts.BLOCK)
    yield from _signed_out(case)


def unblock(case: Case) -> Iterator[Told]:
    """Judge a sign-in that is allowed again."""
    if case.managed:
        yield told(facts.UNBLOCK, case)
    else:
        yield from scope(case)


def soft_delete(case: Case) -> Iterator[Told]:
    """Judge a deletion to the recycle bin."""
    yield from _if_managed(case, facts.SOFT_DELETE, facts.TOKENS)
    if case.managed and is_renamed(case):
        yield told(facts.RENAME, case)


def restore(case: Case) -> Iterator[Told]:
    """Judge a restore: a blocked user gets back the name, and no more."""
    if not case.managed:
        yield from scope(case)
    elif case.person.blocked:
        yield told(facts.RESTORE_BLOCKED, case)
    else:
        yield told(facts.RESTORE, case)
        yield told(facts.TOKENS_BACK, case)


def thirty_days(case: Case) -> Iterator[Told]:
    """Judge the end of the time in the recycle bin."""
    yield from _if_managed(case, facts.THIRTY_DAYS, facts.ARCHIVE)


def hard_delete(case: Case) -> Iterator[Told]:
    """Judge a deletion from the recycle bin."""
    yield from _if_managed(case, facts.HARD_DELETE)


def re_add(case: Case) -> Iterator[Told]:
    """Judge the return of an address."""
    if case.is_:
        yield told(facts.RE_ADD, case)


def change(case: Case) -> Iterator[Told]:
    """Judge a change of attributes, value by value where that matters."""
    if not (case.was and case.is_):
        yield from scope(case)
    if not case.managed:
        yield from _arrival(case) if case.was and case.is_ else ()
        return
    rows = [row for row in case.preview.outcomes if case.touched.changed & _reads(row)]
    special = [(row, list(_of_value(row, case))) for row in rows]
    left = case.sent.left
    plain = [row for row, found in special if not (found or row.mapping.target.key in left)]
    if case.is_ and plain:
        yield _change(plain, case)
    for _, found in special:
        yield from found


def _change(rows: list[Outcome], case: Case) -> Told:
    if case.is_open:
        return Told(facts.CHANGE, why=str(case.sent.reason), unsure=True)
    lacking = [row for row in rows if _differs(row, case)]
    if case.sent.reason and not lacking:
        return Told(facts.SKIPPED)
    names = ", ".join(f"`{shorten(row.target.name)}`" for row in lacking)
    why = case.sent.reason.because if case.sent.reason and not case.sent.done else ""
    return Told(facts.CHANGE, (Promise.UPDATED,) if lacking else (), names, why if lacking else "")


def _reads(row: Outcome) -> set[str]:
    return set(reads(row.mapping.source))


def scope(case: Case) -> Iterator[Told]:
    """Judge what comes of gaining or losing the app, or the place in its scope."""
    if case.was and not case.is_:
        yield from _if_managed(case, facts.UNASSIGN)
        if case.person.state is State.LIVE and not case.person.blocked:
            yield from _signed_out(case)
    elif case.is_ and not case.managed and case.person.state is State.LIVE:
        yield from _arrival(case)
    elif not (case.is_ or case.managed):
        yield from _unmanaged(case)


def _arrival(case: Case) -> Iterator[Told]:
    if case.after is None and case.person.blocked:
        yield Told(facts.NEVER_CREATED)
        yield from _unmanaged(case)
    elif _is_there(case):
        yield told(facts.ASSIGN_EXISTING, case)
    elif case.theirs:
        yield told(facts.NO_MATCH, case)
    else:
        yield told(facts.ASSIGN_NEW, case)


def _is_there(case: Case) -> bool:
    """Tell whether a Webex user is matched, or should be.

    It should be if it has their user name, as the default mapping needs it.
    """
    if case.after is None:
        return bool(case.theirs)
    address = case.person.user_principal_name.casefold()
    return not case.sent.made or any(one.name.casefold() == address for one in case.theirs)


def _if_managed(case: Case, *rows: Fact) -> Iterator[Told]:
    """Yield the rows, or why none applies."""
    if case.managed:
        yield from (told(row, case) for row in rows)
    else:
        yield from _unmanaged(case)


def _unmanaged(case: Case) -> Iterator[Told]:
    """Judge somebody's Webex users whom Entra does not manage, an active one before others."""
    managed = [one for one in case.theirs if case.person.own[one.id]]
    if managed and not case.is_open:
        after = next((one for one in managed if one.active), managed[0])
        row = told(facts.UNMANAGED, case.but(after=after))
        yield row.but(why=before(case.person)) if row.broken else row
    for one in case.theirs:
        if one.active and one not in managed and not case.is_open:
            yield Told(facts.LEFT_ALONE, of=f"{one.name}, {one.id}")


def _signed_out(case: Case) -> Iterator[Told]:
    if case.before and case.after and case.before.active and not case.after.active:
        yield Told(facts.SIGNED_OUT)


def _of_value(row: Outcome, case: Case) -> Iterator[Told]:
    """Judge one target: an emptied source, a value of which only the case is new."""
    name, target = f"`{shorten(row.target.name)}`", row.target
    there = held(case.before.user, target.name) if case.before else None
    if there is not None and case.touched.emptied & _reads(row):
        sends = isinstance(row.on_update, Value)
        yield Told(facts.EMPTIED, (Promise.KEPT,) if sends else (), name)
    elif (
        isinstance(row.on_update, Value)
        and row.mapping.flow_behavior != ALWAYS
        and _differs_by_case(row.on_update.value, there, target)
    ):
        yield Told(facts.CASE_ONLY, (), name)


def _differs_by_case(value: object, there: object, target: Attribute) -> bool:
    return isinstance(there, str) and value != there and alike(value, there, target)


def _differs(row: Outcome, case: Case) -> bool:
    """Tell whether Webex has something else than the row says now; references come later."""
    now, target = row.on_create, row.target
    if isinstance(row.result, Failed):
        return True
    if case.after is None or isinstance(row.result, Absent) or not isinstance(now, Value):
        return False
    reference = target.type is AttributeType.REFERENCE
    return not reference and not alike(now.value, held(case.after.user, target.name), target)


_JUDGES: dict[str, Callable[[Case], Iterator[Told]]] = {
    "scope": scope,
    "same": lambda _: iter(()),
    "block": block,
    "unblock": unblock,
    "change": change,
    "soft-delete": soft_delete,
    "restore": restore,
    "hard-delete": hard_delete,
    "thirty-days": thirty_days,
    "re-add": re_add,
    "pass": lambda _: iter(()),
}
