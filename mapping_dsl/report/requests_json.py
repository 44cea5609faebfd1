"""Requests as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapping_dsl.preview.checked import violations
from mapping_dsl.preview.preview import Preview
from mapping_dsl.report.preview_json import encode_violation
from mapping_dsl.requests.bulk import bulk
from mapping_dsl.requests.connector import added
from mapping_dsl.requests.predict import Prediction, writes
from mapping_dsl.requests.request import Dialect, Request

Json = dict[str, object]


def encode(found: Sequence[tuple[Preview, Prediction]], dialect: Dialect) -> Json:
    """Return the requests of each record, and for several records their writes as Bulk requests."""
    several = len(found) > 1
    return {
        "dialect": dialect.value,
        "records": [_record(preview, prediction) for preview, prediction in found],
        "bulk": list(map(_request, bulk(writes(found)))) if several else [],
        "addedByEntra": _added(found),
    }


def _record(preview: Preview, prediction: Prediction) -> Json:
    record, stopped = preview.record, prediction.stopped
    return {
        "rule": preview.rule or None,
        "record": record.name,
        "file": record.file,
        "number": record.number,
        "object": preview.kind,
        "requests": list(map(_request, prediction.requests)),
        "stopped": stopped and {"verb": stopped.verb.value, "because": stopped.because or None},
        "violations": list(map(encode_violation, violations(preview))),
    }


def _request(request: Request) -> Json:
    return {
        "method": request.method,
        "path": request.path,
        "body": request.body,
        "why": request.why,
    }


def _added(found: Iterable[tuple[Preview, Prediction]]) -> list[Json]:
    """Return what the connector adds to the POSTs, each once."""
    rows = dict.fromkeys(
        row
        for preview, prediction in found
        for request in prediction.requests
        if request.method == "POST"
        for row in added(preview.kind, dict(request.body or {}))
    )
    return [{"path": r.path, "value": r.value, "evidence": r.evidence} for r in rows]
