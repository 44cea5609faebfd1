"""Requests to one Graph: over https, to one host, with a time limit each, and no secret told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from mapping_dsl import __version__
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.extra import require
from mapping_dsl.graph.failures import RefusedError, UnclearError
from mapping_dsl.graph.time_limit import TimeLimit
from mapping_dsl.report.revealed import revealed

TIME_LIMIT = 100.0
"""Seconds that a request may take by default."""

_LONGEST_WAIT = 120.0
_LONGEST_ANSWER = 64 * 2**20
_LONGEST_MESSAGE = 400
_ATTEMPTS = 5
_MOST_PAGES = 100
_UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"
_TRUST = (
    "nothing was sent. Certificates are checked against the trust store that OpenSSL uses: add the "
    "authority of your proxy there, or name a file of authorities in SSL_CERT_FILE"
)
_MAY_PASS = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_HELP = {
    HTTPStatus.UNAUTHORIZED: "sign in again, and check `tenant-id` and `graph`",
    HTTPStatus.FORBIDDEN: "whoever signs in needs Synchronization.ReadWrite.All (to read, "
    "Synchronization.Read.All), or the role Application Administrator",
    HTTPStatus.NOT_ACCEPTABLE: "something in the document is unknown to Graph, such as `always` "
    "for `Always`",
    HTTPStatus.NOT_FOUND: "check `service-principal` (the id of the enterprise application's "
    "object) and `job`",
}


class Session:
    """A Graph and a sign-in; `token` gives the bearer token, and is asked before each request."""

    def __init__(self, graph: str, token: Callable[[], str], limit: float = TIME_LIMIT) -> None:
        require()
        import httpx2

        if urlsplit(graph).scheme != "https":
            raise ToolError(f"{graph}: is not https; nothing was sent")
        self._graph, self._token, self._limit = graph, token, limit
        self._trusted = httpx2.create_ssl_context()

    def get(self, path: str) -> bytes:
        """Return what Graph has at a path; tried again while it is busy or cannot be reached.

        Raises RefusedError, or UnclearError if all tries fail.
        """
        import stamina

        attempts = stamina.retry_context(
            on=again, attempts=_ATTEMPTS, timeout=None, wait_jitter=0.5
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self.send("GET", path)
        except UnclearError as error:
            tries = "" if error.lasting else f"; gave up after {_ATTEMPTS} tries"
            raise UnclearError(f"{error}{tries}; try again later", lasting=True) from None
        raise AssertionError

    def get_all(self, path: str) -> Iterator[Mapping[str, Any]]:
        """Yield the members of a list, page after page, as long as pages are of this Graph."""
        for _ in range(_MOST_PAGES):
            page = json.loads(self.get(path))
            yield from page["value"]
            following = str(page.get("@odata.nextLink") or "")
            if not following:
                return
            if not following.startswith(f"{self._graph}/"):
                raise ToolError(f"{self._host}: the list goes on at another host; not followed")
            path = following.removeprefix(self._graph)
        raise ToolError(f"{self._host}: a list has more than {_MOST_PAGES} pages")

    def send(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """Send one request, once, and return the answer's content.

        Raises RefusedError or UnclearError; the messages hold no token.
        """
        token = self._token()
        try:
            return self._send(method, path, body, token)
        except (RefusedError, UnclearError) as error:
            error.args = (error.args[0].replace(token, "…"),)
            raise

    def _send(self, method: str, path: str, body: bytes | None, token: str) -> bytes:
        import httpx2

        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "User-Agent": f"mapping-dsl/{__version__}",
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        what = f"{method} {self._host}"
        with TimeLimit(self._limit) as limit:
            # A connection for each request: an idle one may be closed at the other end unseen.
            try:
                with (
                    httpx2.Client(verify=self._trusted, timeout=self._limit) as client,
                    client.stream(
                        method,
                        self._graph + path,
                        content=body,
                        headers=headers,
                        extensions={"trace": limit.trace},
                    ) as response,
                ):
                    return self._answer(what, response, b"".join(_capped(response)))
            except (httpx2.TransportError, httpx2.DecodingError, OSError) as error:
                if limit.passed or isinstance(error, httpx2.TimeoutException):
                    raise UnclearError(f"{what}: no answer within {self._limit:g} s") from None
                if _UNTRUSTED in str(error):
                    raise RefusedError(f"{what}: {_told(error)}; {_TRUST}", 0) from None
                raise UnclearError(f"{what}: {_told(error)}") from None

    def _answer(self, what: str, response: Any, content: bytes) -> bytes:  # noqa: ANN401 (httpx2's)
        """Return the content of a good answer; raise what another one means."""
        status = response.status_code
        if response.is_success:
            return content
        if response.has_redirect_location:
            to = urlsplit(response.headers["location"]).hostname or "itself"
            raise RefusedError(f"{what}: is redirected to {revealed(to)}; not followed", status)
        said = f"{what}: {status}{_reason(content)}{_request_id(response.headers)}"
        if status in _MAY_PASS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wait = _wait(response.headers.get("retry-after", ""))
            if wait is not None and wait > _LONGEST_WAIT:
                raise UnclearError(f"{said}; it asks to wait {wait:.0f} s", wait, lasting=True)
            raise UnclearError(said, wait)
        if status in _HELP:
            said += f"; {_HELP[HTTPStatus(status)]}"
        raise RefusedError(said, status)

    @property
    def _host(self) -> str:
        return urlsplit(self._graph).netloc


def again(error: Exception) -> bool | float:
    """Tell whether to try again, and after how many seconds if Graph says so; stamina's hook."""
    if not isinstance(error, UnclearError) or error.lasting:
        return False
    return True if error.wait is None else error.wait


def _capped(response: Any) -> Iterator[bytes]:  # noqa: ANN401 (httpx2's)
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > _LONGEST_ANSWER:
            raise OSError(f"the answer is longer than {_LONGEST_ANSWER >> 20} MB")
        yield chunk


def _told(error: Exception) -> str:
    text = str(error).rstrip(".") or type(error).__name__
    return revealed(text)[:_LONGEST_MESSAGE]


def _reason(content: bytes) -> str:
    """Return Graph's code and message, if the answer is one of Graph's errors."""
    try:
        error = json.loads(content)["error"]
        text = f"{error['code']}: {error['message']}"
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return f" {revealed(' '.join(text.split()))[:_LONGEST_MESSAGE]}"


def _request_id(headers: Mapping[str, str]) -> str:
    """Return what Microsoft's support asks for."""
    found = headers.get("request-id", "")
    return f" (request-id {revealed(found)[:64]})" if found else ""


def _wait(after: str) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a date (RFC 9110, 10.2.3)."""
    if after.isascii() and after.isdecimal():
        return float(after)
    try:
        moment = parsedate_to_datetime(after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
