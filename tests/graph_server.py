"""A Microsoft Graph of the tests' own, on loopback with TLS: one job's schema, and its failures.

It has what is known of the real one: PUT replaces the whole schema with 204 and sets `version`,
PATCH is 404, an enum in camel case 406, DELETE gives the template's schema back, lists have pages.
`faults` are what goes wrong, once each, by method and resource.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import socket
import ssl
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import trustme
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn.server import ServerState

TENANT_ID = "0f7c4a52-1111-4222-8333-b2a1c9d0e4f6"
PRINCIPAL = "5e2d7b90-aaaa-4bbb-8ccc-1d3f5a7b9c0e"
JOB = "scim.0f7c4a521111422283 33b2a1c9d0e4f6".replace(" ", "") + "." + PRINCIPAL
CLIENT = "c1d2e3f4-5555-4666-8777-888899990000"
SECRET = "s3cr3t~never.told-by_anybody"  # noqa: S105 (made up)
TOKEN = "eyJ0b2tlbi1ub2JvZHk.bWF5LXNlZQ.dG9rZW4tc2lnbmF0dXJl"  # noqa: S105 (made up)
TEMPLATE = "webexMadeUp"
JOBS = f"/v1.0/servicePrincipals/{PRINCIPAL}/synchronization/jobs"
_CAMEL = ("flowWhenChanged", "flowAlways", "always", "objectAddOnly", "attribute", "function")


class Fault(NamedTuple):
    """What goes wrong with one request.

    `status` answers; `cut` breaks the connection off: `before` the server has the body, `after` it
    carried the request out, or while it answers with `half`. `drip` seconds pass between the
    answer's bytes and `late` ones before it; `stale` answers with what was there before.
    """

    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: object = None
    cut: str = ""
    drip: float = 0.0
    late: float = 0.0
    stale: bool = False


class Seen(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    authorization: str
    body: bytes


class Graph:
    """One made-up tenant and its Graph."""

    def __init__(self, live: dict[str, Any], template: dict[str, Any]) -> None:
        self.template = json.dumps(template, indent=2).encode()
        self.live = self.before = json.dumps(live, indent=2, ensure_ascii=False).encode()
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.seen: list[Seen] = []
        self.begun = self._active = 0
        self.meddle: Callable[[dict[str, Any]], None] = lambda _: None
        self.saves = 0
        self.address = ""
        self._app = Starlette(
            routes=[
                Route("/{tenant}/oauth2/v2.0/token", self._token, methods=["POST"]),
                Route("/{tenant}/oauth2/v2.0/devicecode", self._device_code, methods=["POST"]),
                Route("/{tenant}/v2.0/.well-known/openid-configuration", self._about),
                Route(f"{JOBS}/{JOB}/schema", self._schema, methods=["GET", "PUT", "DELETE"]),
                Route(f"{JOBS}/{JOB}", self._job),
                Route(JOBS, self._jobs),
                Route(
                    f"{JOBS.removesuffix('jobs')}templates/{TEMPLATE}/schema",
                    lambda _: Response(self.template, media_type="application/json"),
                ),
            ],
            exception_handlers={404: _nothing, 405: _nothing},
        )
        self.state = ServerState()
        self.strangers: set[Any] = set()

    @property
    def document(self) -> Any:
        return json.loads(self.live)

    def fail(self, request: str, *faults: Fault) -> None:
        """Let requests such as `PUT schema` go wrong, one fault each."""
        self.faults[request].extend(faults)

    def sent(self, method: str) -> list[Seen]:
        return [one for one in self.seen if one.method == method and one.path.startswith("/v1.0")]

    def settle(self, *, gone: bool = False) -> None:
        """Wait until no request is under way, or with `gone` until no new client is connected."""
        time.sleep(0.01)
        until = time.monotonic() + 5
        while self._active or (gone and self.state.connections - self.strangers):
            assert time.monotonic() < until
            time.sleep(0.005)

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Carry out a request, or let it go wrong."""
        self._active += 1
        try:
            await self._request(scope, receive, send)
        finally:
            self._active -= 1

    async def _request(self, scope: Any, receive: Any, send: Any) -> None:
        name = f"{scope['method']} {scope['path'].rpartition('/')[2]}"
        fault = self.faults[name].popleft() if self.faults[name] else Fault()
        transport = send.__self__.transport
        self.begun += scope["method"] in ("PUT", "DELETE")
        if fault.cut == "before":
            await receive()
            self._meddled()
            transport.abort()
            return
        body = await _body(receive)
        if body is None:
            return
        headers = dict(scope["headers"])
        authorization = headers.get(b"authorization", b"").decode()
        self.seen.append(Seen(scope["method"], scope["path"], authorization, body))
        if fault.status:
            answer = Response(json.dumps(fault.body), fault.status, dict(fault.headers))
            await answer(scope, receive, send)
            return
        await self._app(scope, _again(body), _Faulty(self, fault, transport, send))

    def _meddled(self) -> None:
        """Let somebody else change the schema, if anybody is to."""
        document = self.document
        self.meddle(document)
        if document != self.document:
            self.live = json.dumps(document).encode()

    def _token(self, request: Request) -> Response:
        issuer = f"{self.address}/{request.path_params['tenant']}/v2.0"
        claims: dict[str, Any] = {"iss": issuer, "aud": CLIENT, "sub": "ada", "tid": TENANT_ID}
        claims |= {"iat": time.time(), "exp": time.time() + 3599, "preferred_username": "ada"}
        return JSONResponse(
            {
                "token_type": "Bearer",
                "expires_in": 3599,
                "access_token": TOKEN,
                "id_token": f"{_coded({'alg': 'none'})}.{_coded(claims)}.",
                "client_info": _coded({"uid": "ada", "utid": TENANT_ID}),
            }
        )

    def _device_code(self, _: Request) -> Response:
        return JSONResponse(
            {
                "device_code": "made-up",
                "user_code": "MADE-UP",
                "verification_uri": "https://devices.example",
                "expires_in": 600,
                "interval": 1,
            }
        )

    def _about(self, request: Request) -> Response:
        base = f"{self.address}/{request.path_params['tenant']}"
        return JSONResponse(
            {
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
                "issuer": f"{base}/v2.0",
            }
        )

    def _job(self, _: Request) -> Response:
        return JSONResponse({"id": JOB, "templateId": TEMPLATE})

    def _jobs(self, request: Request) -> Response:
        """Answer with pages of one job each."""
        jobs = [{"id": JOB}, {"id": "scim.second"}]
        at = int(request.query_params.get("$skiptoken", 0))
        page: dict[str, Any] = {"value": jobs[at : at + 1]}
        if at + 1 < len(jobs):
            page["@odata.nextLink"] = f"{self.address}{JOBS}?$skiptoken={at + 1}"
        return JSONResponse(page)

    async def _schema(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return _error(401, "InvalidAuthenticationToken", "Access token is empty.")
        if request.method == "GET":
            return Response(self.live, media_type="application/json")
        if request.method == "DELETE":
            self._save(json.loads(self.template))
            return Response(status_code=204)
        text = (await request.body()).decode()
        if any(f'"{word}"' in text for word in _CAMEL):
            return _error(406, "NotAcceptable", "Requested value was not found.")
        self._save(json.loads(text))
        return Response(status_code=204)

    def _save(self, document: dict[str, Any]) -> None:
        """Keep a document as the service does: its own notes, version, order and spelling."""
        self.saves += 1
        self.before = self.live
        document = {k: v for k, v in document.items() if not k.startswith("@odata.")}
        context = "https://graph.microsoft.com/v1.0/$metadata#schema"
        task = f"{JOB}.made-up"
        document |= {"@odata.context": context, "id": JOB, "provisioningTaskIdentifier": task}
        document["version"] = f"Date:2026-11-23T10:00:0{self.saves}.0000000Z, ActivityId:made-up"
        for directory in document["directories"]:
            directory.setdefault("readOnly", False)
            for one in directory["objects"]:
                one["attributes"].sort(key=lambda attribute: attribute["name"], reverse=True)
        self.meddle(document)
        self.live = json.dumps(document).encode()


class _Faulty:
    """Where an answer goes, with what goes wrong on its way."""

    def __init__(self, graph: Graph, fault: Fault, transport: Any, send: Any) -> None:
        self.graph, self.fault, self.transport, self.send = graph, fault, transport, send

    async def __call__(self, message: Any) -> None:
        if self.fault.late:
            await asyncio.sleep(self.fault.late)
        if self.fault.cut == "after":
            self.transport.abort()
        elif message["type"] == "http.response.body" and self.fault.cut == "half":
            await self.send({**message, "body": message["body"][:200], "more_body": True})
            self.transport.abort()
        elif message["type"] == "http.response.body" and self.fault.drip:
            with contextlib.suppress(Exception):
                for byte in message["body"]:
                    await self.send({**message, "body": bytes([byte]), "more_body": True})
                    await asyncio.sleep(self.fault.drip)
        elif message["type"] == "http.response.body" and self.fault.stale:
            await self.send({**message, "body": self.graph.before})
        elif message["type"] == "http.response.start" and self.fault.stale:
            length = str(len(self.graph.before)).encode()
            await self.send({**message, "headers": [(b"content-length", length)]})
        else:
            await self.send(message)


async def _body(receive: Any) -> bytes | None:
    """Return a request's body, none if the client is gone before its end."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _again(body: bytes) -> Any:
    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _coded(claims: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")


def _error(status: int, code: str, message: str) -> Response:
    headers = {"request-id": "11112222-made-up"}
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)


def _nothing(*_: Any) -> Response:
    return _error(404, "Request_ResourceNotFound", "Resource does not exist.")


class Certificates(NamedTuple):
    """An authority for `localhost` and the file that lets clients trust it."""

    server: trustme.LeafCert
    trusted: Path

    def trust(self) -> dict[str, str]:
        """Return the environment in which Python's clients trust this authority."""
        return {"SSL_CERT_FILE": str(self.trusted), "REQUESTS_CA_BUNDLE": str(self.trusted)}


def certificates(folder: Path) -> Certificates:
    authority = trustme.CA()
    trusted = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return Certificates(authority.issue_cert("localhost", "127.0.0.1"), trusted)


class Host:
    """What listens on a free port of 127.0.0.1, for one Graph after another."""

    def __init__(self) -> None:
        self.address = ""
        self.graph: Graph | None = None
        self.server = uvicorn.Server(
            uvicorn.Config(self, log_level="critical", lifespan="off", ws="none")
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self.graph and scope["type"] == "http":
            await self.graph.answer(scope, receive, send)

    def take(self, graph: Graph) -> None:
        """Answer for this Graph from now on."""
        self.graph = graph
        graph.address, graph.state = self.address, self.server.server_state
        graph.strangers = set(graph.state.connections)


@contextlib.contextmanager
def serve(certificate: trustme.LeafCert) -> Iterator[Host]:
    """Listen until the block ends."""
    host = Host()
    listener = socket.create_server(("127.0.0.1", 0))
    host.address = f"https://localhost:{listener.getsockname()[1]}"
    config = host.server.config
    config.load()
    config.ssl = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(config.ssl)
    run = {"sockets": [listener]}
    thread = threading.Thread(target=host.server.run, kwargs=run, daemon=True)
    thread.start()
    while not host.server.started:
        time.sleep(0.005)
    try:
        yield host
    finally:
        host.server.should_exit = host.server.force_exit = True
        thread.join(5)
        listener.close()


def environment(certificates: Certificates) -> dict[str, str]:
    """Return what the environment of a run has to have."""
    proxies = {name: "" for name in os.environ if name.lower().endswith("_proxy")}
    return {**proxies, **certificates.trust(), "WEBEX_SECRET": SECRET}
