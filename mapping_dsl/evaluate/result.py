"""What an expression comes to: a value, absent, skipped, an error, or not to be known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.types import EvaluationError, Missing, Skip
from mapping_dsl.lang.types import Value as Plain

Record: TypeAlias = Mapping[str, Plain]
"""One object of the source by provisioning names. A key that is not there is not known."""


class Value(Frozen):
    """Something to send; `""` is something, and truth is the text `True`."""

    value: str | int | tuple[str, ...]


class Absent(Frozen):
    """Nothing: on create the default takes its place, on update the target keeps what it has."""


class Skipped(Frozen):
    """IgnoreFlowIfNullOrEmpty: nothing is sent and no default is used."""


class Failed(Frozen):
    """An evaluation error, which fails the whole object."""

    message: str


class Unknown(Frozen, aside=("why",)):
    """It hangs on attributes, or on constants such as `%DomainFQDN%`, that nobody gave us.

    `why` says in words what else is in the way, if anything is.
    """

    attributes: tuple[str, ...]
    why: str = ""


Result: TypeAlias = Value | Absent | Skipped | Failed | Unknown


def word(result: Result) -> str:
    """Return a value as text, and what is none in a word."""
    match result:
        case Value(value):
            return str(value)
        case Absent():
            return "absent"
        case Skipped():
            return "skipped"
        case Failed():
            return "error"
        case Unknown():
            return "unknown"


def look_up(record: Record, name: str) -> Plain:
    """Return an attribute's value; raises Missing, and what the record raises for an odd value."""
    try:
        return record[name]
    except KeyError:
        raise Missing(name) from None


def settle(run: Callable[[], Plain]) -> Result:
    """Return what a computation comes to, however it ends."""
    try:
        value = run()
    except Skip:
        return Skipped()
    except EvaluationError as error:
        return Failed(str(error))
    except Missing as missing:
        return Unknown(missing.attributes, missing.why)
    return Absent() if value is None else Value(value)


def unsettle(result: Result) -> Plain:
    """Go back from a result to what the computation did: return, or raise."""
    match result:
        case Value(value):
            return value
        case Absent():
            return None
        case Skipped():
            raise Skip
        case Failed(message):
            raise EvaluationError(message)
        case Unknown(attributes, why):
            raise Missing(*attributes, why=why)


def first_trouble(results: Iterable[Result]) -> Result | None:
    """Return what keeps a call from getting its arguments, or None if nothing does.

    They are evaluated in order, so the first one that ends otherwise than with a value decides;
    if that one is not known, all that is not known is named, for the user to supply in one go.
    """
    troubles = [r for r in results if not isinstance(r, Value | Absent)]
    if not troubles or not isinstance(troubles[0], Unknown):
        return troubles[0] if troubles else None
    return together(r for r in troubles if isinstance(r, Unknown))


def together(unknowns: Iterable[Unknown]) -> Unknown:
    """Return all that is not known as one, each name and each reason once."""
    found = tuple(unknowns)
    names = dict.fromkeys(name for one in found for name in one.attributes)
    return Unknown(tuple(names), "; ".join(dict.fromkeys(one.why for one in found if one.why)))


def unknown_word(text: str) -> Unknown:
    """Return what a bare word comes to that no page explains: not its text."""
    return Unknown((), f"nothing says what Entra makes of the bare word `{text}`")


def unknown_function(name: str) -> Failed:
    """Return what calling a function that is not in the catalogue comes to."""
    return Failed(f"`{name}` is no known function")
