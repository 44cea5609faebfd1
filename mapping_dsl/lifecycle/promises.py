"""Whether Webex ended up as a row of the table promises; if not, what kept it."""

from __future__ import annotations

from collections.abc import Callable

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Value
from mapping_dsl.lifecycle.case import Case
from mapping_dsl.lifecycle.entra import Person, digits
from mapping_dsl.lifecycle.fact import Fact, Promise
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.lifecycle.webex import Tokens
from mapping_dsl.preview.outcome import CREATE_ONLY, Outcome
from mapping_dsl.resolve.address import LONGEST_LOCAL
from mapping_dsl.resolve.model import reads


def told(fact: Fact, case: Case, *, of: str = "") -> Told:
    """Return a row with the parts that do not hold, and why; where nobody knows, that."""
    if case.is_open and fact.promises:
        return Told(fact, of=of, why=str(case.sent.reason), unsure=True)
    broken = tuple(promise for promise in fact.promises if not _KEPT[promise](case))
    broken = tuple(promise for promise in broken if promise not in _ALREADY) or broken
    why = dict.fromkeys(filter(None, (_why(promise, case) for promise in broken)))
    return Told(fact, broken, of, "; ".join(why))


def is_renamed(case: Case) -> bool:
    """Tell whether the object id's digits stand in front of the name that Webex has."""
    start = digits(case.person.object_id)
    return case.after is not None and case.after.name.casefold().startswith(start)


def before(person: Person) -> str:
    """Return why Webex was not told, at an earlier event, to make somebody Inactive."""
    return f"before: {person.untold}" if person.untold else ""


def _why(promise: Promise, case: Case) -> str:
    """Return what keeps a promise from being kept: what stopped the request, or a row."""
    if case.sent.reason and not case.sent.done:
        return case.sent.reason.because
    if promise in _ALREADY:
        return before(case.person)
    if promise not in _TARGETS:
        return ""
    target = _TARGETS[promise]
    row = case.row(target.casefold())
    return f"no row maps `{target}`" if row is None else _of_row(row, promise, case)


def _of_row(row: Outcome, promise: Promise, case: Case) -> str:
    name = shorten(row.target.name)
    if row.mapping.flow_type == CREATE_ONLY and not case.sent.made:
        return f"`{name}` is sent on create only"
    sent = row.on_create if case.sent.made else row.on_update
    if promise in _STATES and isinstance(sent, Value):
        return f"`{name}` is sent as {str(sent.value).lower()}"
    if promise in _STATES:
        return f"`{name}` is not sent"
    source = row.mapping.source
    read = ", ".join(f"`{one}`" for one in sorted(set(reads(source)))) if source else ""
    return f"`{name}` reads {read}" if read else f"`{name}` reads no attribute"


def _linked(case: Case) -> bool:
    number = case.after.number if case.after else ""
    return number.casefold() == case.person.object_id.casefold()


def _named_as_before(case: Case) -> bool:
    old = case.touched.old_name.casefold()
    return case.after is not None and case.after.name.casefold() == old


def _fits(case: Case) -> bool:
    return case.after is None or len(case.after.name.partition("@")[0]) <= LONGEST_LOCAL


def _signs_in(case: Case) -> bool:
    return case.after is None or case.after.active or case.person.blocked


_ALREADY = (Promise.WAS_INACTIVE, Promise.WERE_REVOKED)
"""What was so before the event; it is told where nothing else is wrong."""
_STATES = (Promise.SIGNS_IN, Promise.INACTIVE, Promise.ACTIVE, Promise.REVOKED, Promise.VALID)
_TARGETS = {
    **dict.fromkeys(_STATES, "active"),
    Promise.RENAMED: "userName",
    Promise.NAMED_AS_BEFORE: "userName",
    Promise.LINKED: "externalId",
}
_KEPT: dict[Promise, Callable[[Case], bool]] = {
    Promise.CREATED: lambda case: case.sent.made,
    Promise.SIGNS_IN: _signs_in,
    Promise.MATCHED: lambda case: case.after is not None and not case.sent.made,
    Promise.THEIRS: lambda case: not case.sent.of,
    Promise.LINKED: _linked,
    Promise.TOLD: lambda case: case.sent.done,
    Promise.INACTIVE: lambda case: case.after is None or not case.after.active,
    Promise.ACTIVE: lambda case: case.after is not None and case.after.active,
    Promise.WAS_INACTIVE: lambda case: case.before is not None and not case.before.active,
    Promise.RENAMED: is_renamed,
    Promise.FITS: _fits,
    Promise.NAMED_AS_BEFORE: _named_as_before,
    Promise.REVOKED: lambda case: case.after is not None and case.after.tokens is Tokens.REVOKED,
    Promise.VALID: lambda case: case.after is not None and case.after.tokens is Tokens.VALID,
    Promise.WERE_REVOKED: lambda case: (
        case.before is not None and case.before.tokens is not Tokens.VALID
    ),
    Promise.DELETED: lambda case: case.after is None,
    Promise.ARCHIVED: lambda case: case.archived,
    Promise.NEW: lambda case: case.after is None or case.after.id not in case.person.former,
}
