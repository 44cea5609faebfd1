"""`preview --scim` and `--webex`: what they print, and what they do with a wrong file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from command import Done, run

CASES = Path(__file__).parent / "cases" / "scim"
ADA = ("--user", "ada.json")
PEOPLE = ("--user", "people.json")
NOW = ("--current", "webex-ada.json")
LISTING = ("--current", "webex.json")
OTHERS = ("--current", "webex-others.json")
NAMESAKES = ("--user", "namesakes.json")
TEAM = ("--user", "team.json")
PAGES = ("--webex", "webex-pages.json")
GROUP = ("--object", "groups", "--user", "group.json")
GROUPS = ("--current", "webex-group.json")
KNOWN = ("--webex", "webex-pages.json", "--webex", "webex-new.json")
FLAG = ("--dialect", "aadOptscim062020")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in CASES.glob("*[!t]"):
        shutil.copy(file, tmp_path)
    return tmp_path


def preview(folder: Path, *options: str) -> Done:
    return run("preview", "some.mapping", *options, cwd=folder)


PRINTED = {
    "create.http": (*ADA, "--scim", "create", "--output-format", "http"),
    "update.http": (*ADA, "--scim", "update", *NOW, "--output-format", "http"),
    "stranger.json": (*ADA, "--scim", "create", *NOW, "--output-format", "json"),
    "update.json": (*ADA, *FLAG, "--scim", "update", *NOW, "--output-format", "json"),
    "people.http": (*PEOPLE, "--scim", "create", *LISTING, "--output-format", "http"),
    "taken.http": (*ADA, "--scim", "update", *OTHERS, "--output-format", "http"),
    "skipped.json": (*ADA, "--scim", "create", *OTHERS, "--output-format", "json"),
    "namesakes": (*NAMESAKES, "--webex", "webex-pages.json"),
    "namesakes.http": (*NAMESAKES, "--scim", "create", "--output-format", "http"),
    "team.json": (*TEAM, "--scim", "update", *PAGES, "--output-format", "json"),
    "group.http": (*GROUP, "--scim", "create", *KNOWN, "--output-format", "http"),
    "group.json": (*GROUP, "--scim", "update", *GROUPS, *KNOWN, "--output-format", "json"),
    "strangers.http": (*GROUP, "--scim", "update", *GROUPS, "--output-format", "http"),
    "groups": (*GROUP, "--webex", "webex-group.json"),
    "meeting": (*PEOPLE, "--webex", "webex.json"),
    "meeting.json": (*PEOPLE, "--webex", "webex.json", "--output-format", "json"),
}
WRONG = ("namesakes", "namesakes.http", "skipped.json")
OPEN = (
    "stranger.json",
    "group.json",
    "strangers.http",
    "people.http",
    "meeting",
    "meeting.json",
    "taken.http",
)


@pytest.mark.parametrize("name", PRINTED, ids=lambda name: f"scim/{name}")
def test_what_is_printed(folder: Path, golden: Any, name: str) -> None:
    done = preview(folder, *PRINTED[name])

    assert done.code == (3 if name in OPEN else name in WRONG)
    assert done.out + done.err == golden(name=f"scim/{name}.want.txt")
    if name in ("meeting", "namesakes"):
        assert max(map(len, done.out.splitlines())) <= 80


def test_a_body_is_that_of_the_write(folder: Path) -> None:
    done = preview(folder, *ADA, "--scim", "update", *NOW)

    operations = json.loads(done.out)["Operations"]
    assert [one["path"] for one in operations] == [
        "userName",
        "active",
        "title",
        "preferredLanguage",
    ]


def test_bodies_of_namesakes(folder: Path) -> None:
    done = preview(folder, *NAMESAKES, "--scim", "create")

    assert (done.code, len(json.loads(done.out))) == (1, 3)
    assert done.err == (
        "ada@contoso.com: no body: unknown: taken by another: ADA@contoso.com would have the same "
        "`userName`, `ada@contoso.com`\n"
        "ADA@contoso.com: no body: unknown: taken by another: ada@contoso.com would have the same "
        "`userName`, `ADA@contoso.com`\n"
    )


def test_a_body_that_is_not_the_whole(folder: Path) -> None:
    done = preview(folder, *GROUP, "--scim", "update", *GROUPS, *KNOWN)

    assert (done.code, json.loads(done.out)["Operations"][0]["op"]) == (3, "Add")
    assert done.err == (
        "Sales: not the whole: unknown: `members`: Webex also has `w9`; Entra removes only whom it "
        "added itself\n"
    )


def test_why_there_is_no_body(folder: Path) -> None:
    (folder / "webex.json").write_text('{"Resources": []}', "utf-8")

    done = preview(folder, *ADA, "--scim", "update", "--current", "webex.json")

    assert (done.code, done.out) == (0, "null\n")
    assert done.err == "augusta@contoso.com: no body: nothing: blocked from signing in\n"


def test_a_second_user_is_told_beside_the_own_one(folder: Path) -> None:
    done = preview(folder, *PEOPLE, "--scim", "create", *LISTING, "--output-format", "json")

    records = json.loads(done.out)["records"]
    new = next(one for one in records if one["record"] == "new@contoso.com")
    assert new["requests"][1]["why"] == "no Webex user matches: a second user, beside w5"


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    once = preview(folder, *ADA, "--webex", "webex.json", "--output-format", "json")
    twice = preview(folder, *ADA, *ADA, *("--webex", "webex.json") * 2, "--output-format", "json")

    assert (twice.code, twice.out) == (once.code, once.out)


def test_who_entra_manages_is_known_by_its_external_id(folder: Path) -> None:
    done = preview(folder, *PEOPLE, "--scim", "update", *LISTING, "--output-format", "json")

    records = json.loads(done.out)["records"]
    new = next(one for one in records if one["record"] == "new@contoso.com")
    assert new["requests"][0]["path"] == "/Users/w5"  # a rename, where a stranger would be created


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "webex.json:1:2: not JSON: "),
        ("3", "webex.json: is a text or a number, not a Webex user\n"),
        ('{"id": "1"}', "webex.json: a Webex user without `userName`\n"),
        (
            '{"id": "1", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}',
            "webex.json: is a group, not a Webex user\n",
        ),
        (
            '[{"id": "1", "userName": "a", "meta": {"resourceType": "Group"}}]',
            "webex.json: entry 1: is a `Group`, not a Webex user\n",
        ),
        ('{"userName": "a@b.cc"}', "webex.json: a Webex user without `id`\n"),
        (
            '[{"id": "1", "userName": "a"}, {"userName": "a"}]',
            "webex.json: entry 2: a Webex user without `id`\n",
        ),
        (
            '[{"id": "1", "userName": "a"}, 7]',
            "webex.json: entry 2: is a text or a number, not a Webex user\n",
        ),
        (
            '[{"id": "1", "userName": "a"}, {"id": "1", "userName": "b"}]',
            "webex.json: entry 2: has the `id` of entry 1\n",
        ),
        ('{"Resources": {}}', "webex.json: `Resources` is an object, not a list\n"),
        ('{"totalResults": 0}', "webex.json: holds no Webex user: a listing without `Resources`"),
        ('{"status": "404", "detail": "no"}', "webex.json: holds no Webex user: no\n"),
        ('{"id": "1", "active": "yes"}', "webex.json: `active` is a text or a number, where "),
        ('{"id": "1", "userName": []}', "webex.json: `userName` is a list of 0, not a text\n"),
        ('{"id": "1", "name": "Ada"}', "webex.json: `name` is a text or a number, not an object\n"),
        ('{"id": "1", "emails": ["a"]}', "webex.json: `emails` is not a list of objects\n"),
        (
            '{"id": "1", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": 1}',
            "webex.json: `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User` is a text",
        ),
    ],
)
@pytest.mark.parametrize("options", [("--webex",), ("--scim", "update", "--current")])
def test_a_wrong_file_is_one_line(
    folder: Path, content: str, told: str, options: tuple[str, ...]
) -> None:
    (folder / "webex.json").write_text(content, "utf-8")

    done = preview(folder, *ADA, *options, "webex.json")

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--scim", "update"), "--scim update: name what Webex has now with `--current FILE`"),
        (NOW, "--current: goes with `--scim create` or `--scim update`"),
        (("--dialect", "plain"), "--dialect: goes with `--scim create` or `--scim update`"),
        (("--output-format", "http"), "--output-format http: goes with `--scim`"),
        (
            ("--webex", "webex.json", "--output-format", "concise"),
            "--output-format concise: the matching table is text or json",
        ),
        (("--webex", "none.json"), "none.json"),
    ],
)
def test_options_that_do_not_go_together(folder: Path, options: tuple[str, ...], told: str) -> None:
    done = preview(folder, *ADA, *options)

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("options", [("--webex", "webex.json"), ("--scim", "create")])
def test_nothing_is_wrong_with_the_values_of_whom_entra_skips(
    folder: Path, options: tuple[str, ...]
) -> None:
    (folder / "webex.json").write_text('{"Resources": []}', "utf-8")
    mapping = 'mapping "m" extends "webex/default@1"\nusers { "robot" -> userType }\n'
    (folder / "some.mapping").write_text(mapping, "utf-8")
    ada = {"userPrincipalName": "ada@contoso.com", "displayName": "Ada"}
    known = dict.fromkeys(
        ("mail", "givenName", "surname", "jobTitle", "department", "deletedDateTime")
    )

    codes = {}
    for enabled in (False, True):
        record = {**known, **ada, "id": "1f0c7e52-6a3b-4d8e-9b57-2c4d6e8fa013"}
        (folder / "ada.json").write_text(json.dumps({**record, "accountEnabled": enabled}), "utf-8")
        done = preview(folder, *ADA, "--missing-is-absent", *options)
        codes[enabled] = (done.code, "robot" in done.err)

    assert codes == {False: (0, False), True: (1, True)}


def test_a_manager_whom_entra_skips_is_left_out(folder: Path) -> None:
    mapping = 'mapping "m" extends "webex/default@1"\nusers { manager -> enterprise:manager }\n'
    (folder / "some.mapping").write_text(mapping, "utf-8")
    boss = "1f0c7e52-6a3b-4d8e-9b57-2c4d6e8fa013"
    people = [
        {"id": boss, "userPrincipalName": "b@contoso.com", "accountEnabled": False},
        {
            "id": boss.replace("1f", "2f"),
            "userPrincipalName": "a@contoso.com",
            "manager": {"id": boss},
        },
    ]
    (folder / "people.json").write_text(json.dumps(people), "utf-8")

    create = ("--missing-is-absent", "--scim", "create", "--output-format", "json")
    done = preview(folder, *PEOPLE, *create)

    _, led = json.loads(done.out)["records"]
    assert [request["method"] for request in led["requests"]] == ["GET", "POST"]
    assert f"`{boss}` is not provisioned" in led["stopped"]["because"]


def test_the_table_gives_no_external_id_that_no_request_does(folder: Path) -> None:
    mapping = 'mapping "m" extends "webex/default@1"\nusers { objectId -> externalId on create }\n'
    (folder / "some.mapping").write_text(mapping, "utf-8")
    listing = {"Resources": [{"id": "1", "userName": "b@contoso.com"}]}
    (folder / "webex.json").write_text(json.dumps(listing), "utf-8")
    boss = {"id": "1f0c7e52-6a3b-4d8e-9b57-2c4d6e8fa013", "userPrincipalName": "b@contoso.com"}
    (folder / "ada.json").write_text(json.dumps(boss), "utf-8")

    done = preview(folder, *ADA, "--missing-is-absent", "--webex", "webex.json")

    assert "matched" in done.out
    assert "gets its" not in done.out


def test_two_records_of_one_object_id_are_refused(folder: Path) -> None:
    first = json.loads((folder / "ada.json").read_text("utf-8"))
    (folder / "people.json").write_text(json.dumps([first, first]), "utf-8")

    done = preview(folder, *PEOPLE, "--scim", "create")

    assert (done.code, done.out) == (2, "")
    assert "people.json: record 2 has the object id of record 1" in done.err


def test_a_listing_of_another_api_is_named(folder: Path) -> None:
    (folder / "webex.json").write_text('{"items": [{"id": "a", "emails": ["a@b.c"]}]}', "utf-8")

    done = preview(folder, *ADA, "--webex", "webex.json")

    assert (done.code, done.out) == (2, "")
    assert "webex.json: is a listing of the People API" in done.err
