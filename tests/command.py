"""Run the command line as people do: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Done(NamedTuple):
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path = ROOT, stdin: bytes = b"", **environment: str) -> Done:
    """Run `mapping-dsl` with arguments, without colour unless the environment says so."""
    plain = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "mapping_dsl", *arguments],
        cwd=cwd,
        env={**plain, "COLUMNS": "80", "PYTHONPATH": str(ROOT), **environment},
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
