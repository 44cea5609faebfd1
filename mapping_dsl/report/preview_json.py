"""Previews as plain data for programs; nothing in it is nested as deep as an expression."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.scope import Test, Verdict
from mapping_dsl.evaluate.trace import Trace
from mapping_dsl.preview.body import create_body, refusal
from mapping_dsl.preview.checked import Violation, violations
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step
from mapping_dsl.resolve.model import (
    Attribute,
    Call,
    Comparison,
    Constant,
    Expression,
    Scope,
    reads,
)

Json = dict[str, object]


def encode(preview: Preview, explained: Callable[[Outcome], bool] | None = None) -> Json:
    """Return a preview as data; the targets that `explained` picks have their steps.

    `body` is what a POST would hold, null where none is made or something in it is not known:
    `noBody` says why. An answer that is null is unknown.
    """
    record, found, refused = preview.record, preview.standing, refusal(preview)
    return {
        "rule": preview.rule or None,
        "record": record.name,
        "file": record.file,
        "number": record.number,
        "object": preview.kind,
        "inScope": found.in_scope,
        "brokenScopes": list(found.broken),
        "scopes": [_scope(scope, verdict) for scope, verdict in found.scopes],
        "softDeleted": {
            "is": found.gone,
            "because": list(found.reasons),
            "unknown": list(found.open.attributes),
            "doubt": found.open.why or None,
            "assumed": list(found.assumed),
        },
        "matchedBy": [
            {
                "precedence": match.precedence,
                "target": match.target,
                "filter": match.query or None,
                "result": encode_result(match.result),
            }
            for match in preview.matches
        ],
        "request": {
            "inWebex": preview.request.exists,
            "ifNew": _step(preview.request.new),
            "ifMatched": _step(preview.request.matched),
            "ifExisting": _step(preview.request.existing),
        },
        "targets": [
            _target(outcome, explain=bool(explained and explained(outcome)))
            for outcome in preview.outcomes
        ],
        "violations": list(map(encode_violation, violations(preview))),
        "unresolved": list(preview.unresolved),
        "notes": list(preview.notes),
        "body": None if refused else create_body(preview),
        "noBody": str(refused) if refused else None,
    }


def encode_violation(found: Violation) -> Json:
    """Return a value that Webex's schema has no room for, with its row."""
    place = found.row.origin
    line, _ = place.source.line_column(place.span.start)
    return {
        "target": found.row.target.path,
        "file": place.source.path,
        "line": line,
        "value": found.value,
        "because": found.what,
    }


def encode_result(result: Result) -> Json:
    """Return a result by its kind: value, absent, skipped, error or unknown."""
    match result:
        case Value(value):
            return {"is": "value", "value": list(value) if isinstance(value, tuple) else value}
        case Absent():
            return {"is": "absent"}
        case Skipped():
            return {"is": "skipped"}
        case Failed(message):
            return {"is": "error", "message": message}
        case Unknown(attributes, why):
            return {"is": "unknown", "attributes": list(attributes), "because": why or None}


def encode_evaluation(trace: Trace) -> Json:
    """Return one evaluation: its value (null if there is none), what it is of, and each step."""
    found = encode_result(trace.result) if trace.result else {"is": "absent"}
    value = found.get("value")
    types = {str: "string", int: "integer", list: "list"}
    return {
        "value": value,
        "type": types.get(type(value), found["is"]),
        "result": found,
        "trace": encode_trace(trace),
    }


def encode_trace(trace: Trace) -> list[Json]:
    """Return the steps of an evaluation in order, each with its depth; outermost is 0."""
    return [
        {
            "depth": depth,
            "parameter": step.parameter or None,
            "expression": _what(step.expression),
            "result": encode_result(step.result) if step.result else None,
            "note": step.note or None,
        }
        for depth, step in _walk(trace)
    ]


def _walk(trace: Trace) -> Iterator[tuple[int, Trace]]:
    waiting = [(0, trace)]
    while waiting:
        depth, step = waiting.pop()
        yield depth, step
        waiting += ((depth + 1, child) for child in reversed(step.children))


def _what(expression: Expression) -> Json:
    match expression:
        case Attribute(name):
            return {"attribute": name}
        case Constant(text, kind):
            return {"constant": text, "kind": kind.value}
        case Comparison(_, operator, _):
            return {"comparison": operator}
        case Call(function):
            return {"function": function}


def _scope(scope: Scope, verdict: Verdict) -> Json:
    return {
        "kind": scope.kind,
        "holds": verdict.holds,
        "decidedBy": [_test(test) for test in verdict.deciding],
        "unknown": list(verdict.unknown),
    }


def _test(test: Test) -> Json:
    clause = test.clause
    return {
        "attribute": clause.attribute,
        "operator": clause.operator,
        "value": clause.value,
        "holds": test.holds,
        "found": encode_result(test.found),
        "because": test.why or None,
    }


def _step(step: Step) -> Json:
    return {"verb": step.verb.value, "because": step.because or None}


def _target(outcome: Outcome, *, explain: bool) -> Json:
    row = outcome.mapping
    known: Json = {
        "target": row.target.path,
        "from": list(reads(row.source)),
        "why": outcome.why.value,
        "result": encode_result(outcome.result),
        "onCreate": encode_result(outcome.on_create),
        "onUpdate": encode_result(outcome.on_update),
        "story": outcome.story or None,
    }
    steps = encode_trace(outcome.trace) if explain and outcome.trace else None
    return known | {"steps": steps} if explain else known
