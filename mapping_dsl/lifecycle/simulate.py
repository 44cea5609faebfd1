"""Running events: Entra changes, what goes out follows from the mapping, Webex changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.lifecycle import facts, judge, sharing
from mapping_dsl.lifecycle.acts import Acts, Touched
from mapping_dsl.lifecycle.case import Case
from mapping_dsl.lifecycle.entra import Directory, Person, State
from mapping_dsl.lifecycle.events import Entry
from mapping_dsl.lifecycle.fact import Fact, Promise
from mapping_dsl.lifecycle.groups import GroupObjects
from mapping_dsl.lifecycle.provision import Provisioning, Sent
from mapping_dsl.lifecycle.steps import Effect, InEntra, Step, Told
from mapping_dsl.lifecycle.webex import DAYS_INACTIVE, Webex, WebexUser, shown
from mapping_dsl.preview.checked import Violation, violations
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.preview.request import Verb
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.request import Dialect

_SAME = Reason(Verb.NOTHING, "nothing has changed in Entra")


def simulate(
    entries: Iterable[Entry],
    users: Previewer,
    groups: Previewer | None = None,
    dialect: Dialect = Dialect.PLAIN,
) -> Iterator[Step]:
    """Yield what each event does, a step when it is asked for.

    `users` is the mapping of users made ready, `groups` that of groups if there is one. Everybody's
    record is taken for whole. Between two events Entra has the time for a cycle, of some forty
    minutes. Raises ToolError, with the entry, for an event that cannot happen then.
    """
    running = Simulation(users, groups, dialect)
    for entry in entries:
        yield running.step(entry)


class Simulation:
    """Both sides as they are after the events so far."""

    def __init__(
        self,
        users: Previewer,
        groups: Previewer | None = None,
        dialect: Dialect = Dialect.PLAIN,
    ) -> None:
        self.directory = Directory()
        self.webex = Webex()
        self._acts = Acts(self.directory, self.webex)
        self._provisioning = Provisioning(users, self.directory, self.webex, dialect)
        self._groups = GroupObjects(groups, self.directory, self.webex, dialect)
        self._eligible: dict[str, bool] = {}

    def step(self, entry: Entry) -> Step:
        """Let one event happen; ToolError if it cannot."""
        day = self.directory.day
        touched, told = self._acts.happen(entry)
        effects: list[Effect] = []
        for number, one in enumerate(touched, 1):
            later = {other.person.name for other in touched[number:] if other.cause != "pass"}
            awaited = frozenset(other.person.object_id.casefold() for other in touched[number:])
            effects += self._effects(one, day, later, awaited)
        users = tuple(self._complete(effect) for effect in effects)
        groups, of_groups = self._groups.after(entry.event)
        return Step(entry, self.directory.day, users, groups, (*told, *of_groups))

    def _complete(self, effect: Effect) -> Effect:
        """Return an effect with the references to those who came in the same cycle."""
        person = self.directory.people[effect.user]
        if not person.awaiting:
            return effect
        sent = self._provisioning.send(person, self._provisioning.preview(person))
        writes = tuple(request for request in sent.requests if request.method != "GET")
        return effect.but(
            requests=(*effect.requests, *writes),
            reason=None if writes else effect.reason,
            webex=self.webex.users.get(person.link),
            told=(*effect.told, *sent.told),
        )

    def _effects(
        self, touched: Touched, day: int, later: set[str], awaited: frozenset[str]
    ) -> Iterator[Effect]:
        """Yield what happens to somebody, and to whoever has the same Webex user.

        Who is judged `later` anyway is left out.
        """
        before = dict(self.webex.users)
        case = self._case(touched, awaited)
        effect = self._later(case, day) if touched.cause == "pass" else self._made(case)
        if effect is None:
            return
        yield effect
        now = bool(case.sent.of)
        found = case.sent.matched or case.before
        id_ = found.id if found else ""
        if now or before.get(id_) is not self.webex.users.get(id_):
            for other in case.sent.of or case.sharers:
                if other.name not in later:
                    yield self._suffered(other, touched.person, id_, now=now)

    def _case(self, touched: Touched, awaited: frozenset[str]) -> Case:
        person = touched.person
        before, sharers = self.webex.users.get(person.link), self.directory.sharers(person)
        theirs = self._theirs(person)
        was = self._eligible.get(person.name, False) and touched.cause != "re-add"
        preview = self._provisioning.preview(person)
        waits = touched.cause in ("pass", "same") and not person.refused
        sent = Sent(reason=_SAME) if waits else self._provisioning.send(person, preview, awaited)
        after = self.webex.users.get(person.link or (before.id if before else ""))
        is_ = self._provisioning.eligible(person, preview)
        self._eligible[person.name] = is_
        archived = before is not None and before.id in self.webex.archive
        return Case(touched, preview, sent, before, after, theirs, was, is_, sharers, archived)

    def _later(self, case: Case, day: int) -> Effect | None:
        """Return what the mere passing of days does to somebody; None for nothing."""
        mine = case.after or next(reversed(case.theirs), None)
        long = mine and _since(mine, day) < DAYS_INACTIVE <= _since(mine, self.directory.day)
        told = (Told(facts.LONG_INACTIVE),) if long else ()
        if case.sent.reason != _SAME:
            return self._made(case, (*judge.rows(case), *told))
        if mine and mine.catches_up(day):
            told = (*told, Told(facts.CATCHES_UP))
        return self._made(case, told) if told else None

    def _made(self, case: Case, told: tuple[Told, ...] = ()) -> Effect:
        """Return a case as it is shown; without rows, judged."""
        person, sent, arrived = case.person, case.sent, _arrived(case)
        rows = tuple(_as_taken(one, arrived) for one in told or judge.rows(case))
        if case.touched.cause != "pass" and case.after and self._long_inactive(case.before):
            rows = (*rows, Told(facts.LONG_INACTIVE))
        off = [one for one in rows if _switches_off(one.fact)]
        person.untold = off[0].why if off else person.untold
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
            rows,
            self._second(person, case.theirs),
            arrived,
            case.touched.notes,
        )

    def _long_inactive(self, user: WebexUser | None) -> bool:
        return user is not None and _since(user, self.directory.day) >= DAYS_INACTIVE

    def _suffered(self, person: Person, by: Person, id_: str, *, now: bool) -> Effect:
        """Return what a request for somebody does to another who has the same Webex user."""
        there = self.webex.users.get(id_)
        return Effect(
            person.name,
            self._in_entra(person),
            (),
            Reason(Verb.NOTHING, f"the request for {by.name} above is for their Webex user"),
            there,
            "" if there else id_,
            shown(there, self.directory.day) if there else None,
            (sharing.lost(person, by, now=now),),
            notes=sharing.contrary(person, there, eligible=self._eligible.get(person.name, False)),
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


def _switches_off(fact: Fact) -> bool:
    """Tell whether Entra should make somebody Inactive just now."""
    return Promise.INACTIVE in fact.promises and fact is not facts.UNMANAGED


def _since(user: WebexUser, day: int) -> int:
    """Return for how many days somebody has been inactive; -1 for an active one."""
    return -1 if user.active else day - user.switched


def _arrived(case: Case) -> tuple[Violation, ...]:
    """Return the values that Webex got now and has no room for."""
    if case.after is None or case.after is case.before:
        return ()
    before = case.sent.matched or case.before
    return tuple(one for one in violations(case.preview) if _is_new(one, before, case.after))


def _as_taken(row: Told, bad: tuple[Violation, ...]) -> Told:
    """Return a row; where Webex may refuse what makes it true, that nobody can tell."""
    if not bad or row.broken or row.unsure or not row.fact.promises:
        return row
    names = ", ".join(dict.fromkeys(f"`{shorten(one.target.name)}`" for one in bad))
    return row.but(why=f"whether Webex takes the value of {names} is not documented", unsure=True)


def _is_new(one: Violation, before: WebexUser | None, after: WebexUser) -> bool:
    now = held(after.user, one.target.name)
    was = held(before.user, one.target.name) if before else None
    return now != was and one.value in (now if isinstance(now, list) else [now])
