"""What the records of a run would have in Webex that only one object can have."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.catalog.paths import key, shorten
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.record import Record
from mapping_dsl.preview.request import Verb

_NAME = "userName"
Place = tuple[str, int, str]


class Claim(Frozen):
    """A value that somebody would have in Webex, and that a query or Webex itself tells apart."""

    target: str
    value: str


class Claimed(Frozen):
    """A claim of several, who are in the order of the records."""

    claim: Claim
    names: tuple[str, ...]

    def __str__(self) -> str:
        target, value = shorten(self.claim.target), self.claim.value
        return f"{' and '.join(self.names)} would have one `{target}`: `{value}`"


class Claims:
    """Who claims what; case does not count, as `eq` and Webex's `userName` do not look at it."""

    def __init__(self) -> None:
        self._by: dict[Claim, dict[Place, str]] = {}
        self._written: dict[Claim, Claim] = {}

    def add(self, record: Record, claim: Claim) -> None:
        """Let a record claim a value; what it claims twice, as under two rules, counts once."""
        plain = _folded(claim)
        self._written.setdefault(plain, claim)
        self._by.setdefault(plain, {})[place(record)] = record.name

    def others(self, record: Record, claim: Claim) -> tuple[str, ...]:
        """Return who else claims a value; of one with the same name, where it stands."""
        found = self._by.get(_folded(claim), {})
        own = place(record)
        return tuple(
            _called(name, at, beside=[record.name]) for at, name in found.items() if at != own
        )

    def shared(self) -> Iterator[Claimed]:
        """Yield what several claim."""
        for claim, found in self._by.items():
            if len(found) > 1:
                names = (
                    _called(name, at, beside=[n for other, n in found.items() if other != at])
                    for at, name in found.items()
                )
                yield Claimed(self._written[claim], tuple(names))


def claimed(preview: Preview) -> tuple[Claim, ...]:
    """Return what a record claims if it is created: its name, and what it is matched by."""
    if preview.request.new.verb is not Verb.POST:
        return ()
    matched = (Claim(m.target, _text(m.result)) for m in preview.matches if m.query)
    return tuple(dict.fromkeys((*_name(preview, new=True), *matched)))


def renamed(preview: Preview) -> tuple[Claim, ...]:
    """Return what a record claims if it is updated: the name that it would have then."""
    return _name(preview, new=False) if preview.request.existing.verb is Verb.PATCH else ()


def place(record: Record) -> Place:
    """Return what tells a record from all others of a run: where it stands, and its object id."""
    return record.file, record.number, str(record.values.get("objectId"))


def _called(name: str, at: Place, *, beside: list[str]) -> str:
    """Return what to call a record: beside another of its name, also where it stands."""
    return f"{name} ({at[0]}, record {at[1]})" if at[0] and name in beside else name


def _name(preview: Preview, *, new: bool) -> tuple[Claim, ...]:
    if preview.kind != "users":
        return ()
    rows = [o for o in preview.outcomes if o.mapping.target.key == key(_NAME)]
    sent = [row.on_create if new else row.on_update for row in rows]
    return tuple(Claim(_NAME, str(one.value)) for one in sent if isinstance(one, Value))


def _text(result: object) -> str:
    value = result.value if isinstance(result, Value) else ""
    return str(value[0] if isinstance(value, tuple) else value)


def _folded(claim: Claim) -> Claim:
    return Claim(key(claim.target), claim.value.casefold())
