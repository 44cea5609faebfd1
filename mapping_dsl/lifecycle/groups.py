"""Group objects: provisioned by the group mapping, if there is one."""

from __future__ import annotations

from mapping_dsl.lifecycle import events, facts
from mapping_dsl.lifecycle.entra import Directory, made_up_id
from mapping_dsl.lifecycle.events import Event, Json
from mapping_dsl.lifecycle.steps import OfGroup, Told
from mapping_dsl.lifecycle.webex import Webex
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.record import to_record
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.predict import prediction

_NO_TOLD: tuple[Told, ...] = ()


class GroupObjects:
    """The groups that Webex has through the app; `previewer` is None without a group mapping."""

    def __init__(self, previewer: Previewer | None, directory: Directory, webex: Webex) -> None:
        self._previewer = previewer
        self._directory, self._webex = directory, webex
        self._groups: dict[str, Json] = {}

    def after(self, event: Event) -> tuple[tuple[OfGroup, ...], tuple[Told, ...]]:
        """Return what an event, which has happened to people already, does to a group object."""
        match event:
            case events.AssignGroup(group):
                row = facts.GROUP_MAPPED if self._previewer else facts.GROUP_UNMAPPED
                return self._sent(group), (Told(row),)
            case events.GroupChange(group):
                return self._sent(group), _NO_TOLD
            case events.UnassignGroup() if self._previewer:
                return (), (Told(facts.GROUP_LEFT),)
            case _:
                return (), _NO_TOLD

    def _sent(self, name: str) -> tuple[OfGroup, ...]:
        if self._previewer is None:
            return ()
        there = self._groups.get(name)
        people = self._directory.people.values()
        ids = {one.object_id: one.link for one in people if one.link}
        preview = self._previewer.preview(to_record(self._record(name), kind="groups"))
        wanted = prediction(preview, there, linked=there is not None, ids=ids)
        after = applied(wanted.requests, there, id_=there["id"] if there else self._webex.new_id())
        if after is not None:
            self._groups[name] = after
        return (OfGroup(name, wanted.requests, after),)

    def _record(self, name: str) -> Json:
        """Return a group as Graph has it; its id is made up."""
        members = self._directory.groups[name].members
        return {
            "id": made_up_id(name),
            "displayName": name,
            "members": [{"id": self._directory.people[member].object_id} for member in members],
        }
