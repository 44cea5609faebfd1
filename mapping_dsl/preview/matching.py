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
    what becomes of one with several is not documented. `doubt` says why nobody can tell what the
    answer is; Webex refused a search by `externalId` with "not supported search" (wxc_sdk).
    """

    precedence: int
    target: str
    result: Result
    query: str
    doubt: str = ""

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


def matches(outcomes: tuple[Outcome, ...], *, in_webex: bool = False) -> tuple[Match, ...]:
    """Return the matching rows in the order in which Entra tries them. No default takes part.

    `in_webex` tells whether the targets are those of Webex, whose searches are documented.
    """
    rows = [outcome for outcome in outcomes if outcome.mapping.matching_priority > 0]
    rows.sort(key=lambda outcome: outcome.mapping.matching_priority)
    return tuple(_match(row, in_webex=in_webex) for row in rows)


def _match(row: Outcome, *, in_webex: bool) -> Match:
    target, query = row.target, _query(row)
    unsure = in_webex and query and "eq" not in target.filters
    doubt = f"Webex documents no search by `{shorten(target.name)}`" if unsure else ""
    return Match(row.mapping.matching_priority, target.name, row.result, query, doubt)


def _query(row: Outcome) -> str:
    match row.result:
        case Value((value,)) | Value(str() | int() as value):
            return f"{row.target.name} eq {json.dumps(str(value), ensure_ascii=False)}"
        case _:
            return ""
