"""The JSON that Entra would POST for a record."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import CORE, CORE_GROUP, ENTERPRISE, WEBEX, shorten
from mapping_dsl.evaluate.result import Unknown, Value, together
from mapping_dsl.preview.outcome import Outcome, lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.scim import Json, place

_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"
_OBJECTS = ("emails", "phoneNumbers", "photos", "roles")


def create_body(preview: Preview) -> Json:
    """Return the SCIM object that would be created, with all values that are known.

    `refusal` says whether Entra would send it.

    What is absent, skipped, unknown or an error is not in it, and no reference: Entra sends
    managers and members in later requests. There is no `userType` unless it is mapped, although
    one of Cisco's two documents requires it, and `roles` is empty unless it is mapped; both as in
    Microsoft's SCIM guide. The enterprise schema is always named, as in its sample, which has no
    attribute of it. Webex's own is named where it is used, although for apps that are not from the
    gallery Entra was seen not to name those of custom attributes (azure-docs issue 65648).
    """
    group = preview.kind == "groups"
    body: Json = {"schemas": [CORE_GROUP, _GROUP] if group else [CORE, ENTERPRISE]}
    for outcome in preview.outcomes:
        sent, target = outcome.on_create, outcome.target
        if isinstance(sent, Value) and not _is_later(outcome):
            place(body, target.name, _json(sent.value, target.name))
    if not group:
        body["schemas"] += [WEBEX] if WEBEX in body else []
        body.setdefault("roles", [])
    body.setdefault("meta", {})
    body["meta"]["resourceType"] = "Group" if group else "User"
    return body


def refusal(preview: Preview) -> Step | None:
    """Return why there is no body: nothing is created, or not all that is sent is known."""
    step, outcomes = preview.request.new, preview.outcomes
    unknown = [o for o in outcomes if isinstance(o.on_create, Unknown) and not _is_later(o)]
    if step.verb is not Verb.POST:
        return step
    if preview.unresolved:
        return Step(Verb.UNKNOWN, f"the mapping has errors in {_listed(preview.unresolved)}")
    if unknown:
        why = lacking(together(o.on_create for o in unknown if isinstance(o.on_create, Unknown)))
        return Step(Verb.UNKNOWN, f"{_listed(o.target.name for o in unknown)}: {why}")
    return None


def _is_later(outcome: Outcome) -> bool:
    """Tell whether a value comes in a later request."""
    return outcome.target.type is AttributeType.REFERENCE


def _listed(targets: Iterable[str]) -> str:
    return ", ".join(f"`{shorten(target)}`" for target in targets)


def _json(value: str | int | tuple[str, ...], path: str) -> object:
    if not isinstance(value, tuple):
        return value
    return [{"value": item} for item in value] if path in _OBJECTS else list(value)
