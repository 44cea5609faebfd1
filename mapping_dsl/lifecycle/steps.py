"""What a simulation tells: after each event, each person whom it touches."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.events import Entry, Json
from mapping_dsl.lifecycle.fact import Evidence, Fact, Promise
from mapping_dsl.lifecycle.webex import Shown, WebexUser
from mapping_dsl.preview.checked import Violation
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.request import Request


class Told(Frozen):
    """A row of the table that applies, and which of its parts do not hold.

    `of` names the targets or the people that it is about, empty for the user as a whole. `why` is
    what keeps parts from holding. `unsure` is a row of which nobody can say whether it holds.
    """

    fact: Fact
    broken: tuple[Promise, ...] = ()
    of: str = ""
    why: str = ""
    unsure: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not known what becomes of somebody."""
        return self.unsure or self.fact.evidence is Evidence.UNKNOWN

    @property
    def holds(self) -> bool:
        """Whether Webex ends up as the row says, and does nobody harm."""
        return not (self.broken or self.fact.alarm)


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
    users of theirs, told when they come to have them. `violations` are values that were written
    now and that Webex's schema has no room for. `notes` are sentences.
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
    violations: tuple[Violation, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it cannot be said what is sent, or what comes of it."""
        sent = self.reason is not None and self.reason.verb is Verb.UNKNOWN
        return sent or any(one.is_open for one in self.told)

    @property
    def breaks(self) -> bool:
        """Whether a row does not hold, a value does not fit, or somebody comes to have two."""
        return bool(self.second or self.violations) or not all(one.holds for one in self.told)


class OfGroup(Frozen):
    """What an event does to a group object: what is sent, and the Webex group afterwards."""

    group: str
    requests: tuple[Request, ...]
    reason: Reason | None
    webex: Json | None
    told: tuple[Told, ...]


class Step(Frozen):
    """One event and all that it does; `day` counts from 0."""

    entry: Entry
    day: int
    effects: tuple[Effect, ...]
    groups: tuple[OfGroup, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def rows(self) -> tuple[Told, ...]:
        """All rows that apply: about all of it, about people, about groups."""
        people = (one for effect in self.effects for one in effect.told)
        return (*self.told, *people, *(one for group in self.groups for one in group.told))

    @property
    def breaks(self) -> bool:
        """Whether an effect does, or a row does not hold."""
        each = any(effect.breaks for effect in self.effects)
        return each or not all(one.holds for one in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether something of it is not known."""
        each = any(effect.is_open for effect in self.effects)
        return each or any(one.is_open for one in self.rows)
