"""How Entra would look for an object in Webex."""

from __future__ import annotations

import json

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Result, Unknown, Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome


class Match(Frozen):
    """One matching row, which is tried before those of a higher precedence.

    `query` is the filter that Entra sends, or empty: a row without a value is passed over, and
    what becomes of one with several is not documented.
    """

    precedence: int
    target: str
    result: Result
    query: str

    @property
    def unknown(self) -> Unknown | None:
        """Why it cannot be said what Entra would ask; None if it can."""
        match self.result:
            case Unknown():
                return self.result
            case Value() if not self.query:
                return Unknown((), f"`{shorten(self.target)}` has several values to match by")
            case _:
                return None


def matches(outcomes: tuple[Outcome, ...]) -> tuple[Match, ...]:
    """Return the matching rows in the order in which Entra tries them. No default takes part."""
    rows = [outcome for outcome in outcomes if outcome.mapping.matching_priority > 0]
    rows.sort(key=lambda outcome: outcome.mapping.matching_priority)
    return tuple(
        Match(row.mapping.matching_priority, row.target.name, row.result, _query(row))
        for row in rows
    )


def _query(row: Outcome) -> str:
    match row.result:
        case Value((value,)) | Value(str() | int() as value):
            return f"{row.target.name} eq {json.dumps(str(value), ensure_ascii=False)}"
        case _:
            return ""
