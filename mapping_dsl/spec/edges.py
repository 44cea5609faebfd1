"""Records at the edges: somebody ordinary, but for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.shape import units
from mapping_dsl.spec.inputs import Input
from mapping_dsl.spec.ordinary import ID, OTHER_ID, Fields, meeting, usual

_GUEST = {
    "userPrincipalName": "rosa.lind_fabrikam.com#EXT#@contoso.onmicrosoft.com",
    "mail": "rosa.lind@fabrikam.com",
    "userType": "Guest",
}
_DELETED = "2026-01-31T09:00:00Z"
_LONGEST = 300
_ADDRESSES = ("userPrincipalName", "mail", "onPremisesUserPrincipalName")
_OPPOSITE = {"<>": "=", "not matches": "matches", "lacks bits": "has bits"}
_OTHERS = {"rosa": "rolf", "Rosa": "Rolf"}


class Edge(Frozen):
    """What is special: `changes` are fields of the record, of which None takes one away.

    `title` names it in a few words. Of a `whole` person everything that differs matters.
    """

    title: str
    changes: Mapping[str, Any]
    whole: bool = False

    def of(self, plain: Fields) -> Fields:
        """Return the record that has it."""
        fields = {**plain, **self.changes}
        return {name: value for name, value in fields.items() if value is not None}


def edges(kind: str, plain: Fields, inputs: Sequence[Input]) -> Iterator[Edge]:
    """Yield all edges of what is read, those of whole people first."""
    if kind == "users":
        yield from _of_people(plain)
    for one in inputs:
        now = plain.get(one.name)
        yield (
            absent(one.name)
            if now is not None
            else Edge(f"with {one.name}", {one.name: usual(kind, one.attribute)})
        )
        for words, value in _of(one, now):
            if value != now:
                yield Edge(f"{one.name} {words}", {one.name: value})


def absent(name: str) -> Edge:
    """Return the edge of what is not there."""
    return Edge(f"without {name}", {name: None})


def both(one: Edge, other: Edge) -> Edge:
    """Return two edges at once."""
    return Edge(f"{one.title}, {other.title}", {**one.changes, **other.changes})


def others(plain: Fields) -> Iterator[Edge]:
    """Yield people who are somebody else, likely to be taken for the ordinary one."""
    title = "somebody else who gets the same userName"
    ids = {"objectId": OTHER_ID} if "objectId" in plain else {}
    renamed = {n: _replaced(v, _OTHERS) for n, v in plain.items() if isinstance(v, str)}
    own = renamed.get("userPrincipalName", "rolf.lind@contoso.com")
    yield Edge(title, {"userPrincipalName": own, **ids})
    yield Edge(title, {**{n: v for n, v in renamed.items() if v != plain[n]}, **ids})
    yield Edge(title, {**{n: v.upper() for n, v in renamed.items() if n in _ADDRESSES}, **ids})


def _of_people(plain: Fields) -> Iterator[Edge]:
    guest = {name: value for name, value in _GUEST.items() if name in plain}
    if "userPrincipalName" in guest or "userType" in guest:
        yield Edge("a guest", guest, whole=True)
    yield Edge("blocked from signing in", {"accountEnabled": False}, whole=True)
    renamed = {}
    if "userPrincipalName" in plain:
        name = ID.replace("-", "") + str(plain["userPrincipalName"])
        renamed = {"userPrincipalName": name, "objectId": ID}
    yield Edge("in the recycle bin", {**renamed, "deletedDateTime": _DELETED}, whole=True)


def _of(one: Input, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (JSON is anything)
    if one.attribute.type is AttributeType.BOOLEAN:
        yield ("is true", True) if value is False else ("is false", False)
        return
    if one.attribute.multivalued:
        return
    crossed = [
        meeting(c.but(operator=_OPPOSITE.get(c.operator, c.operator)), value)
        for c in one.clauses
        if c.value is not None
    ]
    for text in dict.fromkeys([*crossed, *one.texts]):
        yield f"is {text}" if text else "is empty", text
    if one.attribute.type is AttributeType.STRING and isinstance(value, str):
        yield from _of_text(one, value)


def _of_text(one: Input, value: str) -> Iterator[tuple[str, str]]:
    """Yield texts, those that somebody could have: no address has diacritics or is empty."""
    yield "in capitals", value.upper()
    yield "with an apostrophe", _replaced(value, {"lind": "o'lind", "Lind": "O'Lind"})
    if one.name not in _ADDRESSES:
        yield "is empty", ""
        yield "with diacritics", _replaced(value, {"osa": "ósa", "ind": "índ"})
    if one.longest is not None and one.longest < _LONGEST and "@" not in value:
        more = one.longest + 1 - units(value)
        yield f"of {one.longest + 1} characters", value + "x" * more


def _replaced(text: str, parts: Mapping[str, str]) -> str:
    for old, new in parts.items():
        text = text.replace(old, new)
    return text
