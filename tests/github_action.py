"""A runner for the action: its `run` steps in bash, with the environment that GitHub gives them."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from command import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
_INSTALLED = f"""\
#!/bin/sh
PYTHONPATH={ROOT} exec {sys.executable} -P -m mapping_dsl "$@"
"""


class Ran(NamedTuple):
    """What a run of the action left: its outputs, its summary, its log and whether it passed."""

    passed: bool
    outputs: dict[str, str]
    summary: str
    log: str


class Runner:
    """One job on a checkout.

    The tool is not installed but taken from here, unless `install` says so.
    """

    def __init__(self, checkout: Path, folder: Path, *, install: bool = False) -> None:
        self._checkout, self._folder, self._install = checkout, folder, install
        folder.mkdir(exist_ok=True)

    def run(
        self,
        inputs: dict[str, str] | None = None,
        event: dict[str, str] | None = None,
        **variables: str,
    ) -> Ran:
        """Run the action's steps until one fails, as GitHub does; it maps the outputs even then.

        `event` is what GitHub has at `github.event`, by its path.
        """
        known = {f"inputs.{name}": str(one.get("default", "")) for name, one in _inputs().items()}
        known |= {f"inputs.{name}": text for name, text in (inputs or {}).items()}
        known |= {f"github.event.{name}": text for name, text in (event or {}).items()}
        summary = self._folder / "summary"
        summary.write_text("", "utf-8")
        log, passed = "", True
        for step in ACTION["runs"]["steps"]:
            if "run" not in step or (step["id"] == "install" and not self._install):
                known |= self._ready() if step.get("id") == "install" else {}
                continue
            done, outputs = self._step(step, known, variables)
            known |= {f"steps.{step['id']}.outputs.{name}": v for name, v in outputs.items()}
            log += done.stdout + done.stderr
            passed = done.returncode == 0
            if not passed:
                break
        told = {name: _evaluated(one["value"], known) for name, one in ACTION["outputs"].items()}
        return Ran(passed, told, summary.read_text("utf-8"), log)

    def _ready(self) -> dict[str, str]:
        """Return what the step of installation puts out, where this very tool is in its place."""
        folder = tool(self._folder / "bin")
        for report in self._folder.glob("*.*"):
            report.unlink()
        return {
            "steps.install.outputs.bin": str(folder),
            "steps.install.outputs.reports": str(self._folder),
        }

    def _step(
        self, step: dict[str, Any], known: dict[str, str], variables: dict[str, str]
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        output = self._folder / "output"
        output.write_text("", "utf-8")
        given = {name: _evaluated(str(text), known) for name, text in step.get("env", {}).items()}
        done = bash(self._checkout, step["run"], {**self._github(output), **variables, **given})
        lines = output.read_text("utf-8").splitlines()
        return done, dict(line.split("=", 1) for line in lines)

    def _github(self, output: Path) -> dict[str, str]:
        return {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self._folder / "summary"),
            "GITHUB_SHA": "0" * 40,
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_EVENT_NAME": "push",
            "RUNNER_TEMP": str(self._folder),
            "RUNNER_OS": "Linux",
        }


def tool(folder: Path) -> Path:
    """Return a folder for PATH that has this very tool, as if it were installed."""
    folder.mkdir(exist_ok=True)
    (folder / "mapping-dsl").write_text(_INSTALLED, "utf-8")
    (folder / "mapping-dsl").chmod(0o755)
    if not (folder / "python").exists():
        (folder / "python").symlink_to(sys.executable)
    return folder


def bash(folder: Path, script: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub runs those with `shell: bash`, without our own PYTHONPATH."""
    given = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**given, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0", **variables},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _inputs() -> dict[str, Any]:
    inputs: dict[str, Any] = ACTION["inputs"]
    return inputs


def _evaluated(text: str, known: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: _first(found[1].split(" || "), known), text)


def _first(choices: list[str], known: dict[str, str]) -> str:
    """Return the first that is not empty: names of contexts, or a text in quotes at the end."""
    values = (one.strip("'") if one.startswith("'") else known.get(one, "") for one in choices)
    return next(filter(None, values), "")
