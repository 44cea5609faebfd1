"""What each event does in Entra, and why it cannot happen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle import events, facts
from mapping_dsl.lifecycle.entra import Directory, Group, Person, State, made_up_id
from mapping_dsl.lifecycle.events import Entry, Json, Member, Nested, Newcomer, Place
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.lifecycle.webex import Webex


class Touched(Frozen):
    """A person whom an event touches, and the cause by which that is judged."""

    person: Person
    cause: str
    changed: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()
    old_name: str = ""
    told: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()


Happened = tuple[list[Touched], tuple[Told, ...]]


class Acts:
    """Entra's directory as the events change it."""

    def __init__(self, directory: Directory, webex: Webex) -> None:
        self._directory, self._webex = directory, webex
        self._place = Place("", 0, 0)

    def happen(self, entry: Entry) -> Happened:
        """Change the directory; return whom that touches and which rows are about all of it.

        ToolError, with the entry, if the event cannot happen now.
        """
        self._place = entry.place
        match entry.event:
            case events.AssignGroup() | events.GroupChange() | events.UnassignGroup() as event:
                return self._of_group(event)
            case events.Pass(days):
                return self._pass(days), ()
            case events.Assign(newcomer, role):
                return [self._assign(newcomer, role)], ()
            case events.ReAdd(user, record):
                return [self._re_add(user, record)], ()
            case other:
                return [self._of_person(other)], ()

    def _fail(self, what: str) -> ToolError:
        return ToolError(f"{self._place}: {what}")

    # --- people ----------------------------------------------------------------------------------

    def _of_person(
        self,
        event: events.Unassign
        | events.Block
        | events.Unblock
        | events.Change
        | events.SoftDelete
        | events.Restore
        | events.HardDelete,
    ) -> Touched:
        match event:
            case events.Unassign(user):
                return self._unassign(self._live(user))
            case events.Block(user):
                return self._enable(self._live(user), enabled=False)
            case events.Unblock(user):
                return self._enable(self._live(user), enabled=True)
            case events.Change(user, record):
                return self._change(self._live(user), record)
            case events.SoftDelete(user):
                return self._soft_delete(self._live(user))
            case events.Restore(user):
                return self._restore(self._in_bin(user, "restored"))
            case events.HardDelete(user):
                return Touched(self._gone(self._in_bin(user, "deleted for good")), "hard-delete")
            case _:
                assert_never(event)

    def _known(self, user: str) -> Person:
        if user not in self._directory.people:
            raise self._fail(f"there is no user `{user}`: `assign` with a `record` brings them in")
        return self._directory.people[user]

    def _live(self, user: str) -> Person:
        person = self._known(user)
        if person.state is not State.LIVE:
            raise self._fail(f"`{user}` is {person.state}")
        return person

    def _in_bin(self, user: str, what: str) -> Person:
        person = self._known(user)
        if person.state is State.LIVE:
            raise self._fail(f"`{user}` cannot be {what}: they are not in the recycle bin")
        if person.state is State.GONE:
            raise self._fail(f"`{user}` cannot be {what}: they are deleted for good already")
        return person

    def _enter(self, newcomer: Newcomer) -> Person:
        """Return a user who is known, or brought in by their record; take in their Webex user."""
        user, record = newcomer.user, newcomer.record
        known = user in self._directory.people
        if known and record is not None:
            raise self._fail(f"`{user}` has a record already: use `change`")
        if record is not None:
            self._add(user, Person(user, record))
        person = self._live(user)
        if newcomer.webex is not None:
            self._put(person, newcomer.webex)
        return person

    def _add(self, user: str, person: Person) -> None:
        for key in ("id", "userPrincipalName"):
            other = self._directory.of_the_same(key, str(person.record[key]), user)
            if other:
                raise self._fail(f"`{other.name}` has the same `{key}`")
        self._directory.add(person)

    def _put(self, person: Person, user: Json) -> None:
        id_ = str(user["id"])
        if has := next((one for one in person.own if one in self._webex.users), ""):
            hint = "`webex` is for one that was there before the first `assign`"
            raise self._fail(f"`{person.name}` has the Webex user `{has}` already: {hint}")
        if id_ in self._webex.users or id_ in self._webex.archive:
            raise self._fail(f"there is a Webex user `{id_}` already")
        if other := self._webex.taken(user):
            raise self._fail(f"the Webex user `{other.id}` has the userName `{other.name}` already")
        self._webex.put(user, self._directory.day)
        person.own[id_] = False

    def _assign(self, newcomer: Newcomer, role: str) -> Touched:
        person = self._enter(newcomer)
        person.roles.add(role)
        only = self._directory.only_default(person)
        return Touched(person, "scope", told=(Told(facts.DEFAULT_ACCESS),) if only else ())

    def _unassign(self, person: Person) -> Touched:
        if not person.roles:
            by = [group for group, _ in self._directory.assignments(person) if group]
            hint = f", only by `{by[0]}`" if by else ""
            raise self._fail(f"`{person.name}` is not assigned directly{hint}")
        person.roles.clear()
        return self._lost(person)

    def _lost(self, person: Person) -> Touched:
        """Return somebody who lost an assignment, be it not the last."""
        stays = self._directory.assigned(person)
        return Touched(person, "scope", told=(Told(facts.ANY_ASSIGNMENT),) if stays else ())

    def _enable(self, person: Person, *, enabled: bool) -> Touched:
        if person.blocked is not enabled:
            how = "may sign in" if enabled else "is blocked"
            return Touched(person, "same", notes=(f"`{person.name}` {how} already",))
        person.record["accountEnabled"] = enabled
        return Touched(person, "unblock" if enabled else "block")

    def _change(self, person: Person, record: Json) -> Touched:
        if name := record.get("userPrincipalName"):
            other = self._directory.of_the_same("userPrincipalName", name, person.name)
            if other:
                raise self._fail(f"`{other.name}` has the same `userPrincipalName`")
        before = person.values()
        person.record |= record
        after = person.values()
        changed = frozenset(k for k in {**before, **after} if before.get(k) != after.get(k))
        emptied = frozenset(key for key in changed if not after.get(key))
        return Touched(person, "change", changed, emptied)

    def _soft_delete(self, person: Person) -> Touched:
        there = self._webex.users.get(person.link)
        person.old_name = there.name if there else ""
        person.state, person.deleted = State.IN_BIN, self._directory.day
        return Touched(person, "soft-delete")

    def _restore(self, person: Person) -> Touched:
        name = str(person.record["userPrincipalName"])
        if other := self._directory.of_the_same("userPrincipalName", name, person.name):
            raise self._fail(
                f"`{person.name}` cannot be restored: `{other.name}` has the userPrincipalName now"
            )
        person.state = State.LIVE
        in_group = any(group for group, _ in self._directory.assignments(person))
        told = (Told(facts.RESTORED_GROUPS),) if in_group else ()
        return Touched(person, "restore", old_name=person.old_name, told=told)

    def _gone(self, person: Person) -> Person:
        person.state = State.GONE
        for group in self._directory.groups.values():
            group.members = [member for member in group.members if member != person.name]
        return person

    def _re_add(self, user: str, record: Json | None) -> Touched:
        old = self._known(user)
        if old.state is not State.GONE:
            raise self._fail(f"`{user}` is {old.state}: only who is deleted for good is re-added")
        notes: tuple[str, ...] = ()
        if record is None:
            record = {**old.record, "id": made_up_id(old.object_id), "accountEnabled": True}
            notes = (f"the new object id is made up: {record['id']}",)
        if str(record["id"]).casefold() == old.object_id.casefold():
            raise self._fail("a user who is added again has a new `id`")
        person = Person(user, record)
        person.roles.add("")
        person.former = frozenset(old.own)
        self._add(user, person)
        return Touched(person, "re-add", notes=notes)

    # --- time ------------------------------------------------------------------------------------

    def _pass(self, days: int) -> list[Touched]:
        self._directory.day += days
        due = [self._gone(person) for person in self._directory.due()]
        others = [one for one in self._directory.people.values() if one not in due]
        return [
            *(Touched(person, "thirty-days") for person in due),
            *(Touched(person, "pass") for person in others),
        ]

    # --- groups ----------------------------------------------------------------------------------

    def _of_group(
        self, event: events.AssignGroup | events.GroupChange | events.UnassignGroup
    ) -> Happened:
        group = self._directory.assigned_group(event.group)
        if isinstance(event, events.AssignGroup):
            if group:
                raise self._fail(f"`{event.group}` is assigned already: use `group-change`")
            group = self._directory.groups.setdefault(event.group, Group(event.group))
            group.assigned, group.role = True, event.role
            return self._members(group, [], event.members)
        if group is None:
            raise self._fail(f"there is no assigned group `{event.group}`")
        if isinstance(event, events.UnassignGroup):
            group.assigned = False
            return [self._lost(self._known(one)) for one in group.members], ()
        return self._members(group, list(group.members), event.members)

    def _members(self, group: Group, before: list[str], members: Iterable[Member]) -> Happened:
        """Let a group have these members; who lies in the recycle bin stays one, unlisted.

        `before` are those who had the app by it until now.
        """
        listed = list(members)
        people = [self._enter(one).name for one in listed if isinstance(one, Newcomer)]
        kept = [one for one in group.members if self._known(one).state is State.IN_BIN]
        group.members = list(dict.fromkeys([*people, *kept]))
        left = [self._lost(self._known(one)) for one in before if one not in group.members]
        nested = any(isinstance(one, Nested) for one in listed)
        came = [self._came(self._known(one)) for one in group.members if one not in before]
        return [*left, *came], (Told(facts.NESTED),) if nested else ()

    def _came(self, person: Person) -> Touched:
        only = self._directory.only_default(person)
        return Touched(person, "scope", told=(Told(facts.DEFAULT_ACCESS),) if only else ())
