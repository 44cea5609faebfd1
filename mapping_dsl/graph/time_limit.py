"""A limit on the time of one whole request, however slowly its answer drips."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any, Self

_TLS_STANDS = "start_tls.complete"


class TimeLimit:
    """Break the connection off when the time is over; `passed` tells that it was.

    The client's own time limits are for a single read, which a drop a second never passes.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = Timer(seconds, self._break_off)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take the connection's socket when it stands; this is httpx2's extension `trace`."""
        if event.endswith(_TLS_STANDS):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.passed:
                self._break_off()

    def _break_off(self) -> None:
        self.passed = True
        if self._socket is not None:
            with suppress(OSError):
                # Not SSLSocket's, which takes the TLS away from under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
