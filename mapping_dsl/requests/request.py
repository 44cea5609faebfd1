"""A SCIM request as a value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from mapping_dsl.frozen import Frozen

PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
NEW_ID = "{id}"
"""What stands in a path for the id that Webex gives in its answer to the POST before."""

_ENDPOINT = {"users": "/Users", "groups": "/Groups"}


class Dialect(StrEnum):
    """Entra's two ways to write a PATCH; the second is a flag that is put in the tenant URL.

    Microsoft's page on SCIM compliance shows both, for apps that are not from the gallery. Which of
    them the connector of the Webex gallery app writes is not known.
    """

    PLAIN = "plain"
    COMPLIANT = "aadOptscim062020"


class Request(Frozen):
    """One request below the SCIM base URL, which ends before `/Users`.

    `path` is encoded as in a URL, `body` is JSON, and `why` says in words what it is for.
    """

    method: str
    path: str
    body: Mapping[str, Any] | None
    why: str


def endpoint(kind: str) -> str:
    """Return the path of all objects of a kind, `users` or `groups`."""
    return _ENDPOINT[kind]


def one(kind: str, current: Mapping[str, Any] | None = None) -> str:
    """Return the path of one Webex object, or of the one that a POST before made."""
    id_ = NEW_ID if current is None else quote(str(current["id"]), safe="")
    return f"{endpoint(kind)}/{id_}"


def id_of(entra: str) -> str:
    """Return what stands in a body for the Webex id of an object of Entra's that nobody told."""
    return f"{{webex id of {entra}}}"


def _quoted(text: str) -> str:
    """Return a text for a query; half of a surrogate pair, which no URL can have, as U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return quote(whole, safe="@:")


def search(kind: str, filter_: str) -> str:
    """Return the path that asks for the objects that a filter finds, members left out."""
    without = "excludedAttributes=members&" if kind == "groups" else ""
    return f"{endpoint(kind)}?{without}filter={_quoted(filter_)}"


def look_up(kind: str, current: Mapping[str, Any]) -> Request:
    """Return the request that reads an object that Entra manages: it kept the id."""
    without = "?excludedAttributes=members" if kind == "groups" else ""
    why = "Entra kept the id of the match, and asks for no filter again"
    return Request("GET", one(kind, current) + without, None, why)


def deleted(kind: str, current: Mapping[str, Any], why: str) -> tuple[Request, ...]:
    """Return the request that deletes an object for good."""
    return (Request("DELETE", one(kind, current), None, why),)
