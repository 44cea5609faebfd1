"""`mapping-dsl preview`: what it makes of its options, and when it does not answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Done, run

ADA = {
    "id": "11111111-2222-4333-8444-555555555555",
    "userPrincipalName": "ada@contoso.com",
    "mail": "ada@contoso.com",
    "displayName": "Ada Lovelace",
    "givenName": "Ada",
    "surname": "Lovelace",
    "accountEnabled": True,
    "deletedDateTime": None,
}
WEBEX = {"id": "w1", "userName": "ada@contoso.com", "externalId": ADA["id"], "active": True}
EXTENDS = 'mapping "a" extends "webex/default@1"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.mapping").write_text(EXTENDS, "utf-8")
    (tmp_path / "ada.json").write_text(json.dumps(ADA), "utf-8")
    return tmp_path


def preview(folder: Path, *options: str, rows: str = "") -> Done:
    (folder / "a.mapping").write_text(f"{EXTENDS}users {{\n{rows}\n}}\n", "utf-8")
    return run("preview", "a.mapping", "--user", "ada.json", *options, cwd=folder)


@pytest.mark.parametrize(
    "rows",
    ["mail -> userName macth 1", "title title", "actions create actions update", "'x' -> title"],
)
def test_what_cannot_be_read_whole_is_not_previewed(folder: Path, rows: str) -> None:
    done = preview(folder, rows=rows)

    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("not previewed: the mapping cannot be read whole\n")
    assert "error[MAP" in done.err


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("[maill] -> title", "MAP101"),
        ("mail -> titel", "MAP102"),
        ("Foo([mail]) -> title", "MAP103"),
        ("scope department < 3", "MAP405"),
    ],
)
def test_a_mistake_in_the_mapping_is_not_put_on_the_record(
    folder: Path, rows: str, code: str
) -> None:
    done = preview(folder, rows=rows)

    assert done.code == 1
    assert f"error[{code}]" in done.err
    assert "ada@contoso.com" in done.out


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--explain", "title", "maps it"),
        ("--explain", "usrName", "did you mean `userName`?"),
        ("--set", 'title="a" match 2', "`match` cannot stand here"),
        ("--set", 'title="a" -> x', "`->` cannot stand here"),
        ("--set", 'title="a" }', "`}` cannot stand here"),
        ("--set", "title=[maill]", "did you mean `mail`?"),
        ("--set", "titel=[mail]", "did you mean `title`?"),
        ("--set", "title match 2=[mail]", "`title match 2` is no target"),
    ],
)
def test_options_that_name_nothing(folder: Path, option: str, text: str, words: str) -> None:
    done = preview(folder, option, text)

    assert (done.code, done.out) == (2, "")
    assert f"{option} {text}" in done.err
    assert words in done.err
    assert done.err.count("\n") == 1


def test_several_targets_are_explained(folder: Path) -> None:
    done = preview(folder, "--explain", "userName", "--explain", "active")

    assert "[userPrincipalName] → " in done.out
    assert "Switch → " in done.out


@pytest.mark.parametrize("source", ["employeeOrgData.division", "none", '"a"', "[mail]"])
def test_any_source_can_be_tried(folder: Path, source: str) -> None:
    done = preview(folder, "--set", f"title={source}")

    assert done.code == (3 if "division" in source else 0)


@pytest.mark.parametrize(
    ("options", "why", "code"),
    [
        (("--unassigned",), "nothing: not assigned to the app", 0),
        (("--set", "title=[city]"), "unknown: `title`: `city` is not in this record", 3),
        (("--set", 'title=Item("a", "9")'), "nothing: an error in `title`", 1),
        (("--set", 'title=Split("a,b", ",")'), "unknown: `title`: 2 values for one", 3),
    ],
)
def test_a_body_that_is_not_sent_is_null(
    folder: Path, options: tuple[str, ...], why: str, code: int
) -> None:
    done = preview(folder, *options, "--scim", "create")

    assert (done.code, done.out) == (code, "null\n")
    assert done.err.startswith(f"ada@contoso.com: no body: {why}")


def test_a_body_with_a_bad_value_is_shown(folder: Path) -> None:
    done = preview(folder, "--set", 'userType="robot"', "--scim", "create")

    assert (done.code, json.loads(done.out)["userType"]) == (1, "robot")
    assert done.err.startswith("ada@contoso.com: `userType`")


FORMATS = {
    (): ("text", "concise", "json"),
    ("--scim", "create"): ("text", "concise", "json", "http"),
    ("--scim", "update", "--current", "webex.json"): ("text", "concise", "json", "http"),
}


@pytest.mark.parametrize(
    "given",
    [
        ('"GB" -> preferredLanguage', 1, "ll_CC"),
        ("jobTitle -> active", 3, "`maybe` is no boolean"),
        ("city -> title", 3, "`city` is not in this record"),
        ('city -> title\n"GB" -> preferredLanguage', 3, "ll_CC"),
        ("surname -> title", 0, ""),
    ],
)
@pytest.mark.parametrize(
    ("mode", "form"), [(mode, form) for mode, forms in FORMATS.items() for form in forms]
)
def test_the_exit_code_is_the_same_in_every_format(
    folder: Path, given: tuple[str, int, str], mode: tuple[str, ...], form: str
) -> None:
    row, code, named = given
    (folder / "ada.json").write_text(json.dumps(ADA | {"jobTitle": "maybe"}), "utf-8")
    (folder / "webex.json").write_text(json.dumps(WEBEX), "utf-8")

    done = preview(folder, *mode, "--output-format", form, rows=row)

    assert done.code == code
    assert named in " ".join((done.out + done.err).split())


def test_a_body_that_is_sent(folder: Path) -> None:
    done = preview(folder, "--scim", "create")

    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["userName"] == "ada@contoso.com"


@pytest.mark.parametrize("options", [("--scim", "create"), ("--output-format", "concise")])
def test_what_is_assumed_is_told_once(folder: Path, options: tuple[str, ...]) -> None:
    record = {name: value for name, value in ADA.items() if name != "deletedDateTime"}
    other = record | {"id": "b", "userPrincipalName": "b@contoso.com"}
    (folder / "ada.json").write_text(json.dumps([record, other]), "utf-8")

    done = preview(folder, *options)

    assert done.err.startswith("assumed: a record without `deletedDateTime` ")
    assert done.err.count("assumed") == 1
