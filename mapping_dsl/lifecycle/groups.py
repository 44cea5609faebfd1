"""Group objects: provisioned by the group mapping, if there is one."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.lifecycle import events, facts
from mapping_dsl.lifecycle.entra import Directory, State, made_up_id
from mapping_dsl.lifecycle.events import Event, Json
from mapping_dsl.lifecycle.fact import Fact, Promise
from mapping_dsl.lifecycle.steps import OfGroup, Told
from mapping_dsl.lifecycle.webex import Webex
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.predict import Prediction, prediction
from mapping_dsl.requests.request import Dialect

_NO_TOLD: tuple[Told, ...] = ()


class GroupObjects:
    """The groups that Webex has through the app; `previewer` is None without a group mapping."""

    def __init__(
        self,
        previewer: Previewer | None,
        directory: Directory,
        webex: Webex,
        dialect: Dialect = Dialect.PLAIN,
    ) -> None:
        self._previewer, self._dialect = previewer, dialect
        self._directory, self._webex = directory, webex

    def after(self, event: Event) -> tuple[tuple[OfGroup, ...], tuple[Told, ...]]:
        """Return what an event, which has happened to people already, does to a group object."""
        if self._previewer is None:
            unmapped = isinstance(event, events.AssignGroup | events.GroupChange)
            return (), (Told(facts.GROUP_UNMAPPED),) if unmapped else _NO_TOLD
        match event:
            case events.AssignGroup(group):
                return (self._sent(group, self._previewer, facts.GROUP_MAPPED),), _NO_TOLD
            case events.GroupChange(group):
                return (self._sent(group, self._previewer, facts.GROUP_CHANGED),), _NO_TOLD
            case events.UnassignGroup(group) if group in self._webex.groups:
                left = (Told(facts.GROUP_LEFT),)
                return (OfGroup(group, (), None, self._webex.groups[group], left),), _NO_TOLD
            case _:
                return (), _NO_TOLD

    def _sent(self, name: str, previewer: Previewer, row: Fact) -> OfGroup:
        there = self._webex.groups.get(name)
        preview = previewer.preview(to_record(self._record(name), kind="groups"))
        wanted = prediction(
            preview,
            there,
            self._dialect,
            linked=there is not None,
            ids=self._directory.links(),
        )
        id_ = there["id"] if there else self._webex.new_id()
        after = applied(wanted.requests, there, id_=id_)
        if after is not None:
            self._webex.groups[name] = after
        return OfGroup(
            name, wanted.requests, wanted.stopped, after, (self._told(row, name, wanted),)
        )

    def _told(self, row: Fact, name: str, wanted: Prediction) -> Told:
        """Return the row, held against the group object that Webex has now."""
        stopped = wanted.stopped
        if stopped and stopped.verb is Verb.UNKNOWN:
            return Told(row, why=str(stopped), unsure=True)
        broken = tuple(one for one in row.promises if not self._keeps(one, name))
        why = stopped.because if stopped else "no row maps `members`"
        return Told(row, broken, why=why if broken else "")

    def _keeps(self, promise: Promise, name: str) -> bool:
        there = self._webex.groups.get(name)
        if there is None or promise is Promise.GROUP_MADE:
            return there is not None
        links = self._directory.links()
        ids = {links[id_] for id_ in self._listed(name) if id_ in links}
        return ids == {member["value"] for member in there.get("members") or ()}

    def _record(self, name: str) -> Json:
        """Return a group as Graph has it; its id is made up."""
        members = [{"id": id_} for id_ in self._listed(name)]
        return {"id": made_up_id(name), "displayName": name, "members": members}

    def _listed(self, name: str) -> Iterator[str]:
        """Yield the object ids of the members, of those in the recycle bin whom Webex has as such.

        Graph does not list these, and Entra does not take them out either.
        """
        there = (self._webex.groups.get(name) or {}).get("members") or ()
        known = {member["value"] for member in there}
        for member in self._directory.groups[name].members:
            person = self._directory.people[member]
            if person.state is State.LIVE or person.link in known:
                yield person.object_id
