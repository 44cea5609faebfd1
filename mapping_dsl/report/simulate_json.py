"""Simulations as plain data for programs."""

from __future__ import annotations

from mapping_dsl.lifecycle.steps import Effect, OfGroup, Step, Told
from mapping_dsl.preview.request import Step as Reason
from mapping_dsl.report.preview_json import encode_violation
from mapping_dsl.report.simulate_words import event
from mapping_dsl.requests.request import Request

Json = dict[str, object]


def encode(step: Step) -> Json:
    """Return a step as data; `breaks` tells whether something is not as the table says."""
    return {
        "entry": step.entry.place.entry,
        "line": step.entry.place.line,
        "event": event(step.entry.event),
        "day": step.day,
        "breaks": step.breaks,
        "notKnown": step.is_open,
        "rows": [_row(told) for told in step.told],
        "users": [_effect(effect) for effect in step.effects],
        "groups": [_group(group) for group in step.groups],
    }


def _effect(effect: Effect) -> Json:
    entra, webex, shown = effect.entra, effect.webex, effect.shown
    return {
        "user": effect.user,
        "entra": {
            "userPrincipalName": entra.user_principal_name,
            "id": entra.object_id,
            "state": entra.state,
            "blocked": entra.blocked,
            "deletedOnDay": entra.deleted,
            "assignments": [
                {"group": group or None, "role": role or None} for group, role in entra.assignments
            ],
        },
        "requests": [*map(_request, effect.requests)],
        "notSent": _reason(effect.reason),
        "webex": webex.user if webex else None,
        "deleted": effect.gone or None,
        "active": webex.active if webex else None,
        "tokens": webex.tokens if webex else None,
        "shown": {"controlHub": shown.control_hub, "app": shown.app} if shown else None,
        "rows": [_row(told) for told in effect.told],
        "second": list(effect.second),
        "violations": [*map(encode_violation, effect.violations)],
        "notes": list(effect.notes),
    }


def _reason(reason: Reason | None) -> Json | None:
    return {"verb": reason.verb, "because": reason.because} if reason else None


def _request(request: Request) -> Json:
    return {
        "method": request.method,
        "path": request.path,
        "body": request.body,
        "why": request.why,
    }


def _group(group: OfGroup) -> Json:
    return {
        "group": group.group,
        "requests": [*map(_request, group.requests)],
        "notSent": _reason(group.reason),
        "webex": group.webex,
        "rows": [*map(_row, group.told)],
    }


def _row(told: Told) -> Json:
    fact = told.fact
    return {
        "row": fact.slug,
        "action": fact.action,
        "result": fact.result,
        "source": fact.source,
        "evidence": fact.evidence,
        "of": told.of or None,
        "holds": None if told.is_open else told.holds,
        "broken": list(told.broken),
        "why": told.why or None,
        "next": fact.advice or None,
    }
