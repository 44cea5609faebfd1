"""`apply` killed at each of its file and socket operations: nothing is ever lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from command import ROOT
from graph_tenant import Tenant
from mapping_dsl.graph.document import differences

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
]
Run = Callable[..., int]


@pytest.fixture
def run(tenant: Tenant) -> Iterator[Run]:
    """Return what runs a command in a fork, up to a step if one is named."""
    command = [sys.executable, str(ROOT / "tests" / "killed.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command,
        cwd=tenant.folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        channel = process.stdin, process.stdout

        def carry_out(*arguments: str, **order: Any) -> int:
            channel[0].write(json.dumps({"arguments": arguments, **order}) + "\n")
            channel[0].flush()
            code: int = json.loads(channel[1].readline())
            tenant.graph.settle(gone=True)
            return code

        yield carry_out
        process.stdin.close()


def test_killed_at_each_step(tenant: Tenant, run: Run) -> None:
    assert run("plan", "a.mapping", "-o", "plan.json") == 0
    old = tenant.graph.live
    new = json.loads(json.loads(Path("plan.json").read_text("utf-8"))["document"])
    apply = ("apply", "plan.json", "--yes")
    assert run(*apply, log="steps.txt") == 0
    steps = Path("steps.txt").read_text("utf-8").splitlines()
    seen = {"old": 0, "new": 0, "with a bundle": 0}

    for at in range(1, len(steps) + 1):
        start_again(tenant, old)
        assert run(*apply, at=at) == -9, steps[at - 1]
        is_old = tenant.graph.live == old
        seen["old" if is_old else "new"] += 1
        assert is_old or not differences(new, tenant.graph.document), steps[at - 1]
        whole = [path for path in tenant.bundles() if is_whole(path, old)]
        assert whole == tenant.bundles(), steps[at - 1]
        if tenant.graph.begun:
            (bundle,) = whole
            seen["with a bundle"] += 1
            assert run("rollback", bundle.name, "--yes") == 0, steps[at - 1]
            assert not differences(json.loads(old), tenant.graph.document)

    start_again(tenant, old)
    for left in tenant.folder.glob(".rollback*"):
        left.unlink()  # what a kill in the middle of writing a bundle leaves behind
    assert len(steps) >= 60
    assert len(set(steps)) >= 20
    assert min(seen.values()) >= 5


def start_again(tenant: Tenant, old: bytes) -> None:
    """Put the old schema back, and no bundle."""
    tenant.graph.live, tenant.graph.begun = old, 0
    for path in tenant.bundles():
        path.unlink()


def is_whole(bundle: Path, old: bytes) -> bool:
    document: str = json.loads(bundle.read_text("utf-8"))["document"]
    return document.encode() == old
