"""A tenant to run commands against: its Graph, a folder, and what must hold after each test."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import graph_contract
from command import Done
from graph_cases import furnish
from graph_server import SECRET, TOKEN, Certificates, Graph, environment
from mapping_dsl.cli.main import main

_TIME = re.compile(r"2\d{3}-?\d\d-?\d\dT\d\d:?\d\d:?\d\dZ(-\d(?=\.json))?")


class Tenant:
    """Runs commands in a folder whose configuration has one tenant, `production`."""

    def __init__(
        self, graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
    ) -> None:
        self.graph, self.folder = graph, folder
        self.waits: list[float] = []
        self._patch, self._captured = monkeypatch, capfd
        self._printed = ""

    def prepare(self, certificates: Certificates) -> None:
        """Furnish the folder, trust the server, and let no try wait."""
        furnish(self.folder, self.graph.address, "production")
        self._patch.chdir(self.folder)
        for name, value in environment(certificates).items():
            self._patch.setenv(name, value)
        self._patch.setattr("tenacity.nap.time", SimpleNamespace(sleep=self.waits.append))

    def run(self, *arguments: str) -> Done:
        """Run `mapping-dsl` with arguments in this process; times and ports are made equal."""
        self._captured.readouterr()
        self._patch.setattr(sys, "argv", ["mapping-dsl", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self._captured.readouterr()
        self._printed += out + err
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, self._plain(out), self._plain(err))

    def planned(self, *options: str) -> None:
        """Make `plan.json` for `a.mapping`."""
        assert self.run("plan", "a.mapping", "-o", "plan.json", *options).code == 0

    def bundles(self) -> list[Path]:
        return sorted(self.folder.glob("rollback-*.json"))

    def check(self) -> None:
        """Assert what always holds: no secret is anywhere, and Graph knows every request."""
        texts = [path.read_text("utf-8") for path in self.folder.rglob("*") if path.is_file()]
        for text in (self._printed, *texts):
            assert SECRET not in text
            assert TOKEN not in text
        assert not list(self.folder.glob(".*.json*")), "a half-written file is left"
        graph_contract.check(self.graph.seen)

    def _plain(self, text: str) -> str:
        text = text.replace(self.graph.address.removeprefix("https://"), "localhost:PORT")
        return _TIME.sub("TIME", text)
