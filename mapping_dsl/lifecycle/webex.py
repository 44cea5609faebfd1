"""Webex's side: users, what a request does to them, tokens, the archive, and who sees it when."""

from __future__ import annotations

from enum import StrEnum
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.events import Json
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.predict import meets

HOURS_IN_APP = 72
"""The longest that the Webex app shows what it had before (Cisco help d3p9vfb)."""

DAYS_INACTIVE = 30
"""After so many days Webex deletes whom an admin deactivated by hand (Cisco help v5wksr)."""

_DAYS_IN_APP = HOURS_IN_APP // 24


class Tokens(StrEnum):
    """What becomes of somebody's sign-ins."""

    VALID = "valid"
    REVOKED = "revoked"
    PROBABLY = "probably revoked"


class WebexUser(Frozen):
    """A Webex user at one moment: their SCIM object, and the days of the last changes.

    `changed` is None for one who was there before the first event; `new` is one whom nothing has
    changed since they were made; `switched` is the day of the last change of `active`.
    """

    user: Json
    tokens: Tokens = Tokens.VALID
    changed: int | None = None
    new: bool = False
    switched: int = 0

    @property
    def id(self) -> str:
        """Webex's own id."""
        return str(self.user["id"])

    @property
    def name(self) -> str:
        """The userName, an address."""
        return str(held(self.user, "userName") or "")

    @property
    def number(self) -> str:
        """The externalId, empty for none."""
        return str(held(self.user, "externalId") or "")

    @property
    def active(self) -> bool:
        """Whether they may sign in; who has no such field may."""
        return held(self.user, "active") is not False

    def catches_up(self, day: int) -> bool:
        """Tell whether the app may still show what it had before a change."""
        recent = self.changed is not None and day - self.changed < _DAYS_IN_APP
        return recent and self.active and not self.new


class Shown(Frozen):
    """What the two places show of a user, and by when."""

    control_hub: str
    app: str


class Webex:
    """An organisation of Webex's: users by id, those in the archive too, groups by id."""

    def __init__(self) -> None:
        self.users: dict[str, WebexUser] = {}
        self.archive: dict[str, WebexUser] = {}
        self.groups: dict[str, Json] = {}
        self._numbers = count(1)

    def put(self, user: Json, day: int) -> WebexUser:
        """Take in a user who is there before the first event."""
        there = WebexUser({"active": True, **user}, switched=day)
        if not there.active:
            there = there.but(tokens=Tokens.PROBABLY)
        self.users[there.id] = there
        return there

    def new_id(self) -> str:
        """Return the id that the next new object gets, always the same for the same number."""
        return str(uuid5(NAMESPACE_URL, f"webex-{next(self._numbers)}"))

    def meeting(self, match: Match) -> list[WebexUser]:
        """Return whom a match query finds."""
        return [one for one in self.users.values() if meets(match, one.user)]

    def groups_meeting(self, match: Match) -> list[Json]:
        """Return which group objects a match query finds."""
        return [one for one in self.groups.values() if meets(match, one)]

    def taken(self, user: Json) -> WebexUser | None:
        """Return another user with the same userName, case not counted, if there is one."""
        name = str(held(user, "userName") or "").casefold()
        others = (one for one in self.users.values() if one.id != user["id"])
        return next((one for one in others if one.name.casefold() == name), None)

    def create(self, user: Json, day: int) -> WebexUser:
        """Make a user of what was posted."""
        made = WebexUser({"active": True, **user}, changed=day, new=True, switched=day)
        self.users[made.id] = made
        return made

    def update(self, user: Json, day: int, *, deleted: bool) -> WebexUser:
        """Let a user be as after a PATCH; `deleted` tells whether they lie in the recycle bin."""
        before = self.users[str(user["id"])]
        now = before.but(user=user, changed=day, new=False)
        if now.active != before.active:
            now = now.but(switched=day)
        now = now.but(tokens=_tokens(before, now, deleted=deleted))
        self.users[now.id] = now
        return now

    def delete(self, id_: str) -> None:
        """Delete a user for good, from all groups too; the data goes to the archive."""
        self.archive[id_] = self.users.pop(id_)
        for group_id, group in self.groups.items():
            left = [one for one in group.get("members") or () if one.get("value") != id_]
            self.groups[group_id] = {**group, "members": left}


def _tokens(before: WebexUser, now: WebexUser, *, deleted: bool) -> Tokens:
    if now.active:
        return Tokens.VALID
    if deleted or before.tokens is Tokens.REVOKED:
        return Tokens.REVOKED
    return Tokens.PROBABLY


def shown(user: WebexUser, day: int) -> Shown:
    """Say what Control Hub and the app show of somebody on a day, and by when."""
    plain = f"{user.name}, {'Active' if user.active else 'Inactive'}"
    hub = f"{plain}, at the next refresh" if user.changed == day else plain
    if not user.active:
        return Shown(hub, "signed out" if user.tokens is Tokens.REVOKED else "no sign-in")
    if user.new:
        return Shown(hub, "as in Control Hub, from the first sign-in")
    if not user.catches_up(day):
        return Shown(hub, "as in Control Hub")
    left = HOURS_IN_APP - 24 * (day - (user.changed or 0))
    return Shown(
        hub, f"as in Control Hub, within {left} hours; a desktop at once, if it is cleared"
    )
