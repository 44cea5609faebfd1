"""Which rows of the table an event calls for, and whether Webex ended up as they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Absent, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.entra import Person, State
from mapping_dsl.lifecycle.facts import Fact, Promise
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.lifecycle.webex import Tokens, WebexUser
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.operations import alike
from mapping_dsl.resolve.model import reads


class Case(Frozen):
    """One person before and after an event.

    `before` and `after` are the Webex user whom Entra manages, or managed until now; `theirs` are
    the Webex users that were theirs. `was` and `is_` tell whether the app was and is theirs, in
    scope, `made` whether a user was created now. `former` are the ids of the users of whoever had
    the address before; `changed` and `emptied` are source attributes.
    """

    person: Person
    preview: Preview
    before: WebexUser | None
    after: WebexUser | None
    theirs: tuple[WebexUser, ...]
    was: bool
    is_: bool
    made: bool = False
    archived: bool = False
    changed: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()
    old_name: str = ""
    former: frozenset[str] = frozenset()

    @property
    def managed(self) -> bool:
        """Whether Entra had somebody in Webex to manage."""
        return self.before is not None


def block(case: Case) -> Iterator[Told]:
    """Judge a blocked sign-in."""
    yield from _if_managed(case, facts.BLOCK)
    yield from _signed_out(case)


def unblock(case: Case) -> Iterator[Told]:
    """Judge a sign-in that is allowed again."""
    if case.managed:
        yield _told(facts.UNBLOCK, case)
    else:
        yield from scope(case)


def soft_delete(case: Case) -> Iterator[Told]:
    """Judge a deletion to the recycle bin."""
    yield from _if_managed(case, facts.SOFT_DELETE, facts.TOKENS)
    if case.managed and _renamed(case):
        yield Told(facts.RENAME)


def restore(case: Case) -> Iterator[Told]:
    """Judge a restore: a blocked user gets back the name, and no more."""
    if not case.managed:
        yield from scope(case)
    elif case.person.blocked:
        yield _told(facts.RESTORE_BLOCKED, case)
    else:
        yield _told(facts.RESTORE, case)
        yield _told(facts.TOKENS_BACK, case)


def thirty_days(case: Case) -> Iterator[Told]:
    """Judge the end of the time in the recycle bin."""
    yield from _if_managed(case, facts.THIRTY_DAYS, facts.ARCHIVE)


def hard_delete(case: Case) -> Iterator[Told]:
    """Judge a deletion from the recycle bin."""
    yield from _if_managed(case, facts.HARD_DELETE)


def re_add(case: Case) -> Iterator[Told]:
    """Judge the return of an address."""
    if case.is_:
        yield _told(facts.RE_ADD, case)


def change(case: Case) -> Iterator[Told]:
    """Judge a change of attributes, value by value where that matters."""
    if not (case.was and case.is_):
        yield from scope(case)
    if not case.managed:
        yield from () if case.is_ else _unmanaged(case)
        return
    rows = [row for row in case.preview.outcomes if case.changed & _reads(row)]
    told = [(row, list(_of_value(row, case))) for row in rows]
    plain = [row for row, special in told if not special]
    if case.is_ and plain:
        lacking = [row for row in plain if _differs(row, case)]
        names = ", ".join(f"`{shorten(row.target.name)}`" for row in lacking)
        yield Told(facts.CHANGE, (Promise.UPDATED,) if lacking else (), names)
    for _, special in told:
        yield from special


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


def _arrival(case: Case) -> Iterator[Told]:
    if case.after is None and case.person.blocked:
        yield Told(facts.NEVER_CREATED)
    elif case.after is not None and not case.made:
        yield _told(facts.ASSIGN_EXISTING, case)
        if case.person.blocked:
            yield _told(facts.BLOCK, case)
    elif (case.theirs and case.after is None) or _has_address(case):
        yield _told(facts.ASSIGN_EXISTING, case)
    elif case.theirs:
        yield Told(facts.NO_MATCH)
    else:
        yield _told(facts.ASSIGN_NEW, case)


def _has_address(case: Case) -> bool:
    """Tell whether a Webex user of theirs has their user name, as the default mapping needs it."""
    address = case.person.user_principal_name.casefold()
    return any(one.name.casefold() == address for one in case.theirs)


def _if_managed(case: Case, *rows: Fact) -> Iterator[Told]:
    """Yield the rows, or why none applies."""
    if case.managed:
        yield from (_told(row, case) for row in rows)
    else:
        yield from _unmanaged(case)


def _unmanaged(case: Case) -> Iterator[Told]:
    """Judge somebody's Webex users whom Entra does not manage, an active one before others."""
    if case.theirs:
        after = next((one for one in case.theirs if one.active), case.theirs[0])
        yield _told(facts.UNMANAGED, case.but(after=after))


def _signed_out(case: Case) -> Iterator[Told]:
    if case.before and case.after and case.before.active and not case.after.active:
        yield Told(facts.SIGNED_OUT)


def _told(fact: Fact, case: Case) -> Told:
    return Told(fact, tuple(promise for promise in fact.promises if not _KEPT[promise](case)))


def _of_value(row: Outcome, case: Case) -> Iterator[Told]:
    """Judge one target: an emptied source, a value of which only the case is new."""
    name, target = f"`{shorten(row.target.name)}`", row.target
    there = held(case.before.user, target.name) if case.before else None
    if there is not None and case.emptied & _reads(row):
        sends = isinstance(row.on_update, Value)
        yield Told(facts.EMPTIED, (Promise.KEPT,) if sends else (), name)
    elif isinstance(row.on_update, Value) and _differs_by_case(row.on_update.value, there, target):
        yield Told(facts.CASE_ONLY, (), name)


def _differs_by_case(value: object, there: object, target: Attribute) -> bool:
    return isinstance(there, str) and value != there and alike(value, there, target)


def _differs(row: Outcome, case: Case) -> bool:
    """Tell whether Webex has something else than the row says now; references come later."""
    now, target = row.on_create, row.target
    if case.after is None or isinstance(row.result, Absent) or not isinstance(now, Value):
        return False
    reference = target.type is AttributeType.REFERENCE
    return not reference and not alike(now.value, held(case.after.user, target.name), target)


def _renamed(case: Case) -> bool:
    digits = case.person.object_id.replace("-", "").casefold()
    return case.after is not None and case.after.name.casefold().startswith(digits)


def _linked(case: Case) -> bool:
    there = held(case.after.user, "externalId") if case.after else None
    return str(there).casefold() == case.person.object_id.casefold()


def _named_as_before(case: Case) -> bool:
    return case.after is not None and case.after.name.casefold() == case.old_name.casefold()


_KEPT: dict[Promise, Callable[[Case], bool]] = {
    Promise.CREATED: lambda case: case.made,
    Promise.MATCHED: lambda case: case.after is not None and not case.made,
    Promise.LINKED: _linked,
    Promise.INACTIVE: lambda case: case.after is None or not case.after.active,
    Promise.ACTIVE: lambda case: case.after is not None and case.after.active,
    Promise.RENAMED: _renamed,
    Promise.NAMED_AS_BEFORE: _named_as_before,
    Promise.REVOKED: lambda case: case.after is not None and case.after.tokens is Tokens.REVOKED,
    Promise.VALID: lambda case: case.after is not None and case.after.tokens is Tokens.VALID,
    Promise.DELETED: lambda case: case.after is None,
    Promise.ARCHIVED: lambda case: case.archived,
    Promise.NEW: lambda case: case.after is None or case.after.id not in case.former,
}
