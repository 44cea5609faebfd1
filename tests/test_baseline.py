"""`lint --baseline`: what is agreed fails nothing, and what is new does."""

import json
import re
from pathlib import Path

import pytest

from command import run
from mapping_dsl.lint.codes import STALE_BASELINE
from test_json import validated

HEADER = 'mapping "a" extends "webex/default@1"\n'
MUTABLE = "users { mailNickname -> externalId }\n"
TWICE = 'users { "a" & [mial] & [mial] -> title }\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(folder: Path, text: str, name: str = "a.mapping") -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(HEADER + text, "utf-8")


def entries(folder: Path) -> list[dict[str, str]]:
    text = (folder / "baseline.json").read_text("utf-8")
    found: list[dict[str, str]] = validated(text, "baseline.schema.json")["findings"]
    return found


def told(folder: Path, *options: str) -> tuple[int, list[str], str]:
    """Return the exit code, the codes that are told but those of MAP3, and standard error."""
    always = "lint", "--ignore", "MAP3", "--baseline", "baseline.json"
    done = run(*always, "--output-format", "concise", *options, cwd=folder)
    return done.code, re.findall(r": (\w+\[MAP\d+\])", done.out), done.err


def agree(folder: Path, text: str) -> None:
    write(folder, text)
    assert told(folder, "--write-baseline")[0] == 0


def test_what_is_agreed_does_not_fail_and_what_is_new_does(folder: Path) -> None:
    agree(folder, MUTABLE)
    assert told(folder) == (0, [], "no findings, 0 allowed, 0 expired, 1 in the baseline\n")

    write(folder, "users { mailNickname -> externalId mial -> title }\n")

    assert told(folder)[:2] == (1, ["error[MAP101]"])


def test_the_tally_counts_what_the_baseline_has(folder: Path) -> None:
    agree(folder, MUTABLE)

    done = run("lint", "--ignore", "MAP3", "--baseline", "baseline.json", cwd=folder)
    document = run("lint", "--baseline", "baseline.json", "--output-format", "json", cwd=folder)

    assert done.out == "no findings, 0 allowed, 0 expired, 1 in the baseline\n"
    assert validated(document.out, "findings.schema.json")["baseline"] == 1
    assert "baseline" not in json.loads(run("lint", "--output-format", "json", cwd=folder).out)


def test_an_entry_says_what_it_is_for(folder: Path) -> None:
    agree(
        folder, 'let a = [mial]\nusers { $a -> title scope prson = "x" mailNickname->externalId}\n'
    )

    found = [(e.get("objects"), e["target"], e.get("subject"), e["code"]) for e in entries(folder)]

    assert found == [
        (None, "$a", "mial", "MAP101"),
        ("users", "externalId", None, "MAP208"),
        ("users", "scope", "prson", "MAP101"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# more\n\n\nusers {\n\n  mailNickname\n   -> externalId\n}\n",
        "users { city -> title mailNickname -> externalId }\n",
        "users { jobTitle -> title\n  mailNickname -> EXTERNALID }\n",
    ],
)
def test_a_new_layout_changes_nothing(folder: Path, text: str) -> None:
    agree(folder, MUTABLE)

    write(folder, text)

    assert told(folder)[:2] == (0, [])


def test_a_moved_file_keeps_its_entries(folder: Path) -> None:
    agree(folder, MUTABLE)
    (folder / "tenants").mkdir()
    (folder / "a.mapping").rename(folder / "tenants/b.mapping")

    assert told(folder) == (0, [], "no findings, 0 allowed, 0 expired, 1 in the baseline\n")
    assert told(folder, "--prune-baseline")[0] == 0
    assert [entry["path"] for entry in entries(folder)] == ["tenants/b.mapping"]


def test_a_copy_of_a_file_has_no_entries(folder: Path) -> None:
    agree(folder, MUTABLE)

    write(folder, MUTABLE, "b.mapping")

    assert told(folder)[:2] == (1, ["warning[MAP208]"])


def test_an_entry_is_good_for_one_finding(folder: Path) -> None:
    agree(folder, TWICE)
    assert len(entries(folder)) == 2

    write(folder, TWICE.replace("& [mial]", "& [mial] & [mial]", 1))

    assert told(folder)[:2] == (1, ["error[MAP101]"])


def test_an_entry_is_for_its_object_mapping(folder: Path) -> None:
    agree(folder, "users { mial -> displayName match 2 }\n")

    write(folder, "groups { mial -> displayName match 1 }\n")

    assert told(folder)[:2] == (1, ["error[MAP101]", "info[MAP903]"])


@pytest.mark.parametrize(
    ("agreed", "now", "code"),
    [
        ('[mailNickname] & "@fabrikam.com"', '[mailNickname] & "@evil.example"', "MAP212"),
        ("mail", 'mail -> userName match 1 default "x@contoso.com"', "MAP202"),
        ("mailNickname -> externalId", "displayName -> externalId", "MAP208"),
        ('"True" -> active', 'Switch([IsSoftDeleted],,"True","True") -> active', "MAP402"),
        ('"fr-FR" -> locale', '"xx" -> locale', "MAP504"),
        ("mial -> title", "jobTitel -> title", "MAP101"),
    ],
)
def test_another_fault_of_the_rule_at_the_same_place_is_new(
    folder: Path, agreed: str, now: str, code: str
) -> None:
    (folder / "mapping-dsl.toml").write_text('[domains]\nverified = ["contoso.com"]\n', "utf-8")
    rows = [row if " -> " in row else f"{row} -> userName match 1" for row in (agreed, now)]
    agree(folder, f"users {{ {rows[0]} }}\n")
    assert code in {entry["code"] for entry in entries(folder)}

    write(folder, f"users {{ {rows[1]} }}\n")

    found = told(folder)
    assert found[0] == 1
    assert any(code in each and "info" not in each for each in found[1])


def test_what_is_found_at_a_higher_level_is_not_gone(folder: Path) -> None:
    agree(folder, MUTABLE)
    (folder / "mapping-dsl.toml").write_text('[rules.MAP208]\nlevel = "error"\n', "utf-8")

    assert told(folder)[:2] == (1, ["error[MAP208]"])
    assert told(folder, "--prune-baseline")[:2] == (1, ["error[MAP208]"])
    assert [entry["level"] for entry in entries(folder)] == ["warning"]
    assert told(folder, "--write-baseline")[:2] == (0, [])
    assert [entry["level"] for entry in entries(folder)] == ["error"]


def test_what_has_become_worse_is_new(folder: Path) -> None:
    row = "users {{ {} -> userName match 1 }}\n"
    agree(folder, row.format("[companyName] ?? [userPrincipalName]"))
    assert ("MAP201", "warning") in [(entry["code"], entry["level"]) for entry in entries(folder)]

    write(folder, row.format("[objectId]"))

    code, codes, _ = told(folder)
    assert code == 1
    assert "error[MAP201]" in codes


def test_who_is_who_stays_in_sight(folder: Path) -> None:
    agree(folder, "users { objectId -> userName match 1 }\n")

    assert told(folder)[:2] == (0, ["info[MAP201]"])
    assert told(folder, "--fail-on", "info")[:2] == (0, ["info[MAP201]"])


def test_what_the_configuration_refuses_stays_in_sight(folder: Path) -> None:
    (folder / "mapping-dsl.toml").write_text("[rules.MAP208]\nallowable = false\n", "utf-8")
    agree(folder, MUTABLE)

    assert told(folder)[:2] == (0, ["info[MAP208]"])


@pytest.mark.parametrize("text", ["users { mail title }\n", "users { Foo([mail]) -> title }\n"])
def test_what_cannot_be_read_is_never_agreed(folder: Path, text: str) -> None:
    write(folder, text)

    assert told(folder, "--write-baseline")[0] == 1
    assert entries(folder) == []


def test_a_stale_entry_is_told_at_its_line(folder: Path) -> None:
    agree(folder, MUTABLE)
    write(folder, "")

    done = run("lint", "--baseline", "baseline.json", "--output-format", "concise", cwd=folder)

    assert done.code == 0
    assert done.out.startswith("baseline.json:4:5: info[MAP903]: `mutable-identifier` is not found")
    (folder / "mapping-dsl.toml").write_text('[rules.MAP903]\nlevel = "error"\n', "utf-8")
    assert told(folder)[:2] == (1, ["error[MAP903]"])


def test_pruning_removes_what_is_stale_and_adds_nothing(folder: Path) -> None:
    agree(folder, "users { mailNickname -> externalId mial -> title }\n")
    write(folder, "users { mailNickname -> externalId objectIdd -> nickName }\n")

    code, codes, said = told(folder, "--prune-baseline")

    assert (code, codes) == (1, ["error[MAP101]"])
    assert said.startswith("baseline.json: 1 entry, 0 added, 1 removed\n")
    assert [entry["code"] for entry in entries(folder)] == ["MAP208"]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", ("--select", "MAP1")),
        ("", ("--ignore", "mutable-identifier")),
        ("", ("b.mapping",)),
        ("users { mail title }\n", ()),
    ],
    ids=["not selected", "ignored", "not checked", "not read"],
)
def test_what_nobody_looked_for_is_not_stale(
    folder: Path, text: str, options: tuple[str, ...]
) -> None:
    write(folder, "", "b.mapping")
    agree(folder, MUTABLE)
    write(folder, text)

    assert "info[MAP903]" not in told(folder, *options)[1]
    told(folder, "--write-baseline", *options)
    assert [entry["code"] for entry in entries(folder)] == ["MAP208"]


def test_entries_of_a_file_that_is_gone_are_stale(folder: Path) -> None:
    agree(folder, MUTABLE)
    (folder / "a.mapping").unlink()
    write(folder, "", "b.mapping")

    assert told(folder)[:2] == (0, ["info[MAP903]"])


def test_only_what_fails_is_written(folder: Path) -> None:
    write(folder, MUTABLE)
    done = run("lint", "--baseline", "baseline.json", "--write-baseline", cwd=folder)
    assert done.code == 0
    assert [entry["code"] for entry in entries(folder)] == ["MAP208"]

    run(
        *("lint", "--baseline", "baseline.json", "--write-baseline"),
        "--fail-on",
        "info",
        cwd=folder,
    )

    assert [entry["code"] for entry in entries(folder)] == ["MAP208", "MAP302"]


def test_a_baseline_is_the_same_from_wherever_it_is_asked(folder: Path) -> None:
    agree(folder, MUTABLE)
    below = folder / "below"
    below.mkdir()

    done = run("lint", "../a.mapping", "--baseline", "../baseline.json", cwd=below)

    assert done.code == 0
    assert "1 in the baseline" in done.out
    before = (folder / "baseline.json").read_bytes()
    run(
        *("lint", str(folder / "a.mapping"), "--baseline", "../baseline.json", "--write-baseline"),
        cwd=below,
    )
    assert (folder / "baseline.json").read_bytes() == before


def test_what_imports_find_can_be_agreed(folder: Path) -> None:
    row = {"source": {"expression": "[mial]", "type": "Attribute", "name": "mial"}}
    rows = [row | {"targetAttributeName": "title"}]
    (folder / "rows.json").write_text(json.dumps(rows), "utf-8")

    run("lint", "rows.json", "--baseline", "baseline.json", "--write-baseline", cwd=folder)

    assert {entry["path"] for entry in entries(folder)} == {"rows.json"}
    assert run("lint", "rows.json", "--baseline", "baseline.json", cwd=folder).code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("baseline.json:1:1", "not JSON")),
        ("[]", ("is no baseline",)),
        ('{"version": 2, "findings": []}', ("version 2",)),
        ('{"version": 1, "findings": [{}]}', ("baseline.json:1:29", "no `path`")),
        ('{"version": 1, "findings": [{"line": 1}]}', ("`line`",)),
        ('{"version": 1, "findings": [1]}', ("no `path`",)),
    ],
)
def test_what_is_no_baseline_is_said(folder: Path, text: str, words: tuple[str, ...]) -> None:
    write(folder, MUTABLE)
    (folder / "baseline.json").write_text(text, "utf-8")

    for options in ((), ("--write-baseline",), ("--prune-baseline",)):
        code, _, said = told(folder, *options)
        assert code == 2
        assert all(word in said for word in words)
    assert (folder / "baseline.json").read_text("utf-8") == text


@pytest.mark.parametrize(
    "options",
    [
        ("--baseline", "none.json"),
        ("--baseline", "none.json", "--prune-baseline"),
        ("--write-baseline",),
        ("--prune-baseline",),
    ],
)
def test_a_baseline_has_to_be_named_and_made(folder: Path, options: tuple[str, ...]) -> None:
    write(folder, MUTABLE)

    done = run("lint", *options, cwd=folder)

    assert done.code == 2
    assert "baseline" in done.err
    assert not (folder / "none.json").exists()


def test_the_page_says_how_to_remove_it() -> None:
    assert "--prune-baseline" in STALE_BASELINE.page
