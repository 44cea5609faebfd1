"""Whose a Webex user is, where several people have the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.entra import Person, State
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.lifecycle.webex import WebexUser


def matched(of: Sequence[Person]) -> Iterator[Told]:
    """Tell of whoever is matched to a Webex user that was, or is, of these people."""
    with_ = [one for one in of if _has_it_still(one)]
    from_ = [one for one in of if one not in with_]
    if with_:
        yield Told(facts.SHARED, of=f"with {_named(with_)}")
    if from_:
        yield Told(facts.TAKEN_OVER, of=f"from {_named(from_)}")


def kept(others: Sequence[Person]) -> Iterator[Told]:
    """Tell of somebody whose Webex user these people have too."""
    if others:
        yield Told(facts.SHARED, of=f"with {_named(others)}")


def lost(person: Person, to: Person, *, now: bool) -> Told:
    """Tell of a person what somebody else does to their Webex user, matched `now` or before."""
    if now and not _has_it_still(person):
        return Told(facts.TAKEN_OVER, of=f"by {_named([to])}")
    return Told(facts.SHARED, of=f"with {_named([to])}")


def contrary(person: Person, there: WebexUser | None, *, eligible: bool) -> tuple[str, ...]:
    """Say where Webex has the opposite of what Entra wants for a person."""
    wanted = eligible and person.state is State.LIVE and not person.blocked
    if wanted and there is None:
        return (f"`{person.name}` holds the app, and has no Webex user any more",)
    if wanted and there and not there.active:
        return (f"`{person.name}` may sign in, and is Inactive in Webex",)
    if not wanted and there and there.active and person.link == there.id:
        return (f"`{person.name}` may not sign in, and is Active in Webex",)
    return ()


def _has_it_still(person: Person) -> bool:
    return bool(person.link) and person.state is State.LIVE


def _named(people: Iterable[Person]) -> str:
    return ", ".join(
        one.name if one.state is State.LIVE else f"{one.name}, {one.state}" for one in people
    )
