"""Commands that are killed at one of their file and socket operations, each in a fork.

Standard input has one order a line, as JSON: `arguments`, `at`, and `log`. The process is killed
by SIGKILL at the step number `at`, from 1: each operation has a step before and one after it, and
writes have one in their middle. The names of the steps go to the file `log`, if that is named. One
line of JSON answers: the signal that ended the fork, negative, or its exit code.
"""

import builtins
import contextlib
import importlib
import json
import os
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_LOADED = (
    "azure.core.exceptions azure.core.pipeline.transport azure.identity httpx2 msal requests "
    "stamina tempfile tomllib mapping_dsl.cli.apply mapping_dsl.cli.rollback"
)
_LONG = 4096
_FILES = ("open", "fsync", "replace", "chmod", "unlink", "close", "stat", "lstat")


class Steps:
    """The steps of a run, counted; the one that is asked for is the last."""

    def __init__(self, at: int | None) -> None:
        self.at, self.names = at, list[str]()

    def step(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.step(f"before {name}")
            try:
                return function(*arguments, **options)
            finally:
                self.step(f"after {name}")

        return call

    def opened(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            file = self.around("open file", original)(*arguments, **options)
            if "b" in file.mode and file.writable():
                write = file.write

                def in_halves(content: bytes) -> int:
                    self.step("before write")
                    write(content[: len(content) // 2])
                    file.flush()
                    self.step("in the middle of write")
                    write(content[len(content) // 2 :])
                    self.step("after write")
                    return len(content)

                file.write = in_halves
            return file

        return call

    def sent(self, original: Callable[..., int]) -> Callable[..., int]:
        def send(own: Any, data: Any, *flags: Any) -> int:
            part = data[: max(len(data) // 2, _LONG)] if len(data) > _LONG else data
            return int(self.around("send", original)(own, part, *flags))

        return send


def watch(steps: Steps) -> None:
    """Let each file and socket operation of this process be a step."""
    for name in _FILES:
        setattr(os, name, steps.around(name, getattr(os, name)))
    builtins.open = steps.opened(builtins.open)
    for kind, name in ((socket.socket, "connect"), (ssl.SSLSocket, "do_handshake")):
        setattr(kind, name, steps.around(name, getattr(kind, name)))
    for name in ("recv", "recv_into"):
        setattr(ssl.SSLSocket, name, steps.around("receive", getattr(ssl.SSLSocket, name)))
    ssl.SSLSocket.send = steps.sent(ssl.SSLSocket.send)  # type: ignore[method-assign]


def run(order: dict[str, Any]) -> None:
    """Carry out an order; never return."""
    from mapping_dsl.cli.main import main

    steps = Steps(order.get("at"))
    sys.argv = ["mapping-dsl", *order["arguments"]]
    code = 0
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        watch(steps)
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    steps.at = None
    if "log" in order:
        Path(order["log"]).write_text("\n".join(steps.names), "utf-8")
    os._exit(code)


def serve() -> None:
    """Carry out one order after another, each in a fork of this process."""
    for name in _LOADED.split():
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


if __name__ == "__main__":
    serve()
