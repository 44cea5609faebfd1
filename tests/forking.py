"""A process that has the command line loaded, and forks for each run: a start costs nothing.

It reads a JSON request a line and answers with the exit code. Each run is a process of its own,
with its own files, folder and environment; what it lacks is only the import of the modules.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any, BinaryIO

_STREAMS = ("stdin", "stdout", "stderr")


def _become(request: dict[str, Any]) -> None:
    """Make this process the run that is asked for."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    flags = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)
    for number, (name, flag) in enumerate(zip(_STREAMS, flags, strict=True)):
        os.dup2(os.open(request[name], flag), number)
    sys.stdin = io.TextIOWrapper(_binary(0, "rb"), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(_binary(1, "wb"), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(_binary(2, "wb"), encoding="utf-8", line_buffering=True)
    sys.argv = ["mapping-dsl", *request["arguments"]]


def _binary(number: int, mode: str) -> BinaryIO:
    return open(number, mode, closefd=False)  # type: ignore[return-value]


def _run(request: dict[str, Any]) -> int:
    _become(request)
    try:
        import_module("mapping_dsl.cli.main").main()
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except Exception:  # noqa: BLE001 (as the interpreter ends)
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _serve() -> None:
    main = import_module("mapping_dsl.cli.main")
    for command in main.group.list_commands(None):
        import_module(f"mapping_dsl.cli.{command}")
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            code = 70
            try:
                code = _run(json.loads(line))
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _serve()
