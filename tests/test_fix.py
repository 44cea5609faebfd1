"""`lint --fix` leaves a file that can be read, in its form, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import ROOT, run
from golden import CASES
from mapping_dsl import files
from mapping_dsl.api.fix import mended
from mapping_dsl.api.lint import lint_source
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.fmt.format import format_text
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse

FILES = sorted(str(path.relative_to(ROOT)) for path in CASES.rglob("*.mapping"))
MISSPELT = 'mapping "a" extends "webex/default@1"\n\nusers {\n  mial -> title\n}\n'
MENDED = MISSPELT.replace("mial", "mail")


def fixes(source: Source) -> Iterator[list[Finding]]:
    """Yield the findings with a fix in a file: one at a time, then all."""
    told = lint_source(source, day="2026-01-01").findings
    found = [f for f in told if f.fix and f.fix.edits[0].place.source.path == source.path]
    yield from ([finding] for finding in found)
    yield found


def is_formatted(source: Source) -> bool:
    text, wrong = format_text(source)
    return text == source.text and not wrong


@pytest.mark.parametrize("name", FILES)
def test_a_fix_leaves_a_file_that_parses_and_is_formatted_if_it_was(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir((ROOT / name).parent)
    source = Source(Path(name).name, (ROOT / name).read_text("utf-8", "replace"))
    wrong = len(parse(source).findings)

    for findings in fixes(source):
        own = findings[0].fix.edits[0].place.source if findings and findings[0].fix else source
        text, count = mended(own, findings, unsafe=True)

        after = Source(source.path, text)
        assert bool(count) == bool(findings)
        assert len(parse(after).findings) <= wrong
        assert is_formatted(after) or not is_formatted(source)


def test_there_are_fixes_to_try() -> None:
    names = [name for name in FILES if "/lint/" in name]
    sources = [Source("a.mapping", (ROOT / name).read_text("utf-8")) for name in names]

    assert sum(len(found) for source in sources for found in fixes(source)) > 150


# --- the file itself -----------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    found = tmp_path / "a.mapping"
    found.write_text(MISSPELT, "utf-8")
    return found


def fix(path: Path) -> int:
    return run("lint", "--fix", "--unsafe", path.name, cwd=path.parent).code


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_permissions_stay(path: Path, mode: int) -> None:
    path.chmod(mode)

    fix(path)

    assert path.read_text("utf-8") == MENDED
    assert path.stat().st_mode & 0o777 == mode


def test_a_link_stays_one(path: Path) -> None:
    link = path.with_name("link.mapping")
    link.symlink_to(path.name)

    fix(link)

    assert link.is_symlink()
    assert path.read_text("utf-8") == MENDED


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_the_byte_order_mark_stay(path: Path, mark: str, end: str) -> None:
    path.write_bytes((mark + MISSPELT.replace("\n", end)).encode())

    fix(path)

    assert path.read_bytes() == (mark + MENDED.replace("\n", end)).encode()


def refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("step", [(tempfile, "mkstemp"), (os, "fsync"), (os, "replace")])
def test_a_file_that_cannot_be_replaced_is_left_whole(
    path: Path, step: tuple[object, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*step, refused)

    with pytest.raises(ToolError, match=r"a\.mapping: Permission denied"):
        files.replace(str(path), MENDED)

    assert path.read_text("utf-8") == MISSPELT
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["a.mapping"]


def test_fixing_twice_changes_nothing_more(path: Path) -> None:
    fix(path)
    before = path.stat().st_mtime_ns

    fix(path)

    assert path.stat().st_mtime_ns == before
