"""The hooks of pre-commit, installed and run by pre-commit itself."""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from command import ROOT
from diff_repository import git
from npm import REQUIRED
from pull_requests import opened, text_of

TESTED = """\

test "a seller has a title" {
  given  { userPrincipalName: "ada@contoso.com", department: "Sales", jobTitle: "Seller" }
  expect { "Seller" -> title }
}
"""


def hooked(folder: Path, before: str, text: str) -> subprocess.CompletedProcess[str]:
    """Run all hooks on a change that is staged; skip the test where they cannot be installed."""
    checkout = opened(folder, before).checkout(of="refs/heads/change")
    (checkout / "contoso.mapping").write_text(text, "utf-8")
    git(checkout, "add", "-A")
    given = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    own = {"PRE_COMMIT_HOME": str(folder / "store"), "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(repository(folder)), "--color=never"],
        cwd=checkout,
        env={**given, **own},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode > 1:
        if REQUIRED:
            pytest.fail(done.stdout + done.stderr)
        pytest.skip("pre-commit cannot install the hooks: is there no package index?")
    return done


def repository(folder: Path) -> Path:
    """Return a repository of this tool as it is here."""
    ignored = ignore_patterns(".git", ".venv", "tests", ".*_cache", "__pycache__")
    made = Path(copytree(ROOT, folder / "mapping-dsl", ignore=ignored))
    git(made, "init", "-q", "-b", "main")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "as it is")
    return made


def told(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return what became of each hook, by its name."""
    return dict(re.findall(r"^mapping-dsl (\w+)\.+(\w+)$", done.stdout, re.MULTILINE))


@pytest.mark.slow
def test_hooks_let_pass_what_is_clean(tmp_path: Path) -> None:
    """`diff` says what the commit does, and leaves it to people."""
    done = hooked(tmp_path, text_of("layout"), text_of("scope") + TESTED)

    assert told(done) == {"fmt": "Passed", "lint": "Passed", "test": "Passed", "diff": "Passed"}, (
        done.stdout
    )
    assert "1 change of who has access: `scope`" in done.stdout
    assert done.returncode == 0


@pytest.mark.slow
def test_hooks_stop_what_is_not(tmp_path: Path) -> None:
    done = hooked(tmp_path, text_of("layout"), text_of("user-name").replace("   ->", " ->"))

    assert told(done) == {"fmt": "Failed", "lint": "Failed", "test": "Failed", "diff": "Passed"}, (
        done.stdout
    )
    assert "reformatted contoso.mapping" in done.stdout
    assert "error[MAP202]" in done.stdout
    assert done.returncode == 1


def test_the_hooks_are_hooks() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    subprocess.run([*command, str(ROOT / ".pre-commit-hooks.yaml")], check=True)
