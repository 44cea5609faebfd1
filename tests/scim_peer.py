"""A real SCIM server with Webex's schemas and paths, and a client that is Entra to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx2
from scim2_models import ResourceType, Schema, ScimProvider
from scim2_server.applications.wsgi import TenantDispatcher
from scim2_server.memory import InMemoryStorage
from scim2_server.service import ScimService
from scim2_server.testserver.application import BEARER_TOKEN_SCHEME, BearerTokenApplication
from scim2_server.utils import load_default_service_provider_config

from mapping_dsl.requests.request import NEW_ID, Request
from scim_schemas import resource_types, schemas
from stricter import as_the_rfc_has_it

_TOKEN = "of-no-value"  # noqa: S105 (a token of the test's own server)
_ORG = "/identity/scim/org/v2"
_POLL = 0.02  # seconds until the server sees that it is to stop
Json = dict[str, Any]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _Orgs(TenantDispatcher):
    """Webex's paths: `/identity/scim/{orgId}/v2`, of which the dispatcher knows the end."""

    def select_tenant(self, environ: Json) -> Any:
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] += "/identity/scim"
        environ["PATH_INFO"] = path.removeprefix("/identity/scim")
        return super().select_tenant(environ)


class Peer:
    """A client of the server; `refused` are the keys of STRICTER that it met."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client
        self.refused: list[str] = []

    def send(self, request: Request, id_: str = "") -> httpx2.Response:
        """Send a request with the id that an earlier answer gave.

        Where it is refused for a reason that is known it is sent once more, as the RFC has it.
        """
        path = request.path.replace(NEW_ID, id_)
        answer = self._send(request.method, path, request.body)
        if answer.status_code == 400 and request.body:
            why, body = as_the_rfc_has_it(answer.json().get("detail", ""), request.body)
            if why:
                self.refused.append(why)
                return self._send(request.method, path, body)
        return answer

    def send_all(self, requests: tuple[Request, ...], id_: str = "") -> str:
        """Send requests in order and return the id of what the last POST made, or `id_`."""
        for request in requests:
            answer = self.send(request, id_)
            assert answer.is_success, (request, answer.text)
            if request.method == "POST":
                id_ = answer.json()["id"]
        return id_

    def found(self, request: Request) -> list[Json]:
        """Return what a match query finds."""
        found: list[Json] = self.send(request).json()["Resources"]
        return found

    def read(self, kind: str, id_: str) -> Json | None:
        answer = self._send("GET", f"/{kind.capitalize()}/{id_}", None)
        return None if answer.status_code == 404 else answer.json()

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx2.Response:
        content = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/scim+json"}
        return self._client.request(method, _ORG + path, content=content, headers=headers)


@cache
def _provider(schemas_file: Path | None) -> tuple[ScimProvider, ScimService]:
    attributes = schemas() if schemas_file is None else _read(schemas_file)
    config = load_default_service_provider_config()
    config.authentication_schemes = [BEARER_TOKEN_SCHEME]
    provider = ScimProvider.from_discovery(
        [Schema.model_validate(one) for one in attributes],
        [ResourceType.model_validate(one) for one in resource_types(attributes)],
        config=config,
    )
    return provider, ScimService(provider)


def _read(file: Path) -> list[Json]:
    """Return schemas from a file, with a unique `userName`, as Cisco's prose has it."""
    found: list[Json] = json.loads(file.read_text("utf-8"))
    for attribute in (each for schema in found for each in schema["attributes"]):
        if attribute["name"] == "userName":
            attribute["uniqueness"] = "server"
    return found


@contextmanager
def peer(schemas_file: Path | None = None) -> Iterator[Peer]:
    """Start the server on 127.0.0.1, with the schemas of our catalog or of a file."""
    provider, service = _provider(schemas_file)

    def tenant(_: str) -> BearerTokenApplication:
        storage = InMemoryStorage()
        return BearerTokenApplication(storage, provider, service=service, bearer_tokens=[_TOKEN])

    with make_server("127.0.0.1", 0, _Orgs(tenant), _Server, _Silent) as server:
        threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        headers = {"Authorization": f"Bearer {_TOKEN}"}
        with httpx2.Client(base_url=url, headers=headers, trust_env=False) as client:
            yield Peer(client)
        server.shutdown()
