"""Predicted requests against Cisco's own OpenAPI document, where it lies beside the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft4Validator

from mapping_dsl.requests.bulk import bulk
from mapping_dsl.requests.predict import predict
from mapping_dsl.requests.request import Dialect, Request, deleted
from webex_people import GRACE, ada, group

SPEC = Path(__file__).parents[2] / "shared" / "reference" / "webex" / "scim-openapi.json"
pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="no ../shared/reference here")
MOST = 12


class Deviation(NamedTuple):
    """Where a request that Entra sends is against Cisco's document."""

    request: str
    json_path: str
    keyword: str
    source: str
    reason: str


MICROSOFT = "Microsoft, SCIM compliance page, `Flags to alter the SCIM behavior`"
DEVIATIONS = (
    Deviation(
        "POST /Users",
        "$",
        "required: userType",
        "Cisco's schema endpoint, which does not require it; Microsoft's tutorial has no row",
        "whether the connector adds it is not known, so it is not made up",
    ),
    Deviation(
        "POST /Users",
        "$.urn:scim:schemas:extension:cisco:webexidentity:2.0:User",
        "required: accountStatus",
        "Microsoft, customize page: an attribute is sent if a row maps it",
        "a mapping of extensionAttribute1 alone makes the extension without it",
    ),
    Deviation(
        "PATCH /Users/{userId}",
        "$.Operations[*].op",
        "enum",
        MICROSOFT,
        "capitals without the flag",
    ),
    Deviation(
        "PATCH /Groups/{groupId}",
        "$.Operations[*].op",
        "enum",
        MICROSOFT,
        "capitals without the flag",
    ),
    Deviation(
        "PATCH /Users/{userId}",
        "$.Operations[*].value",
        "type",
        f"{MICROSOFT}; the tests of wxc_sdk send texts too",
        "the document describes the value of its one example, a list of roles",
    ),
    Deviation(
        "PATCH /Users/{userId}",
        "$.Operations[*].value[*]",
        "type",
        "Cisco's schema endpoint, which has extensionAttribute1 as a list of texts",
        "the same: roles are objects",
    ),
    Deviation(
        "PATCH /Groups/{groupId}",
        "$.Operations[*].value",
        "type",
        MICROSOFT,
        "the document describes the value of its one example, a list of inheritances",
    ),
    Deviation(
        "POST /Bulk",
        "$.operations[*].data",
        "type",
        "RFC 7644 section 3.7; wxc_sdk sends objects",
        "the document has it as text, and calls that text JSON data",
    ),
)


def test_every_deviation_is_listed_and_every_entry_is_used() -> None:
    found = {each for request in requests() for each in against(request)}

    assert found == {(each.request, each.json_path, each.keyword) for each in DEVIATIONS}
    assert len(DEVIATIONS) <= MOST
    assert all(each.source and each.reason for each in DEVIATIONS)


def requests() -> Iterator[Request]:
    """Yield requests of all kinds, in both dialects."""
    full = {
        "givenName": "Ada",
        "surname": "King",
        "mobilePhone": "+44 20 7946 0002",
        "city": "London",
        "onPremisesExtensionAttributes": {"extensionAttribute1": "9"},
        "manager": {"id": GRACE},
    }
    now = {"id": "w1", "userName": "ada@contoso.com", "active": True, "displayName": "A"}
    sales = {"id": "g1", "displayName": "Sales", "members": [{"value": "w3"}]}
    yield from bulk([("a", predict(ada(**full))), ("b", predict(ada(), now))])
    yield from deleted("users", now, "")
    for dialect in Dialect:
        ids = {GRACE: "w2", "a": "w1"}
        yield from predict(ada(**full), None, dialect, ids=ids)
        yield from predict(ada(accountEnabled=False, **full), now, dialect, ids=ids, linked=True)
        yield from predict(group("a"), None, dialect, ids=ids)
        yield from predict(group("a", externalId="b"), sales, dialect, ids=ids, linked=True)


def against(request: Request) -> Iterator[tuple[str, str, str]]:
    """Yield what Cisco's document has against a request: which, where, and by what keyword."""
    path, _, query = request.path.partition("?")
    template, operation = _operation(request.method, path)
    known = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    for name in re.findall(r"(?:^|&)([^=]+)=", query):
        if name not in known:
            yield template, f"?{name}", "parameters"
    if request.body is None:
        assert "requestBody" not in operation
        return
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    validator = Draft4Validator(schema | {"components": _document()["components"]})
    for error in validator.iter_errors(request.body):
        where = "".join(
            "[*]" if isinstance(part, int) else f".{part}" for part in error.absolute_path
        )
        missing = re.match("'([^']+)' is a required", error.message)
        keyword = f"required: {missing[1]}" if missing else str(error.validator)
        yield template, f"${where}", keyword


def _operation(method: str, path: str) -> tuple[str, Any]:
    for template, operations in _document()["paths"].items():
        _, base, rest = template.partition("/v2")
        pattern = re.sub(r"\{\w+\}", "[^/]+", rest)
        if base and re.fullmatch(pattern, path) and method.lower() in operations:
            return f"{method} {rest}", operations[method.lower()]
    raise AssertionError(f"Cisco's document has no {method} {path}")


def _document() -> Any:
    return json.loads(SPEC.read_text("utf-8"))
