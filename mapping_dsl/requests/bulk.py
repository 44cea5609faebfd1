"""Several writes in one request: SCIM Bulk, as Webex takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mapping_dsl.requests.request import NEW_ID, Request

MOST = 100
_BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
_WRITES = ("POST", "PATCH", "DELETE")


def bulk(records: Iterable[Iterable[Request]]) -> tuple[Request, ...]:
    """Return the writes of several records as Bulk requests of at most 100 operations each.

    Each record's requests come as `predict` gives them. Entra itself does not use Bulk: this is for
    who wants to do by hand what Entra would do. Cisco documents POST, PATCH and DELETE, at most 100
    operations, and a `bulkId` for each POST, by which a later operation names what it made. A
    record's operations stay together, as Webex knows a `bulkId` within one request only.
    """
    writes = ([one for one in requests if one.method in _WRITES] for requests in records)
    numbered = enumerate(filter(None, writes), 1)
    return tuple(map(_request, _full([list(_operations(n, each)) for n, each in numbered])))


def _full(groups: Sequence[list[dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    """Yield as many operations at a time as fit, those of a record together."""
    room: list[dict[str, Any]] = []
    for group in groups:
        if room and len(room) + len(group) > MOST:
            yield room
            room = []
        room = [*room, *group]
    if room:
        yield room


def _operations(number: int, requests: Iterable[Request]) -> Iterator[dict[str, Any]]:
    for request in requests:
        operation: dict[str, Any] = {"method": request.method}
        if request.method == "POST":
            operation["bulkId"] = str(number)
        operation["path"] = request.path.replace(NEW_ID, f"bulkId:{number}")
        yield operation if request.body is None else operation | {"data": request.body}


def _request(operations: list[dict[str, Any]]) -> Request:
    body = {"schemas": [_BULK], "failOnErrors": MOST, "operations": operations}
    several = "s" if len(operations) > 1 else ""
    why = f"{len(operations)} operation{several} at once; Entra sends each on its own"
    return Request("POST", "/Bulk", body, why)
