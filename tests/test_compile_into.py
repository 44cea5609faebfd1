"""`compile --into` as people use it."""

import json
from pathlib import Path
from typing import Any

import pytest

from command import run
from golden import CASES
from restyle import POWERSHELL_5

MERGE = ("compile", "a.mapping", "--to", "entra", "--into", "live.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    for name, case in (("a", "unchanged"), ("b", "default"), ("c", "unmanaged-keep")):
        text = (CASES / f"merge/{case}.mapping").read_text("utf-8")
        (tmp_path / f"{name}.mapping").write_text(text, "utf-8")
    live = json.loads((CASES / "merge/webex.json").read_text("utf-8"))
    (tmp_path / "live.json").write_bytes(POWERSHELL_5.content(live))
    return tmp_path


def touched(path: Path) -> Any:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ino


def test_an_unchanged_mapping_touches_nothing(folder: Path) -> None:
    live = folder / "live.json"
    before = touched(live), live.read_bytes()

    done = run(*MERGE, "-o", "live.json", cwd=folder)

    assert done == (0, "", "no change: live.json says the same already\n")
    assert (touched(live), live.read_bytes()) == before


def test_a_change_in_place_is_told(folder: Path) -> None:
    before = (folder / "live.json").read_bytes()

    done = run("compile", "b.mapping", *MERGE[2:], "-o", "live.json", cwd=folder)

    where = "/synchronizationRules/0/objectMappings/0/attributeMappings/6"
    assert done == (0, "", f"changed {where}: title\n")
    after = (folder / "live.json").read_bytes()
    old, new = before.split(b"\r\n"), after.split(b"\r\n")
    assert sum(pair[0] != pair[1] for pair in zip(old, new, strict=True)) == 1


def test_without_an_output_it_is_printed(folder: Path) -> None:
    done = run(*MERGE, cwd=folder)

    assert done.code == 0
    assert done.out.encode() == (folder / "live.json").read_bytes()


def test_unmanaged_mappings_stop_it(folder: Path) -> None:
    live = folder / "live.json"
    before = live.read_bytes()

    done = run("compile", "c.mapping", *MERGE[2:], "-o", "live.json", cwd=folder)

    assert done.code == 1
    assert "error[MAP608]: `timezone` is mapped here" in done.err
    assert "live.json:" in done.err
    assert done.err.endswith("not compiled: the mapping cannot be merged\n")
    assert live.read_bytes() == before
    options = (*MERGE[2:], "-o", "live.json", "--unmanaged", "drop")
    assert run("compile", "c.mapping", *options, cwd=folder).code == 0
    assert b"timezone" not in live.read_bytes().partition(b'"directories"')[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--to", "webex", "--into", "live.json"), "only Entra's schema is merged"),
        (("--to", "entra", "--unmanaged", "keep"), "goes with `--into`"),
        (("--to", "entra", "--into", "missing.json"), "No such file"),
        (("--to", "entra", "--into", "a.mapping"), "a.mapping:1:1: not JSON: a value is expected"),
        (("--to", "entra", "--into", "utf16.json"), "utf16.json: not UTF-16-LE"),
        (("--to", "entra", "--source-map", "a.mapping"), "is named for something else"),
        (("--to", "entra", "-o", "./x", "--source-map", "x"), "is named for something else"),
        (("--to", "entra", "-o", "a.mapping"), "is the mapping itself"),
    ],
)
def test_what_cannot_be(folder: Path, options: tuple[str, ...], message: str) -> None:
    (folder / "utf16.json").write_bytes(b"\xff\xfe{\x00}")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    done = run("compile", "a.mapping", *options, cwd=folder)

    assert done.code == 2
    assert message in done.err
    assert before == {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_plain_compile_touches_nothing_that_is_as_it_should_be(folder: Path) -> None:
    for system in ("entra", "webex"):
        plain = ("compile", "a.mapping", "--to", system, "-o", f"{system}.json")
        run(*plain, cwd=folder)
        before = touched(folder / f"{system}.json")
        assert run(*plain, cwd=folder).code == 0
        assert touched(folder / f"{system}.json") == before


@pytest.mark.parametrize(
    ("options", "title", "name"),
    [
        (MERGE, "/synchronizationRules/0/objectMappings/0/attributeMappings/6", "title"),
        (MERGE[:4], "/synchronizationRules/0/objectMappings/0/attributeMappings/9", "title"),
        (("compile", "a.mapping", "--to", "webex"), "/objects/0/targets/9", "title"),
    ],
    ids=["into", "entra", "webex"],
)
def test_a_source_map_says_where_each_part_comes_from(
    folder: Path, options: tuple[str, ...], title: str, name: str
) -> None:
    done = run(*options, "-o", "out.json", "--source-map", "map.json", cwd=folder)

    assert done.code == 0
    found = json.loads((folder / "map.json").read_text("utf-8"))
    lines = (folder / "a.mapping").read_text("utf-8").splitlines()
    assert found[title]["file"] == "a.mapping"
    assert f"-> {name}" in lines[found[title]["line"] - 1]
    assert {one["file"] for one in found.values()} == {"a.mapping", "preset:webex/default@1"}
    document = json.loads((folder / "out.json").read_text("utf-8-sig"))
    for pointer in found:
        _at(document, pointer)


def _at(document: Any, pointer: str) -> None:
    for key in pointer.split("/")[1:]:
        name = key.replace("~1", "/").replace("~0", "~")
        document = document[int(name) if isinstance(document, list) else name]
