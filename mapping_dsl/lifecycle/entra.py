"""Entra's side: people, their state, the recycle bin, and who holds the app by what."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

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


class Person:
    """One user of Entra's.

    `link` is the id of the Webex user whom Entra manages for them, `own` the ids of all Webex
    users who are theirs, managed or not. `roles` are those given directly, "" for a plain one.
    `deleted` is the day on which they went to the recycle bin, and `old_name` the userName that
    they had in Webex then.
    """

    def __init__(self, name: str, record: Json) -> None:
        self.name = name
        self.record = dict(record)
        self.record["accountEnabled"] = record.get("accountEnabled", True)
        self.state = State.LIVE
        self.deleted = 0
        self.roles: set[str] = set()
        self.link = ""
        self.own: dict[str, None] = {}
        self.old_name = ""

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
    """An assigned group: who counts as a member, and its role."""

    def __init__(self, name: str, role: str) -> None:
        self.name, self.role = name, role
        self.members: list[str] = []


class Directory:
    """All people and the groups that are assigned, by the names that the events have for them."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self.day = 0

    def assignments(self, person: Person) -> Iterator[tuple[str, str]]:
        """Yield what gives somebody the app: the group, empty for directly, and the role."""
        for role in sorted(person.roles):
            yield "", role
        for group in self.groups.values():
            if person.name in group.members:
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
    return object_id.replace("-", "").lower() + user_principal_name


def made_up_id(old: str) -> str:
    """Return an object id for a new user of whom none is given; always the same for the same."""
    return str(uuid5(NAMESPACE_URL, old))
