"""What a simulation tells: after each event, each person whom it touches."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.events import Entry, Json
from mapping_dsl.lifecycle.facts import Fact, Promise
from mapping_dsl.lifecycle.webex import Shown, WebexUser
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.request import Request


class Told(Frozen):
    """A row of the table that applies, and which of its parts do not hold.

    `of` names the target that it is about, empty for the user as a whole.
    """

    fact: Fact
    broken: tuple[Promise, ...] = ()
    of: str = ""

    @property
    def holds(self) -> bool:
        """Whether Webex ends up as the row says."""
        return not self.broken


class InEntra(Frozen):
    """A user in Entra: the name as it is now, where they are, and by what they hold the app."""

    user_principal_name: str
    object_id: str
    state: str
    blocked: bool
    deleted: int | None
    assignments: tuple[tuple[str, str], ...]


class Effect(Frozen):
    """What an event does to one person.

    `webex` is their user afterwards, None if there is none; `gone` is the id of one that was
    deleted just now. `reason` says why nothing is written. `second` are the ids of further Webex
    users of theirs, told when they come to have them. `notes` are sentences.
    """

    user: str
    entra: InEntra
    requests: tuple[Request, ...]
    reason: Reason | None
    webex: WebexUser | None
    gone: str
    shown: Shown | None
    told: tuple[Told, ...]
    second: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it cannot be said what is sent."""
        return self.reason is not None and self.reason.verb is Verb.UNKNOWN

    @property
    def breaks(self) -> bool:
        """Whether a row does not hold, somebody comes to have two users, or nobody can tell."""
        return self.is_open or bool(self.second) or not all(one.holds for one in self.told)


class OfGroup(Frozen):
    """What an event does to a group object: what is sent, and the Webex group afterwards."""

    group: str
    requests: tuple[Request, ...]
    webex: Json | None


class Step(Frozen):
    """One event and all that it does; `day` counts from 0."""

    entry: Entry
    day: int
    effects: tuple[Effect, ...]
    groups: tuple[OfGroup, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether an effect does."""
        return any(effect.breaks for effect in self.effects)
