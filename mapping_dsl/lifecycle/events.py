"""The events of a simulation: one class each, as they are after reading."""

from __future__ import annotations

from typing import Any, TypeAlias

from mapping_dsl.frozen import Frozen

Json = dict[str, Any]
DEFAULT_ACCESS = "Default Access"


class Place(Frozen):
    """Where an event stands: the file, the line in it, and which entry it is, both from one."""

    path: str
    line: int
    entry: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: entry {self.entry}"


class Newcomer(Frozen):
    """A user as an event brings them: `record` as Graph has it, `webex` who is there already.

    Without a `record` the user is known already.
    """

    user: str
    record: Json | None = None
    webex: Json | None = None


class Nested(Frozen):
    """A group that is a member of a group, and its own members, who do not count."""

    group: str
    members: tuple[str, ...] = ()


Member: TypeAlias = Newcomer | Nested


class Assign(Frozen):
    """The app is given to a user in a role; without one, in a role that is provisioned."""

    newcomer: Newcomer
    role: str = ""


class AssignGroup(Frozen):
    """The app is given to a group in a role. Of nested members only the names are kept."""

    group: str
    members: tuple[Member, ...]
    role: str = ""


class Unassign(Frozen):
    """All that a user was given directly is taken back."""

    user: str


class UnassignGroup(Frozen):
    """The app is taken from a group."""

    group: str


class GroupChange(Frozen):
    """An assigned group has these members from now on."""

    group: str
    members: tuple[Member, ...]


class Block(Frozen):
    """A user may not sign in any more."""

    user: str


class Unblock(Frozen):
    """A user may sign in again."""

    user: str


class Change(Frozen):
    """Attributes get other values; null empties one. All others stay."""

    user: str
    record: Json


class SoftDelete(Frozen):
    """A user goes to the recycle bin."""

    user: str


class Restore(Frozen):
    """A user comes back from there."""

    user: str


class HardDelete(Frozen):
    """A user is deleted from the recycle bin."""

    user: str


class ReAdd(Frozen):
    """A new user gets the address of one who is deleted for good, and the app directly."""

    user: str
    record: Json | None = None


class Pass(Frozen):
    """So many days go by."""

    days: int


Event: TypeAlias = (
    Assign
    | AssignGroup
    | Unassign
    | UnassignGroup
    | GroupChange
    | Block
    | Unblock
    | Change
    | SoftDelete
    | Restore
    | HardDelete
    | ReAdd
    | Pass
)


class Entry(Frozen):
    """An event and where it was read."""

    event: Event
    place: Place
