"""Bad input: a finding or one clear line, the right exit code, never a traceback or a hang."""

import json
from pathlib import Path

import pytest

from command import Done, run

READING = ("lint", "fmt", "compile", "preview")


def arguments(command: str, path: str) -> list[str]:
    extra = {"compile": ["--to", "entra"], "preview": ["--user", "user.json"], "fmt": ["--check"]}
    return [command, path, *extra.get(command, [])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "user.json").write_text('{"id": "1", "accountEnabled": true}', "utf-8")
    (tmp_path / "good.mapping").write_text('mapping "good" extends "webex/default@1"\n', "utf-8")
    (tmp_path / ".git").mkdir()
    return tmp_path


def one_line(done: Done, code: int, *words: str) -> None:
    assert done.code == code, done
    assert done.out == ""
    lines = done.err.splitlines()
    assert len(lines) == 1, done.err
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.parametrize("command", READING)
def test_not_utf8(folder: Path, command: str) -> None:
    (folder / "latin.mapping").write_bytes('mapping "käse"'.encode("latin-1"))

    one_line(run(*arguments(command, "latin.mapping"), cwd=folder), 2, "latin.mapping", "UTF-8")


@pytest.mark.parametrize("command", READING)
def test_missing(folder: Path, command: str) -> None:
    done = run(*arguments(command, "none.mapping"), cwd=folder)

    one_line(done, 2, "none.mapping", "No such file")


@pytest.mark.parametrize("command", ["compile", "preview"])
def test_a_directory_where_a_file_is_meant(folder: Path, command: str) -> None:
    (folder / "folder").mkdir()

    one_line(run(*arguments(command, "folder"), cwd=folder), 2, "folder", "directory")


@pytest.mark.parametrize("command", ["lint", "fmt"])
def test_a_directory_without_mappings(folder: Path, command: str) -> None:
    (folder / "folder").mkdir()

    one_line(run(*arguments(command, "folder"), cwd=folder), 2, "folder", "no `*.mapping`")


def test_an_empty_file(folder: Path) -> None:
    (folder / "empty.mapping").write_bytes(b"")

    done = run("lint", "empty.mapping", cwd=folder)

    assert done.code == 0
    assert "Traceback" not in done.err


def test_ten_megabytes(folder: Path) -> None:
    (folder / "long.mapping").write_text("users {\n" + "mail x\n" * 1_500_000, "utf-8")

    done = run("lint", "long.mapping", cwd=folder)

    assert done.code == 1
    assert "100 errors" in done.out


@pytest.mark.parametrize("command", READING)
def test_ten_thousand_brackets(folder: Path, command: str) -> None:
    text = f'users {{ {"(" * 10_000}"a"{")" * 10_000} -> title }}'
    (folder / "deep.mapping").write_text(text, "utf-8")

    done = run(*arguments(command, "deep.mapping"), cwd=folder)

    assert done.code == 1
    assert "MAP012" in done.out + done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[[1, 2]]", ("record 1", "list")),
        (b"[]", ("no record",)),
        (b"7", ("number",)),
        (b'"x"', ("text",)),
        (b"{", ("user.json",)),
        (b'{"id": 1, "id": 2}', ("id",)),
        (b"\xff\xfe", ("user.json",)),
        (b"", ("user.json",)),
        (b'{"value": [null]}', ("record 1",)),
    ],
)
def test_records(folder: Path, content: bytes, words: tuple[str, ...]) -> None:
    (folder / "user.json").write_bytes(content)

    one_line(run(*arguments("preview", "good.mapping"), cwd=folder), 2, *words)


def test_a_record_of_odd_values(folder: Path) -> None:
    record = {"id": 1, "displayName": [], "givenName": {"a": 1}, "surname": [1], "mail": "\udc00"}
    (folder / "user.json").write_text(json.dumps(record), "utf-8")

    done = run(*arguments("preview", "good.mapping"), cwd=folder)

    assert done.code == 3  # whom it would match is not known
    assert "error" in done.out
    assert "Traceback" not in done.err


def test_a_base_that_extends_it_in_turn(folder: Path) -> None:
    for name, base in (("a", "b"), ("b", "a")):
        text = f'mapping "{name}" extends "{base}.mapping"'
        (folder / f"{name}.mapping").write_text(text, "utf-8")

    done = run("lint", "a.mapping", cwd=folder)

    assert done.code == 1
    assert "MAP114" in done.out


@pytest.mark.parametrize("way", ["../out.mapping", "link.mapping", "/{out}"])
def test_a_base_outside_of_the_repository(folder: Path, way: str) -> None:
    outside = folder.parent / "out.mapping"
    outside.write_text('mapping "secret"', "utf-8")
    (folder / "link.mapping").symlink_to(outside)
    base = way.format(out=str(outside).lstrip("/"))
    (folder / "a.mapping").write_text(f'mapping "a" extends "{base}"', "utf-8")

    done = run("lint", "a.mapping", cwd=folder)

    assert done.code == 1
    assert "MAP114" in done.out
    assert "outside" in done.out
    assert "secret" not in done.out


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("selct = []", ("selct", "select")),
        ("select = 1", ("select",)),
        ('required-version = "9.9"', ("9.9",)),
        ('[rules.MAP9999]\nlevel = "off"', ("MAP9999",)),
        ("required-version = 1", ("required-version",)),
        ('required-version = ">=0.1"', ("required-version", "one version")),
        ('[rules.MAP201]\nlevel = "loud"', ("level", "error")),
        ("[rules.MAP201]\nlevel = []", ("level", "error")),
        ("[rules.MAP201]\nlevle = 1", ("levle", "did you mean `level`")),
        ("[rules.MAP201]\nallowable = 1", ("allowable", "true or false")),
        ("[rules.MAP201]\nalowable = true", ("alowable", "did you mean `allowable`")),
        ("[rules.MAP001]\nallowable = true", ("allowable", "never fine")),
        ("[rules.rule-crashed]\nallowable = true", ("allowable", "never fine")),
        ('[rules.syntax-error]\nlevel = "off"', ("rules.syntax-error.level", "always an error")),
        ('[rules.MAP904]\nlevel = "off"', ("rules.MAP904.level", "always an error")),
        ('[rules.rule-crashed]\nlevel = "off"', ("rules.rule-crashed.level", "always an error")),
        ('[rules.MAP103]\nlevel = "info"', ("rules.MAP103.level", "always an error")),
        ("[rules.MAP201]\n[rules.username-not-email]", ("username-not-email", "other name")),
        ("[env.prod]\nparms = {}", ("parms", "params")),
        ("[domains]\nverifed = []", ("verifed", "verified")),
        ('[domains]\nverified = "contoso.com"', ("verified", "list")),
        ('[domains]\nverified = ["contoso.com", "@contoso.de"]', ("verified", "@contoso.de")),
        ("= nonsense", ("mapping-dsl.toml",)),
    ],
)
def test_configuration(folder: Path, config: str, words: tuple[str, ...]) -> None:
    (folder / "mapping-dsl.toml").write_text(config, "utf-8")

    one_line(run("lint", "good.mapping", cwd=folder), 2, *words)


@pytest.mark.parametrize(
    "options", [["--env", "none"], ["--param", "x"], ["--config", "none.toml"], ["--today", "now"]]
)
def test_options(folder: Path, options: list[str]) -> None:
    one_line(run("lint", "good.mapping", *options, cwd=folder), 2)


@pytest.mark.parametrize("name", ["preset:webex/none", "good.json"])
def test_names(folder: Path, name: str) -> None:
    one_line(run("lint", name, cwd=folder), 2, name)


@pytest.mark.parametrize("text", ["title", "=x", "title=", "title=(", "title=Foo([mail])"])
def test_set(folder: Path, text: str) -> None:
    one_line(run(*arguments("preview", "good.mapping"), "--set", text, cwd=folder), 2, "--set")
