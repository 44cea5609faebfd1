"""The oracle agrees, save for what is kept; each function in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .compare import CASES, COMPARED
from .runtime import lacking

ROOT = Path(__file__).parents[2]
LEAST = 2000
REQUIRED = os.environ.get("MAPPING_DSL_ORACLE") == "required"
LACKING = lacking()


def test_oracle_is_there_where_it_must_be() -> None:
    assert not (REQUIRED and LACKING), LACKING


@pytest.mark.slow
@pytest.mark.skipif(bool(LACKING), reason=f"no oracle: {LACKING}")
@pytest.mark.parametrize("function", COMPARED)
def test_agrees(function: str) -> None:
    command = [sys.executable, "-m", "tests.oracle", function, "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    report = json.loads(run.stdout)[function]
    assert report["unexplained"] == []
    assert report["unused"] == []
    assert report["cases"] >= CASES >= LEAST
    assert report["values"] > report["cases"] / 5
