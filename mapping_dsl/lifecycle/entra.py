"""Entra's side: people, their state, the recycle bin, and who holds the app by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.events import DEFAULT_ACCESS, Json
from mapping_dsl.preview.record import to_record

DAYS_IN_BIN = 30
"""Days after which Entra deletes for good what lies in the recycle bin."""

_DELETED = "2026-01-01T00:00:00Z"
"""When somebody was deleted does not matter, only that it is known."""


class State(StrEnum):
    """Where an object of Entra's is."""

    LIVE = "live"
    IN_BIN = "in the recycle bin"
    GONE = "deleted for good"


class Named(Frozen):
    """Whom a reference names, by object id, and whether Webex was given it."""

    id: str
    given: bool


class Person:
    """One user of Entra's.

    `link` is the id of the Webex user whom Entra manages for them, `own` the ids of all Webex
    users who are theirs, with whether Entra ever managed them. `roles` are those given directly,
    "" for a plain one. `deleted` is the day on which they went to the recycle bin, and `old_name`
    the userName that they had in Webex then. What Webex `refused` is sent again; `untold` is why
    Webex was not told to make them Inactive, empty if it was. `former` are the ids of the Webex
    users of whoever had the address before them. `named` is whom references name, by target; they
    are `awaiting` somebody who comes to Webex in the same cycle.
    """

    def __init__(self, name: str, record: Json) -> None:
        self.name = name
        self.record = dict(record)
        self.record["accountEnabled"] = record.get("accountEnabled", True)
        self.state = State.LIVE
        self.deleted = 0
        self.roles: set[str] = set()
        self.link = ""
        self.own: dict[str, bool] = {}
        self.old_name = ""
        self.refused = False
        self.untold = ""
        self.former: frozenset[str] = frozenset()
        self.named: Mapping[str, Named] = {}
        self.awaiting = False

    @property
    def object_id(self) -> str:
        """The object id, as Graph writes it."""
        return str(self.record["id"])

    @property
    def blocked(self) -> bool:
        """Whether they may not sign in."""
        return not self.record["accountEnabled"]

    @property
    def user_principal_name(self) -> str:
        """The user name as it is now: in the recycle bin with the object id in front."""
        name = str(self.record["userPrincipalName"])
        return name if self.state is State.LIVE else renamed(self.object_id, name)

    def fields(self) -> Json:
        """Return the record as Graph would have it now."""
        now = {**self.record, "userPrincipalName": self.user_principal_name}
        return now if self.state is State.LIVE else {**now, "deletedDateTime": _DELETED}

    def values(self) -> dict[str, object]:
        """Return the attributes under their provisioning names."""
        return dict(to_record(self.fields(), missing_is_absent=True).values)


class Group:
    """A group: who is a member of it, nested groups left out; whether it is assigned, and as what.

    Members in the recycle bin are members still, whom Graph does not list.
    """

    def __init__(self, name: str) -> None:
        self.name, self.role = name, ""
        self.assigned = False
        self.members: list[str] = []


class Directory:
    """All people and groups, by the names that the events have for them.

    `ids` has the name of everybody who ever was there, by the object id in small letters.
    """

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.ids: dict[str, str] = {}
        self.day = 0

    def add(self, person: Person) -> None:
        """Take somebody in, in place of whoever had the name before."""
        self.people[person.name] = person
        self.ids[person.object_id.casefold()] = person.name

    def assigned_group(self, name: str) -> Group | None:
        """Return a group if it has the app now."""
        group = self.groups.get(name)
        return group if group and group.assigned else None

    def links(self) -> dict[str, str]:
        """Return the ids of the Webex users whom Entra manages, by object id."""
        return {one.object_id: one.link for one in self.people.values() if one.link}

    def sharers(self, person: Person) -> tuple[Person, ...]:
        """Return the others for whom Entra manages the same Webex user."""
        everybody = self.people.values()
        return tuple(
            one
            for one in everybody
            if one is not person and len(one.link) > 0 and one.link == person.link
        )

    def others(self, person: Person, id_: str) -> list[Person]:
        """Return who else has a Webex user: as the one whom Entra manages, or as theirs."""
        everybody = self.people.values()
        return [one for one in everybody if one is not person and id_ in (one.link, *one.own)]

    def assignments(self, person: Person) -> Iterator[tuple[str, str]]:
        """Yield what gives somebody the app: the group, empty for directly, and the role."""
        for role in sorted(person.roles):
            yield "", role
        for group in self.groups.values():
            if group.assigned and person.name in group.members:
                yield group.name, group.role

    def assigned(self, person: Person) -> bool:
        """Tell whether they hold the app in a role that is provisioned."""
        return any(not is_default(role) for _, role in self.assignments(person))

    def only_default(self, person: Person) -> bool:
        """Tell whether all that they hold is the Default Access role."""
        held = list(self.assignments(person))
        return bool(held) and all(is_default(role) for _, role in held)

    def due(self) -> list[Person]:
        """Return who has lain in the recycle bin for long enough."""
        return [
            person
            for person in self.people.values()
            if person.state is State.IN_BIN and self.day - person.deleted >= DAYS_IN_BIN
        ]

    def of_the_same(self, key: str, value: str, apart_from: str = "") -> Person | None:
        """Return who has a value already, case not counted; of user names only the living."""
        for person in self.people.values():
            counts = key != "userPrincipalName" or person.state is State.LIVE
            same = str(person.record[key]).casefold() == value.casefold()
            if counts and same and person.name != apart_from:
                return person
        return None


def is_default(role: str) -> bool:
    """Tell whether a role is the one that Entra gives without being asked."""
    return role.strip().casefold() == DEFAULT_ACCESS.casefold()


def renamed(object_id: str, user_principal_name: str) -> str:
    """Return the name that a user has in the recycle bin: 32 hex digits, then the old name."""
    return digits(object_id) + user_principal_name


def digits(object_id: str) -> str:
    """Return the 32 hex digits of an object id."""
    return object_id.replace("-", "").lower()


def made_up_id(old: str) -> str:
    """Return an object id for a new user of whom none is given; always the same for the same."""
    return str(uuid5(NAMESPACE_URL, old))
