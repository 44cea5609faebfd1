"""The rules of this house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 400
FORBIDDEN = {"utils", "helpers", "common", "base", "manager"}
GENERATED = {"mapping_dsl/syntax/tables.py"}


def tracked(*suffixes: str) -> list[Path]:
    """Return the project's own files: what git would commit."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout.splitlines()  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        listed = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [ROOT / name for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()]


PYTHON = [p for p in tracked(".py") if str(p.relative_to(ROOT)) not in GENERATED]


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: str(p.relative_to(ROOT)))
def test_file(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert path.stem not in FORBIDDEN
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text.replace("(TODO|FIXME|XXX)", ""))
    assert "TYPE_" + "CHECKING" not in text


def test_every_module_says_what_it_is() -> None:
    for path in PYTHON:
        if "mapping_dsl" in path.parts:
            assert path.read_text("utf-8").startswith(('"""', 'r"""')), path


def test_nothing_names_the_machine() -> None:
    words = ["/wo" + "rk/", "farm" + "-", ".libr" + "ary", "/tm" + "p/w"]
    for path in tracked(".py", ".md", ".toml", ".json", ".lark", ".mapping", "Makefile", "run"):
        text = path.read_text("utf-8", "replace")
        assert not [word for word in words if word in text], path
