"""Packages of npm that tests hold our output to: fetched where npm is, and in CI always."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = os.environ.get("MAPPING_DSL_DRIFT") == "required"
_FLAGS = ("--no-audit", "--no-fund", "--fetch-retries=0", "--ignore-scripts")


def installed(folder: Path, *packages: str) -> Path:
    """Return the folder of some packages; skip the test where they cannot be had."""
    npm = shutil.which("npm")
    if not npm:
        _lacking("npm is not installed")
    (folder / "package.json").write_text("{}", "utf-8")
    command = [str(npm), "install", *_FLAGS, "--prefix", str(folder), *packages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        _lacking(f"npm could not fetch {', '.join(packages)}: {done.stderr[-200:]}")
    return folder / "node_modules"


def _lacking(reason: str) -> None:
    """Skip the test, or fail it where nothing may be lacking."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
