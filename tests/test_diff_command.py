"""What `diff` is told on the command line, and what it does when it fails itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from command import run
from diffs import changed, meant
from mapping_dsl.api import accepted
from mapping_dsl.api.comparison import compare
from mapping_dsl.cli.main import group
from mapping_dsl.diff.portal import clicks
from mapping_dsl.diff.rules.map815_source_changed import source_changed
from mapping_dsl.errors import ToolError
from mapping_dsl.resolve.model import Call, Clause, Mapping
from mapping_dsl.source import Source
from models import block, mapping, row, rule, scope

OLD = """\
users {
  scope department = "Sales"
  jobTitle -> title
  mobile -> phoneNumbers[type eq "mobile"].value
}
"""
NEW = OLD.replace("jobTitle", "department").replace("mobile ->", "telephoneNumber ->")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    header = 'mapping "contoso" extends "webex/default@1"\n'
    (tmp_path / "old.mapping").write_text(header + OLD, "utf-8")
    (tmp_path / "new.mapping").write_text(header + NEW, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(*arguments: str) -> list[str]:
    done = CliRunner().invoke(group, ["diff", "old.mapping", "new.mapping", *arguments])
    return [str(done.exit_code), *done.output.splitlines()]


@pytest.mark.usefixtures("folder")
def test_every_line_that_is_printed_accepts_its_change(tmp_path: Path) -> None:
    printed = [re.sub(r"^  accept: ", "", line) for line in lines() if "accept: " in line]
    path = tmp_path / "accepted"

    for count, code in ((1, "1"), (2, "0")):
        path.write_text("\n".join(printed[:count]).replace("…", "as agreed"), "utf-8")
        told = lines("--accept", str(path))
        assert told[0] == code
        assert f"{count} accepted" in told[-1]
    assert len(printed) == 2
    assert "unchanged" not in "".join(told)
    assert "MAP820" in "".join(told)


@pytest.mark.usefixtures("folder")
def test_a_line_that_is_there_twice_counts_once(tmp_path: Path) -> None:
    line = next(line for line in lines() if "accept: " in line).partition("accept: ")[2]
    (tmp_path / "accepted").write_text(f"{line}\n{line}\n".replace("…", "as agreed"), "utf-8")

    told = "\n".join(lines("--accept", "accepted"))

    assert "1 accepted" in told
    assert "accepted:2: says what line 1 does, and can be removed" in told


def test_a_line_accepts_a_change_in_its_own_mapping_only(tmp_path: Path) -> None:
    header = 'mapping "{}" extends "webex/default@1"\n'
    for name, header_name in (("one", "one"), ("other", "other"), ("same", "other")):
        for side, text in (("old", OLD), ("new", NEW)):
            path = tmp_path / side / f"{name}.mapping"
            path.parent.mkdir(exist_ok=True)
            path.write_text(header.format(header_name) + text, "utf-8")
    printed = run("diff", "old/one.mapping", "new/one.mapping", cwd=tmp_path).out
    wanted = [line.partition("accept: ")[2] for line in printed.splitlines() if "accept: " in line]
    (tmp_path / "accepted").write_text("\n".join(wanted).replace("…", "as agreed"), "utf-8")

    done = run("diff", "old", "new", "--accept", "accepted", cwd=tmp_path)
    digests = [line.split()[-2] for line in done.out.splitlines() if "accept: " in line]

    assert (done.code, done.err) == (1, "")
    assert "2 accepted" in done.out
    assert len(digests) == len(set(digests)) == 2 * len(wanted)


def test_a_block_that_comes_or_goes_is_accepted_with_its_rows() -> None:
    def digest(row: str) -> str:
        only = 'mapping "o" for "other"\nattributes target { login: string name: string }\n'
        users = f'rule "r" {{ users from "User" to "A" {{ {row} }}\n'
        groups = 'groups from "Group" to "B" { displayName -> name match 1 } }'
        told = changed(f"{only}{users}{groups}", f'{only}rule "r" {{ {groups}')
        return next(change.digest for change in told if change.code == "MAP813")

    assert digest("mail -> login match 1") != digest("userPrincipalName -> login match 1")


@pytest.mark.parametrize(
    "text",
    [
        'MAP815 title 0123456789abcdef ""',
        'MAP815 title 0123456789abcdef "  "',
        'MAP815 title 0123456789abcdef "…"',
        "MAP815 title 0123456789abcdef",
        'MAP815 title 0123456789abcde "short"',
        'MAP815 0123456789abcdef "no target"',
        'title 0123456789abcdef "no code"',
    ],
)
def test_a_line_that_accepts_nothing_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "accepted").write_text(f"# why\n\n{text}\n", "utf-8")

    with pytest.raises(ToolError, match=":3: "):
        accepted.read(str(tmp_path / "accepted"))


def test_a_digest_covers_old_and_new_and_the_block() -> None:
    def digest(old: str, new: str) -> str:
        return changed(f"users {{ {old} -> title }}", f"users {{ {new} -> title }}")[0].digest

    told = [digest("city", "state"), digest("city", "country"), digest("country", "state")]
    told += [digest('"a"', '"b"'), digest("[a1]", '"b"'), digest('"a1"', '"b"')]
    spelled = digest("[city]", "[state]")
    (of_groups,) = [
        change.digest
        for change in changed(
            "groups { mailNickname -> displayName }", "groups { displayName -> displayName }"
        )
        if change.target == "displayName"
    ]

    assert len({*told, of_groups}) == 7
    assert spelled == told[0]


def broken(*_: Any) -> Iterator[Any]:
    raise ZeroDivisionError


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_a_rule_that_crashes_is_exit_3(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(source_changed, "compare", broken)

    told = lines("--output-format", form, "--fail-on", "never")

    assert told[0] == "3"
    assert "MAP904" in "".join(told)


def test_two_mappings_from_anywhere_are_compared() -> None:
    old, new = (meant(text).mapping for text in (OLD, NEW))

    assert [change.code for change in compare(old, new, "tenant").changes] == [
        "MAP815",
        "MAP815",
        "MAP820",
    ]


def imported(function: str, operator: str) -> Mapping:
    """Return what only an imported schema can have: names that this version does not know."""
    unknown = Call(function, (("source", (Call("Now", ()),)),))
    told = scope("groups", (Clause("country", operator, "US"),))
    return mapping(
        rule(block("users", row("active", unknown), row("userName", unknown), scopes=(told,)))
    )


def test_what_nobody_knows_is_undecided_and_no_crash() -> None:
    old, new = imported("Later", "="), imported("Never", "=")

    found = compare(old, new)

    assert not found.crashes
    assert [change.code for change in found.changes] == ["MAP802", "MAP811", "MAP820"]
    assert found.pair
    assert clicks(found.pair)


@pytest.mark.parametrize("name", ["MAP802", "map802", "username-source-changed"])
def test_changes_are_explained(name: str) -> None:
    done = run("explain", name)

    assert done.out.startswith("MAP802 username-source-changed (IDENTITY)")
    assert "Evidence" in done.out


def test_a_folder_with_its_own_last_version(tmp_path: Path) -> None:
    assert run("diff", ".", cwd=tmp_path).code == 2
    assert run("diff", ".", ".", cwd=tmp_path).code == 2


def test_a_place_is_in_the_file_that_it_names() -> None:
    for change in changed(OLD, NEW):
        assert isinstance(change.place.source, Source)
        assert change.finding.place.span.end <= len(change.place.source.text)


THROUGH = {
    "let": 'let it = {}\nusers {{ $it & "@contoso.com" -> userName match 1 }}',
    "nested let": 'let a = {}\nlet it = $a & "@contoso.com"\nusers {{ $it -> userName match 1 }}',
}


@pytest.mark.parametrize("way", THROUGH)
def test_through_a_let(way: str) -> None:
    old, new = (THROUGH[way].format(name) for name in ("[mailNickname]", "[employeeId]"))

    assert [change.code for change in changed(old, new)] == ["MAP802", "MAP820"]
    assert [change.code for change in changed(old, f"# why\n{old}")] == ["MAP830"]


def test_through_a_base_and_its_parameters(folder: Path) -> None:
    base = 'mapping "base" extends "webex/default@1"\nparam unit = "IT"\nusers { $unit -> title }\n'
    (folder / "base.mapping").write_text(base, "utf-8")
    for side, unit in (("old", "Sales"), ("new", "Legal")):
        text = f'mapping "a" extends "base.mapping"\nparam unit = "{unit}"\n'
        (folder / f"{side}.mapping").write_text(text, "utf-8")

    told = lines("--output-format", "concise")
    same = lines("--output-format", "concise", "--param", "unit=HR")

    assert told[0] == "1"
    assert "MAP815" in told[1]
    assert same[0] == "0"
