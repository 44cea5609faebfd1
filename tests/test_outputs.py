"""Several formats of one run: which goes where, and what is refused."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import format_readers as read
from command import run
from mapping_dsl.cli.main import group
from mapping_dsl.diff.rules.map815_source_changed import source_changed
from mapping_dsl.lint.rules.map208_mutable_identifier import mutable_identifier
from mapping_dsl.report.formats import FORMATS

NAMES = ("text", "json", "json-lines", *FORMATS)
HEADER = 'mapping "contoso" extends "webex/default@1"\n'
RISKY = HEADER + "users { mailNickname -> externalId }\n"
LINT = ("lint", "a.mapping", "--select", "MAP208")
DIFF = ("diff", "old.mapping", "a.mapping")
ALLOWED = 'mailNickname -> externalId allow mutable-identifier because "ticket 1"'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.mapping").write_text(RISKY, "utf-8")
    (tmp_path / "old.mapping").write_text(HEADER + "users { objectId -> externalId }\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def formats(*names: str) -> list[str]:
    return [part for name in names for part in ("--output-format", name)]


@pytest.mark.parametrize("command", [LINT, DIFF], ids=["lint", "diff"])
def test_every_format_at_once(command: tuple[str, ...], folder: Path) -> None:
    alone = {name: run(*command, *formats(name), cwd=folder) for name in NAMES}

    done = run(*command, *formats("text", *(f"{n}=out.{n}" for n in NAMES)), cwd=folder)

    assert done == alone["text"]
    assert {n: (folder / f"out.{n}").read_text("utf-8") for n in NAMES} == {
        name: one.out for name, one in alone.items()
    }
    assert {one.code for one in alone.values()} == {1}


@pytest.mark.parametrize("command", [LINT, DIFF], ids=["lint", "diff"])
@pytest.mark.parametrize("name", NAMES)
def test_every_run_ends_with_the_tally(command: tuple[str, ...], name: str, folder: Path) -> None:
    """In the text, or on standard error where something else is on standard output."""
    wanted = {"lint": "1 finding (1 warning), 0 allowed, 0 expired\n"}
    wanted["diff"] = "1 change (1 identity) in 1 mapping, 0 accepted\n"
    done = run(*command, *formats(name), cwd=folder)

    assert (done.out if name == "text" else done.err).endswith(wanted[command[0]])
    assert name == "text" or done.err == wanted[command[0]]


def test_a_tally_counts_what_is_allowed(folder: Path) -> None:
    text = HEADER + f"users {{ mail -> title\n {ALLOWED} }}\n"
    (folder / "a.mapping").write_text(text, "utf-8")

    done = run(*LINT, "--fail-on", "error", cwd=folder)

    assert done.code == 0
    assert done.out.endswith(", 1 allowed, 0 expired\n")


@pytest.mark.parametrize("command", [LINT, DIFF], ids=["lint", "diff"])
def test_only_files(command: tuple[str, ...], folder: Path) -> None:
    done = run(*command, *formats("sarif=a.sarif", "markdown=a.md"), cwd=folder)

    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert read.sarif((folder / "a.sarif").read_text("utf-8"))["results"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["text", "json"], "only one format goes to standard output"),
        (["sarif=x", "github=x"], "only one format goes to the file x"),
        (["sarf"], "'sarf' is not one of text, json, "),
        (["sarif="], "name the file"),
        (["=x"], "'' is not one of"),
    ],
)
def test_wrong_usage(names: list[str], says: str, folder: Path) -> None:
    for command in (LINT, DIFF):
        done = run(*command, *formats(*names), cwd=folder)
        assert (done.code, done.out) == (2, "")
        assert says in " ".join(done.err.split())
    assert {path.name for path in folder.iterdir()} == {".git", "a.mapping", "old.mapping"}


@pytest.mark.parametrize("name", ["a.mapping", "./a.mapping", "new.mapping"])
def test_a_mapping_is_not_written_over(name: str, folder: Path) -> None:
    for command in (("lint", "."), LINT, DIFF):
        done = run(*command, *formats(f"sarif={name}"), cwd=folder)
        assert done.code == 2
        assert "must not be written over" in done.err
    assert (folder / "a.mapping").read_text("utf-8") == RISKY


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    done = run(*LINT, *formats("text", "sarif=missing/a.sarif"), cwd=folder)

    assert (done.code, done.out) == (2, "")
    assert done.err == "mapping-dsl: missing/a.sarif: No such file or directory\n"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_file_is_replaced_whole(folder: Path) -> None:
    (folder / "kept").write_text("before", "utf-8")
    (folder / "kept").chmod(0o640)
    (folder / "a.sarif").symlink_to("kept")

    run(*LINT, *formats("sarif=a.sarif"), cwd=folder)

    assert (folder / "a.sarif").is_symlink()
    assert read.sarif((folder / "kept").read_text("utf-8"))["results"]
    assert (folder / "kept").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == [".git"]


def test_colours_stay_out_of_files(folder: Path) -> None:
    done = run(*LINT, *formats("text", "text=a.txt"), cwd=folder, FORCE_COLOR="1")

    assert "\x1b[" in done.out
    assert "\x1b[" not in (folder / "a.txt").read_text("utf-8")


def broken(*_: Any) -> Iterator[Any]:
    raise ZeroDivisionError


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", NAMES)
def test_a_rule_that_crashes_is_in_every_format(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutable_identifier, "check", broken)
    monkeypatch.setattr(source_changed, "compare", broken)

    for command in (LINT, DIFF):
        done = CliRunner().invoke(group, [*command, *formats(name)])
        assert done.exit_code == 3
        assert "MAP904" in (done.output if name == "text" else done.stdout)
        if name == "sarif":
            assert not read.sarif(done.stdout)["invocations"][0]["executionSuccessful"]
        if name == "junit":
            assert "<error " in done.stdout
        if name == "markdown" and command == DIFF:
            assert "### a rule failed, so that nothing may be concluded" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_compared_is_in_every_format(name: str, folder: Path) -> None:
    (folder / "a.mapping").write_text("users { mail -> }\n", "utf-8")

    done = run(*DIFF, *formats(name), cwd=folder)

    assert done.code == 1
    assert "MAP0" in done.out
    assert "could not be compared" in done.out + done.err


@pytest.mark.parametrize("name", FORMATS)
def test_accepted_changes_are_told_in_the_comment_alone(name: str, folder: Path) -> None:
    """GitHub would show a suppressed result as any other."""
    found = json.loads(run(*DIFF, *formats("json"), cwd=folder).out)
    (change,) = [c for c in found["comparisons"][0]["changes"] if c["class"] == "identity"]
    line = f'{change["code"]} {change["target"]} {change["digest"]} "ticket `1` @ada"\n'
    (folder / "accepted").write_text(line, "utf-8")

    done = run(*DIFF, "--accept", "accepted", *formats(name), cwd=folder)

    assert done.code == 0
    assert "1 accepted" in done.err
    assert (change["code"] in done.out) is (name == "markdown")


@pytest.mark.parametrize("beginning", ["", "s", "json"])
def test_names_are_completed(beginning: str) -> None:
    words = f"mapping-dsl lint --output-format {beginning}".rstrip()
    done = run(
        _MAPPING_DSL_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD="3",
    )  # fmt: skip

    found = [line.partition(",")[2] for line in done.out.splitlines()]
    assert found == [name for name in NAMES if name.startswith(beginning)]
