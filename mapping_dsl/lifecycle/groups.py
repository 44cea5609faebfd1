"""Group objects: provisioned by the group mapping, if there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.lifecycle import events, facts
from mapping_dsl.lifecycle.entra import Directory, Group, State, made_up_id
from mapping_dsl.lifecycle.events import Event, Json
from mapping_dsl.lifecycle.fact import Fact, Promise
from mapping_dsl.lifecycle.matching import Matched, matched
from mapping_dsl.lifecycle.steps import OfGroup, Told
from mapping_dsl.lifecycle.webex import Webex
from mapping_dsl.preview.outcome import CREATE_ONLY, Outcome
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.predict import ALL_THERE, Prediction, prediction
from mapping_dsl.requests.request import Dialect
from mapping_dsl.resolve.model import reads

_ADD_ONLY = "MultiValueAddOnly"
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
        """Return what an event, which has happened to people already, does to group objects."""
        if self._previewer is None:
            unmapped = isinstance(event, events.AssignGroup | events.GroupChange)
            return (), (Told(facts.GROUP_UNMAPPED),) if unmapped else _NO_TOLD
        return (*self._of(event, self._previewer), *self._late()), _NO_TOLD

    def _of(self, event: Event, previewer: Previewer) -> Iterator[OfGroup]:
        """Yield what becomes of the group that an event is about."""
        groups = self._directory.groups
        match event:
            case events.AssignGroup(name):
                groups[name].absent, groups[name].late = set(), set()
                yield self._sent(groups[name], previewer, facts.GROUP_MAPPED)
            case events.GroupChange(name):
                yield self._sent(groups[name], previewer, facts.GROUP_CHANGED)
            case events.UnassignGroup(name) if there := self._webex.groups.get(groups[name].link):
                yield OfGroup(name, (), None, there, (Told(facts.GROUP_LEFT),))

    def _late(self) -> Iterator[OfGroup]:
        """Yield the groups of which a member has come to Webex since members were sent."""
        links = self._directory.links()
        for group in self._directory.groups.values():
            came = {id_ for id_ in group.absent if id_ in links}
            if group.assigned and group.link and came:
                group.absent, group.late = group.absent - came, group.late | came
                told = (Told(facts.MEMBER_LATE, of=self._named(came)),)
                yield OfGroup(group.name, (), None, self._webex.groups[group.link], told)

    def _sent(self, group: Group, previewer: Previewer, row: Fact) -> OfGroup:
        preview = previewer.preview(to_record(self._record(group), kind="groups"))
        linked = self._webex.groups.get(group.link)
        match = Matched((linked,)) if linked else matched(preview, self._webex.groups_meeting)
        there = match.objects[0] if match.objects else None
        group.late &= {*self._listed(group)}
        links = self._directory.links()
        ids = {id_: link for id_, link in links.items() if id_ not in group.late}
        seen = there and self._of_its_own(group, there)
        wanted = prediction(preview, seen, self._dialect, linked=linked is not None, ids=ids)
        if match.stopped:
            asked, open_ = match.questions(wanted.requests), match.stopped.verb is Verb.UNKNOWN
            told = Told(row, () if open_ else row.promises, why=str(match.stopped), unsure=open_)
            return OfGroup(group.name, asked, match.stopped, None, (told, *match.told))
        self._apply(group, wanted, there)
        rows = (self._told(row, group, preview, wanted), *self._members(group, preview))
        after = self._webex.groups.get(group.link)
        return OfGroup(group.name, wanted.requests, wanted.stopped, after, rows)

    def _apply(self, group: Group, wanted: Prediction, there: Json | None) -> None:
        """Let Webex have the group object as it is after the requests."""
        id_ = str(there["id"]) if there else self._webex.new_id()
        if after := applied(wanted.requests, there, id_=id_):
            group.link = id_
            group.added = set(self._wanted(group))
            self._webex.groups[id_] = after

    def _members(self, group: Group, preview: Preview) -> Iterator[Told]:
        """Remember who was not there when members were sent; tell of them and of sharers."""
        links, before = self._directory.links(), group.absent
        group.absent = {id_ for id_ in self._listed(group) if id_ not in links}
        if not group.link or _members_row(preview) is None:
            group.absent = set()
        if new := group.absent - before:
            yield Told(facts.MEMBER_LEFT_OUT, of=self._named(new))
        if group.late:
            yield Told(facts.MEMBER_LATE, of=self._named(group.late))
        if others := self._sharers(group):
            yield Told(facts.GROUP_SHARED, of=f"with group {', '.join(others)}")

    def _of_its_own(self, group: Group, there: Json) -> Json:
        """Return a group object without the members of other groups, whom Entra never removes."""
        if not self._sharers(group):
            return there
        members = there.get("members") or ()
        return {**there, "members": [one for one in members if one["value"] in group.added]}

    def _wanted(self, group: Group) -> Iterator[str]:
        """Yield the Webex ids of the members that are to be in a group object."""
        links = self._directory.links()
        for id_ in self._listed(group):
            if id_ in links and id_ not in group.late:
                yield links[id_]

    def _sharers(self, group: Group) -> list[str]:
        """Return the other groups for which Entra has the same group object."""
        groups = self._directory.groups.values()
        return [
            one.name for one in groups if one is not group and one.link and one.link == group.link
        ]

    def _named(self, ids: Iterable[str]) -> str:
        return ", ".join(sorted(self._directory.ids[id_.casefold()] for id_ in ids))

    def _told(self, row: Fact, group: Group, preview: Preview, wanted: Prediction) -> Told:
        """Return the row, held against the group object that Webex has now."""
        stopped = wanted.stopped
        if stopped and stopped.verb is Verb.UNKNOWN:
            return Told(row, why=str(stopped), unsure=True)
        mapped = _members_row(preview) is not None or row is not facts.GROUP_CHANGED
        broken = tuple(one for one in row.promises if not (mapped and self._keeps(one, group)))
        return Told(row, broken, why=_why(preview, wanted) if broken else "")

    def _keeps(self, promise: Promise, group: Group) -> bool:
        there = self._webex.groups.get(group.link)
        if there is None or promise is Promise.GROUP_MADE:
            return there is not None
        ids = set(self._wanted(group))
        has = {member["value"] for member in there.get("members") or ()}
        return ids <= has if self._sharers(group) else ids == has

    def _record(self, group: Group) -> Json:
        """Return a group as Graph has it; its id is made up."""
        members = [{"id": id_} for id_ in self._listed(group)]
        return {"id": made_up_id(group.name), "displayName": group.name, "members": members}

    def _listed(self, group: Group) -> Iterator[str]:
        """Yield the object ids of the members, of those in the recycle bin whom Webex has as such.

        Graph does not list these, and Entra does not take them out either.
        """
        there = (self._webex.groups.get(group.link) or {}).get("members") or ()
        known = {member["value"] for member in there}
        for member in group.members:
            person = self._directory.people[member]
            if person.state is State.LIVE or person.link in known:
                yield person.object_id


def _members_row(preview: Preview) -> Outcome | None:
    rows = preview.outcomes
    return next((row for row in rows if row.mapping.target.key == "members"), None)


def _why(preview: Preview, wanted: Prediction) -> str:
    """Return what keeps members from being what they are in Entra."""
    if wanted.stopped and wanted.stopped != ALL_THERE:
        return wanted.stopped.because
    row = _members_row(preview)
    if row is None:
        return "no row maps `members`"
    if row.mapping.flow_type == CREATE_ONLY:
        return "`members` is sent on create only"
    if row.mapping.flow_type == _ADD_ONLY:
        return f"`members` has the flow type {_ADD_ONLY}: nobody is taken out"
    source = row.mapping.source
    read = ", ".join(f"`{one}`" for one in sorted(set(reads(source)))) if source else "nothing"
    return f"`members` reads {read}"
