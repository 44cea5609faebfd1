"""Which requests Entra sends for a record, given what Webex has.

`predict(preview, current, dialect, linked=…, ids=…)` returns the requests in order; `prediction`
also says why nothing is written, or why nobody can tell. `current` is the Webex object as SCIM
shows it (with `id`), None if there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Unknown, Value, together
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.body import create_body, refusal
from mapping_dsl.preview.matching import Match
from mapping_dsl.preview.outcome import lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.scim import held
from mapping_dsl.requests.operations import Operation, changes, patch
from mapping_dsl.requests.references import Ids, Later, reference_changes
from mapping_dsl.requests.request import Dialect, Request, endpoint, look_up, one, search

ALL_THERE = Step(Verb.NOTHING, "Webex has all that would be sent")
"""Why an object is not written that has what an update sends."""

_NOUN = {"users": "user", "groups": "group"}


class Prediction(Frozen):
    """Requests in their order; `stopped` says why the object is not written, or who can tell.

    Its verb is `nothing` where nothing needs to be written and `unknown` where nobody can say; it
    is None where the object is created or changed. With requests that write, it is about the rest.
    """

    requests: tuple[Request, ...]
    stopped: Step | None


def writes(
    found: Iterable[tuple[Preview, Prediction]],
) -> Iterator[tuple[str, tuple[Request, ...]]]:
    """Yield the requests of each record by its object id, as `bulk` takes them."""
    for preview, sent in found:
        yield str(preview.record.values.get("objectId") or ""), sent.requests


def predict(
    preview: Preview,
    current: Mapping[str, Any] | None = None,
    dialect: Dialect = Dialect.PLAIN,
    *,
    linked: bool = False,
    ids: Ids = None,
) -> tuple[Request, ...]:
    """Return the requests: the question whether Webex has the object, then POST, PATCH or none.

    A `linked` object was matched before: Entra kept its id and asks for it, so that a change of
    the matching attribute is an update. `ids` are the Webex ids of managers and members by Entra
    object id; one that is not known is `{webex id of …}`.
    """
    return prediction(preview, current, dialect, linked=linked, ids=ids).requests


def prediction(
    preview: Preview,
    current: Mapping[str, Any] | None = None,
    dialect: Dialect = Dialect.PLAIN,
    *,
    linked: bool = False,
    ids: Ids = None,
) -> Prediction:
    """Return what `predict` does, and why nothing is written."""
    if idle := unasked(preview, linked=linked):
        return Prediction((), idle)
    if linked and current is not None:
        asked: tuple[Request, ...] = (look_up(preview.kind, current),)
        return _update(preview, current, dialect, asked, ids, linked=True)
    asked, answer = _ask(preview, current)
    if isinstance(answer, Step):
        return Prediction(asked, answer)
    if current is not None and answer:
        return _update(preview, current, dialect, asked, ids, linked=False)
    return _create(preview, dialect, asked, ids, beside=current)


def unasked(preview: Preview, *, linked: bool) -> Step | None:
    """Return why Entra asks Webex for nothing, or why nobody can tell; None if it asks."""
    new, existing = preview.request.new, preview.request.existing
    if linked:
        return existing if new.verb is existing.verb is Verb.NOTHING else None
    either = preview.request.matched, new
    if any(step.verb in (Verb.POST, Verb.PATCH) for step in either):
        return None
    return next((step for step in either if step.verb is Verb.UNKNOWN), new)


def _ask(
    preview: Preview, current: Mapping[str, Any] | None
) -> tuple[tuple[Request, ...], bool | Step]:
    """Return the match queries up to the one that finds the object, and whether one does."""
    asked: list[Request] = []
    for match in preview.matches:
        if match.unknown:
            return tuple(asked), Step(Verb.UNKNOWN, lacking(match.unknown))
        if not match.query:
            continue
        found = current is not None and meets(match, current)
        which = f"has precedence {match.precedence}"
        why = f"matching by `{shorten(match.target)}`, which {which}"
        asked.append(Request("GET", search(preview.kind, match.query), None, why))
        if match.doubt:
            return tuple(asked), Step(Verb.UNKNOWN, match.doubt)
        if found:
            return tuple(asked), True
    return tuple(asked), False


def meets(match: Match, current: Mapping[str, Any]) -> bool:
    """Tell whether a match query finds a Webex object; SCIM's `eq` looks at each of several.

    Case does not count: no target that Webex can search by is `caseExact` but `id`.
    """
    if not isinstance(match.result, Value) or not match.query:
        return False
    value = match.result.value
    wanted = str(value[0] if isinstance(value, tuple) else value).casefold()
    there = held(dict(current), match.target)
    items = there if isinstance(there, list) else [there]
    plain = (item.get("value") if isinstance(item, Mapping) else item for item in items)
    return any(str(item).casefold() == wanted for item in plain if item is not None)


def _create(
    preview: Preview,
    dialect: Dialect,
    asked: tuple[Request, ...],
    ids: Ids,
    *,
    beside: Mapping[str, Any] | None,
) -> Prediction:
    if refused := refusal(preview):
        return Prediction(asked, refused)
    noun = _NOUN.get(preview.kind, "object")
    why = f"no Webex {noun} matches"
    if beside is not None:
        why += f": a second {noun}, beside {beside['id']}"
    post = Request("POST", endpoint(preview.kind), create_body(preview), why)
    later = reference_changes(preview.outcomes, None, ids)
    sent = _references(preview, later.operations, None, dialect)
    return Prediction((*asked, post, *sent), _rest(later))


def _update(
    preview: Preview,
    current: Mapping[str, Any],
    dialect: Dialect,
    asked: tuple[Request, ...],
    ids: Ids,
    *,
    linked: bool,
) -> Prediction:
    step = preview.request.existing if linked else preview.request.matched
    if step.verb is not Verb.PATCH:
        return Prediction(asked, step)
    if preview.unresolved:
        listed = ", ".join(f"`{shorten(target)}`" for target in preview.unresolved)
        return Prediction(asked, Step(Verb.UNKNOWN, f"the mapping has errors in {listed}"))
    found, open_ = changes(preview.outcomes, current)
    if open_:
        why = lacking(together(o.on_update for o in open_ if isinstance(o.on_update, Unknown)))
        names = ", ".join(f"`{shorten(o.target.name)}`" for o in open_)
        return Prediction(asked, Step(Verb.UNKNOWN, f"{names}: {why}" if why else names))
    references = reference_changes(preview.outcomes, current, ids, linked=linked)
    later = tuple(_references(preview, references.operations, current, dialect))
    rest = _rest(references)
    if not found:
        return Prediction((*asked, *later), rest or (None if later else ALL_THERE))
    why = "; ".join(filter(None, [_told(found), step.because]))
    write = Request("PATCH", one(preview.kind, current), patch(found, dialect), why)
    return Prediction((*asked, write, *later), rest)


def _rest(references: Later) -> Step | None:
    told = "; ".join((*references.open, *references.without))
    verb = Verb.UNKNOWN if references.open else Verb.NOTHING
    return Step(verb, told) if told else None


def _references(
    preview: Preview,
    found: Sequence[Operation],
    current: Mapping[str, Any] | None,
    dialect: Dialect,
) -> Iterator[Request]:
    if found:
        why = f"{_told(found)}: a reference, later"
        yield Request("PATCH", one(preview.kind, current), patch(found, dialect), why)


def _told(operations: Sequence[Operation]) -> str:
    return ", ".join(map(str, operations))
