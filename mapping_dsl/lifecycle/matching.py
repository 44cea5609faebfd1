"""What the matching rows find in Webex, as far as it is known how Webex answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import find
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.preview.request import Verb
from mapping_dsl.requests.request import Request

Object = TypeVar("Object")


class Matched(Frozen, Generic[Object]):
    """The objects that the first query with an answer finds.

    `stopped` says why nothing can go on from there, with the row in `told`; `asked` is how many
    queries go out until then.
    """

    objects: tuple[Object, ...] = ()
    stopped: Reason | None = None
    told: tuple[Told, ...] = ()
    asked: int = 0

    def questions(self, requests: Sequence[Request]) -> tuple[Request, ...]:
        """Return those of some requests that go out until nothing can go on."""
        return tuple(one for one in requests if one.method == "GET")[: self.asked]


def matched(preview: Preview, ask: Callable[[Match], Sequence[Object]]) -> Matched[Object]:
    """Ask Webex by each matching row in order, up to the first that finds something.

    What comes of a search that Webex does not document is not known, whether it would find
    something or not: Webex may refuse it, or answer that there is nobody.
    """
    asked = 0
    for match in preview.matches:
        if match.unknown:
            break
        asked += bool(match.query)
        if match.query and not _is_documented(preview.kind, match.target):
            name = f"`{shorten(match.target)}`"
            reason = Reason(Verb.UNKNOWN, f"Webex documents no search by {name}")
            return Matched((), reason, (Told(facts.SEARCH, of=name),), asked)
        found = tuple(ask(match))
        if len(found) > 1:
            ids = ", ".join(_id(one) for one in found)
            reason = Reason(Verb.NOTHING, f"several Webex {preview.kind} match: {ids}")
            return Matched(found, reason, (Told(facts.SEVERAL, of=ids),), asked)
        if found:
            return Matched(found, asked=asked)
    return Matched(asked=asked)


def _id(found: object) -> str:
    return str(found["id"] if isinstance(found, dict) else getattr(found, "id", ""))


def _is_documented(kind: str, target: str) -> bool:
    attribute = find(target_catalog(kind), target)
    return attribute is not None and "eq" in attribute.filters
