"""Any sequence of events: who has which Webex user, and what is active.

Machines draw events on three people and a group: under the default mapping, under mappings that
break the table, and under one by which people with one mailbox get one Webex user. What an event
cannot do then is refused, and changes nothing.
"""

from __future__ import annotations

from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from golden import CASES
from mapping_dsl.api.project import project
from mapping_dsl.api.understood import blocks, understood
from mapping_dsl.errors import ToolError
from mapping_dsl.lifecycle import events
from mapping_dsl.lifecycle.entra import Person, State, renamed
from mapping_dsl.lifecycle.events import Entry, Event, Newcomer, Place
from mapping_dsl.lifecycle.simulate import Simulation
from mapping_dsl.lifecycle.steps import Effect, Step
from mapping_dsl.lifecycle.webex import WebexUser
from mapping_dsl.preview.preview import Previewer

NAMES = ("ada", "bo", "kim")
PEOPLE = st.sampled_from(NAMES)
ROLES = st.sampled_from(["", "", "Default Access"])
VALUES = st.sampled_from(["Ada", "ADA", "Lund", None])


def address(user: str, number: int) -> str:
    return f"{user}.{number}@contoso.com"


def record(user: str) -> dict[str, Any]:
    return {
        "id": f"{NAMES.index(user):08d}-aaaa-4bbb-8ccc-dddddddddddd",
        "userPrincipalName": address(user, 0),
        "mail": address(user, 0),
        "displayName": user,
        "givenName": user,
    }


def previewer(mapping: str) -> Previewer:
    read = understood(str(CASES / f"lifecycle/{mapping}.mapping"), project())
    ((_, block),) = blocks(read.resolved, "users")
    return Previewer(block)


PREVIEWERS = {
    name: previewer(name)
    for name in (
        "default",
        "no-active",
        "name-from-mail",
        "no-update",
        "no-delete",
        "odd",
        "shared",
    )
}

_NEEDS: dict[type[Any], State] = {
    events.Block: State.LIVE,
    events.SoftDelete: State.LIVE,
    events.Restore: State.IN_BIN,
    events.HardDelete: State.IN_BIN,
    events.ReAdd: State.GONE,
}


class Life(RuleBasedStateMachine):
    mappings: ClassVar[tuple[str, ...]] = tuple(PREVIEWERS)

    def __init__(self) -> None:
        super().__init__()
        self.entry = 0
        self.refused = ""
        self.given: dict[str, set[str]] = {}
        self.doubled: set[str] = set()
        self.taken: set[str] = set()
        self.managed: set[str] = set()
        self.said: set[tuple[str, str]] = set()
        self.before: dict[str, str] = {}

    @initialize(data=st.data())
    def start(self, data: st.DataObject) -> None:
        self.mapping = data.draw(st.sampled_from(self.mappings))
        self.running = Simulation(PREVIEWERS[self.mapping])

    @property
    def people(self) -> dict[str, Person]:
        return self.running.directory.people

    def happens(self, event: Event) -> Step | None:
        """Let an event happen; None if it cannot."""
        self.entry += 1
        users, links = dict(self.running.webex.users), self.links()
        try:
            step = self.running.step(Entry(event, Place("drawn.json", self.entry, self.entry)))
        except ToolError as error:
            self.refused = str(error)
            return None
        for effect in step.effects:
            self.remember(effect)
        self.everybody_is_shown(step, users, links)
        return step

    def links(self) -> set[tuple[str, str]]:
        return {(one.link, one.name) for one in self.people.values() if one.link}

    def everybody_is_shown(
        self, step: Step, users: dict[str, WebexUser], links: set[tuple[str, str]]
    ) -> None:
        """Whoever has a Webex user that the step changed, or had it, is among its effects."""
        now, shown = self.running.webex.users, {effect.user for effect in step.effects}
        changed = {id_ for id_ in {*users, *now} if users.get(id_) is not now.get(id_)}
        assert {name for id_, name in links | self.links() if id_ in changed} <= shown

    def remember(self, effect: Effect) -> None:
        person = self.people[effect.user]
        if person.link:
            self.managed.add(person.link)
        for one in effect.told:
            if one.fact.slug in ("shared", "taken-over"):
                there = effect.webex.id if effect.webex else effect.gone
                self.said.add((there, effect.user))
                assert effect.breaks
        if effect.second:
            self.doubled.add(person.object_id)
        if any(one.fact.slug == "taken" for one in effect.told):
            self.taken.add(person.object_id)
            assert effect.reason

    @property
    def has_group(self) -> bool:
        return "sales" in self.running.directory.groups

    def names(self, state: State) -> list[str]:
        return [name for name, person in self.people.items() if person.state is state]

    def has(self, state: State) -> bool:
        return bool(self.names(state))

    def one(self, data: st.DataObject, state: State) -> str:
        return data.draw(st.sampled_from(self.names(state)))

    def members(self, data: st.DataObject) -> tuple[Newcomer, ...]:
        live = self.names(State.LIVE)
        if not live:
            return ()
        return tuple(map(Newcomer, data.draw(st.lists(st.sampled_from(live), unique=True))))

    # --- events ----------------------------------------------------------------------------------

    @rule(data=st.data(), role=ROLES, there=st.integers(0, 3))
    def assign(self, data: st.DataObject, role: str, there: int) -> None:
        user = data.draw(PEOPLE)
        new = user not in self.people
        webex = None
        if new and there:
            name = address(user, 0) if there == 1 else f"{user}.{there}@fabrikam.example"
            webex = {"id": f"webex-{user}", "userName": name, "displayName": user}
            self.given[record(user)["id"]] = {f"webex-{user}"}
        self.happens(events.Assign(Newcomer(user, record(user) if new else None, webex), role))

    @precondition(lambda self: not self.has_group and self.has(State.LIVE))
    @rule(data=st.data(), role=ROLES)
    def assign_group(self, data: st.DataObject, role: str) -> None:
        nested: events.Member = events.Nested("inner", NAMES)
        members: tuple[events.Member, ...] = (*self.members(data), nested)
        self.happens(events.AssignGroup("sales", members, role))

    @precondition(lambda self: self.has_group)
    @rule(data=st.data())
    def change_group(self, data: st.DataObject) -> None:
        self.happens(events.GroupChange("sales", self.members(data)))

    @precondition(lambda self: self.has_group)
    @rule()
    def unassign_group(self) -> None:
        self.happens(events.UnassignGroup("sales"))

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data(), make=st.sampled_from([events.Unassign, events.Block, events.Unblock]))
    def of_a_person(self, data: st.DataObject, make: type[Any]) -> None:
        self.happens(make(self.one(data, State.LIVE)))

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data(), first=VALUES, last=VALUES)
    def change(self, data: st.DataObject, first: str | None, last: str | None) -> None:
        user = self.one(data, State.LIVE)
        self.happens(events.Change(user, {"givenName": first, "surname": last}))

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data(), value=st.sampled_from([None, "Sales"]))
    def change_what_the_scope_reads(self, data: st.DataObject, value: str | None) -> None:
        user = self.one(data, State.LIVE)
        self.happens(events.Change(user, {"department": value, "jobTitle": value}))

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data(), number=st.integers(0, 2))
    def move(self, data: st.DataObject, number: int) -> None:
        user = self.one(data, State.LIVE)
        name = address(user, number)
        self.happens(events.Change(user, {"userPrincipalName": name, "mail": name}))

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data())
    def soft_delete(self, data: st.DataObject) -> None:
        person = self.people[self.one(data, State.LIVE)]
        step = self.happens(events.SoftDelete(person.name))
        assert step
        if person.link:
            self.before[person.object_id] = person.old_name
            if self.mapping == "default" and person.object_id not in self.taken:
                (effect,) = step.effects
                assert effect.webex
                assert effect.webex.name == renamed(person.object_id, person.old_name)

    @precondition(lambda self: self.has(State.IN_BIN))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        person = self.people[self.one(data, State.IN_BIN)]
        was = person.link
        assert self.happens(events.Restore(person.name))
        if was and self.mapping not in ("odd", "shared") and person.object_id not in self.taken:
            there = self.running.webex.users[was]
            assert there.name == self.before[person.object_id]

    @precondition(lambda self: self.has(State.IN_BIN))
    @rule(data=st.data())
    def hard_delete(self, data: st.DataObject) -> None:
        person = self.people[self.one(data, State.IN_BIN)]
        link = person.link
        assert self.happens(events.HardDelete(person.name))
        if link and self.mapping != "no-delete":
            assert link not in self.running.webex.users
            assert link in self.running.webex.archive

    @precondition(lambda self: self.has(State.GONE))
    @rule(data=st.data())
    def re_add(self, data: st.DataObject) -> None:
        assert self.happens(events.ReAdd(self.one(data, State.GONE)))

    @rule(data=st.data())
    def what_cannot_happen(self, data: st.DataObject) -> None:
        """Somebody who is not in the state that the event is for."""
        make, state = data.draw(st.sampled_from(sorted(_NEEDS.items(), key=str)))
        user = data.draw(PEOPLE)
        if user not in self.people or self.people[user].state is not state:
            assert self.happens(make(user)) is None
            assert self.refused.startswith(f"drawn.json:{self.entry}: entry {self.entry}: ")

    @rule(days=st.sampled_from([1, 2, 15, 31]))
    def days_pass(self, days: int) -> None:
        day = self.running.directory.day
        assert self.happens(events.Pass(days))
        assert self.running.directory.day == day + days
        assert not self.running.directory.due()

    # --- what holds at any time ------------------------------------------------------------------

    @invariant()
    def nobody_has_two_users_unless_that_was_told(self) -> None:
        """Count by the object id and by whom the events brought, not by what the tool notes."""
        for person in self.people.values():
            users = self.running.webex.users
            named = {
                id_ for id_, one in users.items() if one.user.get("externalId") == person.object_id
            }
            brought = self.given.get(person.object_id, set()) & users.keys()
            assert len(named | brought) <= 1 or person.object_id in self.doubled

    @invariant()
    def a_user_name_is_there_once(self) -> None:
        names = [one.name.casefold() for one in self.running.webex.users.values()]
        assert len(names) == len(set(names))

    @invariant()
    def a_link_leads_to_a_user_and_no_two_to_one_unless_that_was_told(self) -> None:
        links = self.links()
        assert {id_ for id_, _ in links} <= self.running.webex.users.keys()
        for id_, name in links:
            others = {other for link, other in links if link == id_} - {name}
            assert not others or (id_, name) in self.said

    @invariant()
    def an_object_id_is_one_persons_number_at_a_time(self) -> None:
        """Nobody's Webex user has the number of somebody else, unless that was told."""
        ids = {person.object_id: person.name for person in self.people.values()}
        for id_, name in self.links():
            whose = ids.get(self.running.webex.users[id_].number, name)
            assert whose == name or {(id_, name), (id_, whose)} & self.said


class Default(Life):
    """The default mapping, under which the table holds."""

    mappings = ("default",)

    @invariant()
    def nobody_has_somebody_elses(self) -> None:
        assert not self.said

    def is_provisioned(self, person: Person) -> bool:
        groups = self.running.directory.groups.values()
        roles = [group.role for group in groups if person.name in group.members]
        return any(role != "Default Access" for role in (*person.roles, *roles))

    @invariant()
    def who_lost_the_app_is_not_managed(self) -> None:
        for person in self.people.values():
            if person.link and person.object_id not in self.taken:
                assert self.is_provisioned(person)

    @invariant()
    def nothing_active_belongs_to_somebody_who_may_not(self) -> None:
        """Of those whom Entra ever managed; a name that was taken is told, and told to break it."""
        for person in self.people.values():
            may = person.state is State.LIVE and not person.blocked
            if may and self.is_provisioned(person):
                continue
            for id_ in person.own:
                there = self.running.webex.users.get(id_)
                if there and id_ in self.managed and person.object_id not in self.taken:
                    assert not there.active


class Held(Default):
    """The default mapping again: each row that applies holds, where no name is taken."""

    def remember(self, effect: Effect) -> None:
        super().remember(effect)
        person = self.people[effect.user]
        if not (self.given or self.taken or self.doubled or self.left_over(effect)):
            assert all(one.holds for one in effect.told), effect.told
        assert effect.entra.object_id == person.object_id

    def left_over(self, effect: Effect) -> bool:
        """Tell whether an address is added again whose old user Entra did not manage at the end."""
        again = any(one.fact.slug == "re-add" for one in effect.told)
        return again and not any(request.method == "POST" for request in effect.requests)


class Shared(Life):
    """Two people can have one mailbox, and with it one Webex user."""

    mappings = ("shared",)

    @precondition(lambda self: self.has(State.LIVE))
    @rule(data=st.data(), number=st.integers(0, 1))
    def share(self, data: st.DataObject, number: int) -> None:
        user = self.one(data, State.LIVE)
        mail = "sales@contoso.com" if number else address(user, 0)
        self.happens(events.Change(user, {"mail": mail}))

    @rule(data=st.data())
    def assign_to_the_mailbox(self, data: st.DataObject) -> None:
        user = data.draw(PEOPLE)
        if user not in self.people:
            new = {**record(user), "mail": "sales@contoso.com"}
            assert self.happens(events.Assign(Newcomer(user, new)))


_SIZE = settings(stateful_step_count=40)
TestLife = Life.TestCase
TestLife.settings = _SIZE
TestDefault = Default.TestCase
TestDefault.settings = _SIZE
TestHeld = Held.TestCase
TestHeld.settings = _SIZE
TestShared = Shared.TestCase
TestShared.settings = _SIZE
