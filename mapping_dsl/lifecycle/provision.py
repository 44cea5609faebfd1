"""Entra's provisioning of one person: match or keep the match, ask for requests, send them."""

from __future__ import annotations

from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.entra import Directory, Person, State
from mapping_dsl.lifecycle.events import Json
from mapping_dsl.lifecycle.references import References, references
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.lifecycle.webex import Webex, WebexUser
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.predict import ALL_THERE, prediction
from mapping_dsl.requests.request import Dialect, Request, deleted


class Sent(Frozen):
    """What went out for a person, or why nothing was written.

    `made` tells whether a user was created, and `refused` whether Webex did not take it. `matched`
    is the Webex user who is found now, as it was, and `of` are the people whose it was. `left` are
    the keys of targets of which a reference is left out.
    """

    requests: tuple[Request, ...] = ()
    reason: Reason | None = None
    made: bool = False
    refused: bool = False
    matched: WebexUser | None = None
    of: tuple[Person, ...] = ()
    told: tuple[Told, ...] = ()
    left: frozenset[str] = frozenset()

    @property
    def done(self) -> bool:
        """Whether Webex has all that it should get."""
        return self.reason in (None, ALL_THERE)


class Provisioning:
    """The app's job in Entra, over both sides."""

    def __init__(
        self,
        users: Previewer,
        directory: Directory,
        webex: Webex,
        dialect: Dialect = Dialect.PLAIN,
    ) -> None:
        self._users, self._dialect = users, dialect
        self._directory, self._webex = directory, webex

    def preview(self, person: Person) -> Preview:
        """Return what the mapping makes of somebody as they are now."""
        there = self._webex.users.get(person.link)
        record = to_record(person.fields(), missing_is_absent=True)
        return self._users.preview(
            record,
            assigned=self._directory.assigned(person),
            webex_user=there.user if there else None,
        )

    def eligible(self, person: Person, preview: Preview) -> bool:
        """Tell whether somebody holds the app and is in scope, be they blocked or deleted."""
        inside = preview.standing.in_scope is not False and not preview.standing.left_alone
        return person.state is not State.GONE and self._directory.assigned(person) and inside

    def send(self, person: Person, preview: Preview, awaited: frozenset[str] = frozenset()) -> Sent:
        """Send what is to be sent, and let Webex change.

        Entra judges the scope, and whether somebody is active, before it asks Webex: whom it does
        not manage yet and is not to provision it does not look for. Who loses the app, or the
        scope, is told of once more and then not managed any longer. What Webex refuses is sent
        again the next time. `awaited` are the object ids of who may yet come in this cycle.
        """
        linked = self._webex.users.get(person.link)
        eligible = self.eligible(person, preview)
        if person.state is State.GONE:
            return self._delete(person, linked)
        if linked is None and (not eligible or preview.standing.gone):
            return Sent(reason=Reason(Verb.NOTHING, self._why(person, preview)))
        sent = self._write(person, preview, linked, awaited)
        person.refused = sent.refused
        if not eligible and not sent.refused:
            person.link = ""
        return sent

    def _why(self, person: Person, preview: Preview) -> str:
        if self._directory.only_default(person) and person.state is State.LIVE:
            return "only the Default Access role"
        return ", ".join(preview.standing.reasons) or "not assigned to the app"

    def _delete(self, person: Person, linked: WebexUser | None) -> Sent:
        mapping = self._users.mapping
        person.link = ""
        if linked is None:
            return Sent(reason=Reason(Verb.NOTHING, "Entra manages nobody in Webex for them"))
        if not mapping.enabled or "delete" not in mapping.actions:
            return Sent(reason=Reason(Verb.NOTHING, "the mapping does not delete"))
        self._webex.delete(linked.id)
        for other in self._directory.others(person, linked.id):
            other.link = ""
        return Sent(deleted("users", linked.user, "deleted for good in Entra"))

    def _write(
        self,
        person: Person,
        preview: Preview,
        linked: WebexUser | None,
        awaited: frozenset[str],
    ) -> Sent:
        found = [linked] if linked else self._matched(preview)
        if len(found) > 1:
            ids = ", ".join(one.id for one in found)
            reason = Reason(Verb.NOTHING, f"several Webex users match: {ids}")
            return Sent(reason=reason, told=(Told(facts.SEVERAL),))
        beside = next((self._webex.users[i] for i in person.own if i in self._webex.users), None)
        current = found[0] if found else beside
        person.named = person.named if linked else {}
        names = references(person, preview, self._directory, awaited, new=not found)
        wanted = prediction(
            preview,
            current.user if current else None,
            self._dialect,
            linked=linked is not None,
            ids=names.ids,
        )
        if found and not any(request.method == "POST" for request in wanted.requests):
            sent = self._update(person, found[0], wanted.requests, wanted.stopped, preview)
        elif wanted.stopped:
            return Sent(wanted.requests, wanted.stopped)
        else:
            sent = self._create(person, wanted.requests)
        return _with(names, person, sent)

    def _matched(self, preview: Preview) -> list[WebexUser]:
        """Return whom the first query that finds anybody finds."""
        found = (self._webex.meeting(match) for match in preview.matches)
        return next(filter(None, found), [])

    def _update(
        self,
        person: Person,
        there: WebexUser,
        requests: tuple[Request, ...],
        stopped: Reason | None,
        preview: Preview,
    ) -> Sent:
        sent = Sent(requests, stopped)
        if person.link != there.id:
            of = self._owners(person, there)
            told = (*_search(preview), *(() if of else self._other_number(there)))
            sent = sent.but(matched=there, of=of, told=told)
        person.link = there.id
        self._own(person, there.id)
        after = applied(requests, there.user)
        if after is None or after == there.user:
            return sent
        if (other := self._webex.taken(after)) and not self._webex.taken(there.user):
            return _refused(requests, other)
        self._webex.update(after, self._directory.day, deleted=person.state is State.IN_BIN)
        return sent

    def _owners(self, person: Person, there: WebexUser) -> tuple[Person, ...]:
        """Return whose a Webex user is who is matched, by all that the events told."""
        people = self._directory.people
        owners = {one.name: one for one in self._directory.others(person, there.id)}
        known = self._directory.ids.get(there.number.casefold(), person.name)
        if known != person.name:
            owners.setdefault(known, people[known])
        return tuple(owners.values())

    def _other_number(self, there: WebexUser) -> tuple[Told, ...]:
        known = not there.number or there.number.casefold() in self._directory.ids
        return () if known else (Told(facts.OTHER_NUMBER, of=f"`{there.number}`"),)

    def _create(self, person: Person, requests: tuple[Request, ...]) -> Sent:
        made: Json | None = applied(requests, None, id_=self._webex.new_id())
        if made is None:
            return Sent(requests, Reason(Verb.NOTHING, "nobody is created"))
        if other := self._webex.taken(made):
            return _refused(requests, other)
        person.link = self._webex.create(made, self._directory.day).id
        self._own(person, person.link)
        return Sent(requests, made=True)

    def _own(self, person: Person, id_: str) -> None:
        """Let a Webex user be somebody's and nobody else's."""
        for other in self._directory.people.values():
            other.own.pop(id_, None)
        person.own[id_] = True


def _with(names: References, person: Person, sent: Sent) -> Sent:
    """Let what was sent count as what the references name now; return it with who is left out."""
    if not sent.done:
        return sent
    person.named, person.awaiting = names.named, names.awaited
    return sent.but(told=(*sent.told, *names.told), left=names.left)


def _refused(requests: tuple[Request, ...], other: WebexUser) -> Sent:
    why = f"Webex refuses: {other.id} has the userName `{other.name}`"
    return Sent(requests, Reason(Verb.NOTHING, why), refused=True, told=(Told(facts.TAKEN),))


def _search(preview: Preview) -> tuple[Told, ...]:
    """Tell by which targets Webex documents no search."""
    names = [match.target for match in preview.matches if match.query]
    known = [(name, find(target_catalog(preview.kind), name)) for name in names]
    return tuple(
        Told(facts.SEARCH, of=f"`{shorten(name)}`")
        for name, attribute in known
        if attribute is None or "eq" not in attribute.filters
    )
