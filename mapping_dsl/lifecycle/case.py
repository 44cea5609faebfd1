"""One person before and after an event, as rows of the table are held against it."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.acts import Touched
from mapping_dsl.lifecycle.entra import Person
from mapping_dsl.lifecycle.provision import Sent
from mapping_dsl.lifecycle.webex import WebexUser
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb


class Case(Frozen):
    """What an event did to one person.

    `before` and `after` are the Webex user whom Entra manages, or managed until now; `theirs` are
    the Webex users that were theirs. `was` and `is_` tell whether the app was and is theirs, in
    scope. `sharers` are the others whom Entra has the same Webex user for; `archived` tells whether
    `before` is deleted.
    """

    touched: Touched
    preview: Preview
    sent: Sent
    before: WebexUser | None
    after: WebexUser | None
    theirs: tuple[WebexUser, ...]
    was: bool
    is_: bool
    sharers: tuple[Person, ...] = ()
    archived: bool = False

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.touched.person

    @property
    def managed(self) -> bool:
        """Whether Entra had somebody in Webex to manage."""
        return self.before is not None

    @property
    def is_open(self) -> bool:
        """Whether it cannot be said what is sent."""
        return self.sent.reason is not None and self.sent.reason.verb is Verb.UNKNOWN

    def row(self, key: str) -> Outcome | None:
        """Return the row of a target by its key."""
        rows = self.preview.outcomes
        return next((row for row in rows if row.mapping.target.key == key), None)
