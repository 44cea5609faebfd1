"""Running events: Entra changes, what goes out follows from the mapping, Webex changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mapping_dsl.lifecycle import facts, judge
from mapping_dsl.lifecycle.acts import Acts, Touched
from mapping_dsl.lifecycle.entra import Directory, Person, State
from mapping_dsl.lifecycle.events import Entry
from mapping_dsl.lifecycle.groups import GroupObjects
from mapping_dsl.lifecycle.judge import Case
from mapping_dsl.lifecycle.provision import Provisioning, Sent
from mapping_dsl.lifecycle.steps import Effect, InEntra, Step, Told
from mapping_dsl.lifecycle.webex import DAYS_INACTIVE, Webex, WebexUser, shown
from mapping_dsl.preview.preview import Previewer

_JUDGES: dict[str, Callable[[Case], Iterator[Told]]] = {
    "scope": judge.scope,
    "block": judge.block,
    "unblock": judge.unblock,
    "change": judge.change,
    "soft-delete": judge.soft_delete,
    "restore": judge.restore,
    "hard-delete": judge.hard_delete,
    "thirty-days": judge.thirty_days,
    "re-add": judge.re_add,
    "pass": lambda _: iter(()),
}


def simulate(
    entries: Iterable[Entry], users: Previewer, groups: Previewer | None = None
) -> Iterator[Step]:
    """Yield what each event does, a step when it is asked for.

    `users` is the mapping of users made ready, `groups` that of groups if there is one. Everybody's
    record is taken for whole. Between two events Entra has the time for a cycle, of some forty
    minutes. Raises ToolError, with the entry, for an event that cannot happen then.
    """
    running = Simulation(users, groups)
    for entry in entries:
        yield running.step(entry)


class Simulation:
    """Both sides as they are after the events so far."""

    def __init__(self, users: Previewer, groups: Previewer | None = None) -> None:
        self.directory = Directory()
        self.webex = Webex()
        self._acts = Acts(self.directory, self.webex)
        self._provisioning = Provisioning(users, self.directory, self.webex)
        self._groups = GroupObjects(groups, self.directory, self.webex)
        self._eligible: dict[str, bool] = {}

    def step(self, entry: Entry) -> Step:
        """Let one event happen; ToolError if it cannot."""
        day = self.directory.day
        touched, told = self._acts.happen(entry)
        effects = [self._effect(one, day) for one in touched]
        groups, of_groups = self._groups.after(entry.event)
        return Step(
            entry,
            self.directory.day,
            tuple(effect for effect in effects if effect),
            groups,
            (*told, *of_groups),
        )

    def _effect(self, touched: Touched, day: int) -> Effect | None:
        person = touched.person
        before = self.webex.users.get(person.link)
        theirs = self._theirs(person)
        was = self._eligible.get(person.name, False) and touched.cause != "re-add"
        preview = self._provisioning.preview(person)
        sent = self._provisioning.send(person, preview)
        after = self.webex.users.get(person.link or (before.id if before else ""))
        is_ = self._provisioning.eligible(person, preview)
        self._eligible[person.name] = is_
        case = Case(
            person,
            preview,
            before,
            after,
            theirs,
            was,
            is_,
            sent.made,
            before is not None and before.id in self.webex.archive,
            touched.changed,
            touched.emptied,
            touched.old_name,
            touched.former,
        )
        if touched.cause == "pass":
            return self._later(case, sent, day)
        told = [*_JUDGES[touched.cause](case), *sent.told, *touched.told]
        second = self._second(person, theirs)
        return self._made(case, sent, tuple(told), second, touched.notes)

    def _later(self, case: Case, sent: Sent, day: int) -> Effect | None:
        """Return what the mere passing of days does to somebody; None for nothing."""
        mine = case.after or next(reversed(case.theirs), None)
        if mine is None:
            return None
        long = _since(mine, day) < DAYS_INACTIVE <= _since(mine, self.directory.day)
        if not long and not mine.catches_up(day):
            return None
        told = (Told(facts.LONG_INACTIVE),) if long else ()
        return self._made(case, sent, told, (), ())

    def _made(
        self,
        case: Case,
        sent: Sent,
        told: tuple[Told, ...],
        second: tuple[str, ...],
        notes: tuple[str, ...],
    ) -> Effect:
        person = case.person
        now = case.after or next(reversed(self._theirs(person)), None)
        gone = case.before.id if case.before and case.before.id not in self.webex.users else ""
        return Effect(
            person.name,
            self._in_entra(person),
            sent.requests,
            sent.reason,
            now,
            gone,
            shown(now, self.directory.day) if now else None,
            told,
            second,
            (*notes, *sent.notes),
        )

    def _theirs(self, person: Person) -> tuple[WebexUser, ...]:
        return tuple(self.webex.users[id_] for id_ in person.own if id_ in self.webex.users)

    def _second(self, person: Person, before: tuple[WebexUser, ...]) -> tuple[str, ...]:
        """Return the Webex users that somebody has besides the one now managed, when it is new."""
        now = self._theirs(person)
        if len(now) < 2 or len(now) <= len(before):  # noqa: PLR2004 (one is as it should be)
            return ()
        return tuple(one.id for one in now if one.id != person.link)

    def _in_entra(self, person: Person) -> InEntra:
        return InEntra(
            person.user_principal_name,
            person.object_id,
            str(person.state),
            person.blocked,
            person.deleted if person.state is State.IN_BIN else None,
            () if person.state is State.GONE else tuple(self.directory.assignments(person)),
        )


def _since(user: WebexUser, day: int) -> int:
    """Return for how many days somebody has been inactive; -1 for an active one."""
    return -1 if user.active else day - user.switched
