"""Several writes in one request: SCIM Bulk, as Webex takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mapping_dsl.frozen import Frozen
from mapping_dsl.requests.request import NEW_ID, Request, id_of

MOST = 100
_BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
_WRITES = ("POST", "PATCH", "DELETE")


class _Writes(Frozen):
    """The writes of one record; `own` is what stands for its Webex id, `bulk_id` for a new one."""

    own: str
    bulk_id: str
    requests: tuple[Request, ...]

    @property
    def is_new(self) -> bool:
        """Whether one of them makes the object."""
        return any(one.method == "POST" for one in self.requests)


def bulk(records: Iterable[tuple[str, Iterable[Request]]]) -> tuple[Request, ...]:
    """Return the writes of several records as Bulk requests of at most 100 operations each.

    Each record is its object id, with its requests as `predict` gives them. Entra itself does not
    use Bulk: this is for who wants to do by hand what Entra would do. Cisco documents POST, PATCH
    and DELETE, at most 100 operations, and a `bulkId` for each POST, by which a later operation
    names what it made (RFC 7644, 3.7.2). It is known within one request only, so a record's
    operations stay together, and a reference to what another request makes comes at the end.
    """
    wanted = (
        (id_of(one), [r for r in requests if r.method in _WRITES]) for one, requests in records
    )
    writes = enumerate(((own, requests) for own, requests in wanted if requests), 1)
    rooms = list(_full([_Writes(own, f"bulkId:{n}", tuple(rs)) for n, (own, rs) in writes]))
    made = {one.own.casefold() for room in rooms for one in room if one.is_new}
    late: list[dict[str, Any]] = []
    bodies = [_operations(room, made, late) for room in rooms]
    bodies += [late[at : at + MOST] for at in range(0, len(late), MOST)]
    return tuple(map(_request, bodies))


def _full(records: Sequence[_Writes]) -> Iterator[list[_Writes]]:
    """Yield as many records at a time as fit, the operations of each together."""
    room: list[_Writes] = []
    for one in records:
        if room and sum(len(each.requests) for each in [*room, one]) > MOST:
            yield room
            room = []
        room = [*room, one]
    if room:
        yield room


def _operations(
    room: Iterable[_Writes], made: set[str], late: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the operations of a request, POSTs first; add those to `late` that have to wait."""
    here = {one.own.casefold(): one.bulk_id for one in room if one.is_new}
    found = []
    for one in room:
        for request in one.requests:
            named = {text.casefold() for text in _texts(request.body)}
            if named & made - here.keys():
                late.append(_operation(request, {}, one.own))
            else:
                found.append(_operation(request, here, one.bulk_id))
    return sorted(found, key=lambda operation: operation["method"] != "POST")


def _operation(request: Request, ids: Mapping[str, str], own: str) -> dict[str, Any]:
    """Return an operation; `ids` are of who is made in the same request, `own` is its object's."""
    operation: dict[str, Any] = {"method": request.method}
    if request.method == "POST":
        operation["bulkId"] = own.removeprefix("bulkId:")
    operation["path"] = request.path.replace(NEW_ID, own)
    return operation if request.body is None else operation | {"data": _named(request.body, ids)}


def _texts(body: object) -> Iterator[str]:
    match body:
        case str():
            yield body
        case list():
            for item in body:
                yield from _texts(item)
        case Mapping():
            yield from _texts(list(body.values()))
        case _:
            return


def _named(body: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 (JSON is anything)
    match body:
        case str():
            return ids.get(body.casefold(), body)
        case list():
            return [_named(item, ids) for item in body]
        case Mapping():
            return {name: _named(value, ids) for name, value in body.items()}
        case _:
            return body


def _request(operations: list[dict[str, Any]]) -> Request:
    body = {"schemas": [_BULK], "failOnErrors": MOST, "operations": operations}
    several = "s" if len(operations) > 1 else ""
    why = f"{len(operations)} operation{several} at once; Entra sends each on its own"
    return Request("POST", "/Bulk", body, why)
