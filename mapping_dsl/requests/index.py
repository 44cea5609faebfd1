"""Webex objects by what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mapping_dsl.catalog.paths import key
from mapping_dsl.preview.scim import Json, held


class Index:
    """Webex objects by what a target holds, case put aside; each target is indexed once."""

    def __init__(self, users: Sequence[Json]) -> None:
        self.users = users
        self._by: dict[str, dict[str, list[Json]]] = {}

    def find(self, target: str, value: object) -> tuple[Json, ...]:
        """Return the objects that have a value for a target, among others if it has several."""
        if key(target) not in self._by:
            made: dict[str, list[Json]] = defaultdict(list)
            for user in self.users:
                for text in {text.casefold() for text in _texts(held(user, target))}:
                    made[text].append(user)
            self._by[key(target)] = dict(made)
        return tuple(self._by[key(target)].get(str(value).casefold(), ()))


def _texts(found: object) -> Iterator[str]:
    """Yield the values of what an object holds: of one attribute, or of each item of several."""
    match found:
        case list():
            for item in found:
                yield from _texts(item)
        case {"value": value}:
            yield from _texts(value)
        case str() | bool() if found != "":
            yield str(found)
        case _:
            return
