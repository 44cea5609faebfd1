"""`diff` on real repositories: what a pull request changes, and clones that have not got all."""

import json
import re
from pathlib import Path

import pytest

from command import run
from diff_repository import BASE, HEIR, commit, git, told
from test_json import validated


def test_a_branch_that_changes_the_user_name(repository: Path) -> None:
    changed = BASE.replace("  jobTitle", "  mail -> userName match 1\n  jobTitle")
    commit(repository, contoso=changed)

    done = run("diff", "git:main", cwd=repository)

    assert done.code == 1
    assert "1 change can make people new users: `userName`" in " ".join(done.out.split())
    assert done.out.count("IDENTITY[MAP802]") == 2  # the heir has it too
    assert "2 changes (2 identity) in 2 mappings, 0 accepted" in done.out
    assert run("diff", "git:main", "--fail-on", "never", cwd=repository).code == 0


def test_a_branch_that_narrows_the_scope(repository: Path) -> None:
    commit(repository, contoso=BASE.replace(' or department = "Support"', ""))

    done = run("diff", "git:main:contoso.mapping", cwd=repository)

    assert done.code == 1
    assert "the scope is narrower" in done.out
    for level, code in (("identity", 0), ("access", 1), ("value", 1)):
        assert run("diff", "git:main", "--fail-on", level, cwd=repository).code == code


def test_a_branch_that_only_reformats(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("  jobTitle -> title", "  # HR\n    [jobTitle]->title"))

    done = run("diff", "git:main", cwd=repository)

    assert done.code == 0
    assert "contoso.mapping: compiles to the same bytes: no save needed" in done.out
    assert "no changes in 2 mappings" in done.out


def test_what_is_not_committed_is_compared_with_head(repository: Path) -> None:
    (repository / "contoso.mapping").write_text(BASE.replace("jobTitle", "department"), "utf-8")

    for arguments in (
        ("contoso.mapping",),
        ("git:HEAD:contoso.mapping",),
        ("git:HEAD", "contoso.mapping"),
    ):
        assert told(repository, *arguments) == (
            1,
            ["contoso.mapping: MAP815", "contoso.mapping: MAP820"],
        )
    assert told(repository / "offices", "redmond.mapping") == (0, ["redmond.mapping: MAP830"])
    (repository / "contoso.mapping").write_text(BASE, "utf-8")


def test_two_versions_without_a_work_tree(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))

    assert told(repository, "git:main", "git:change") == (
        1,
        [
            "git:change:contoso.mapping: MAP815",
            "git:change:contoso.mapping: MAP820",
            "git:change:offices/redmond.mapping: MAP830",
        ],
    )
    assert told(repository, "git:main:contoso.mapping", "git:change")[0] == 1
    assert told(repository, "git:change~1", "git:main") == (0, [])


def test_a_renamed_file_is_the_same_mapping(repository: Path) -> None:
    (repository / "moved").mkdir()
    there = repository / "moved" / "fabrikam.mapping"
    for name in ("contoso.mapping", "offices/redmond.mapping"):
        (repository / name).unlink()
    there.write_text(BASE, "utf-8")
    (repository / "r.mapping").write_text(HEIR.replace("../contoso", "moved/fabrikam"), "utf-8")

    assert told(repository, "git:main") == (0, ["r.mapping: MAP830"])

    there.write_text(BASE.replace("jobTitle", "mail -> userName match 1\n  jobTitle"), "utf-8")
    code, lines = told(repository, "git:main", "--fail-on", "identity")
    assert (code, lines[0]) == (1, "moved/fabrikam.mapping: MAP802")

    there.write_text(BASE.replace('"contoso"', '"fabrikam"'), "utf-8")
    code, lines = told(repository, "git:main", "--fail-on", "access")
    assert (code, lines[0]) == (1, "moved/fabrikam.mapping: MAP819")
    git(repository, "checkout", "-q", ".")
    git(repository, "clean", "-qfd")


def test_mappings_that_come_and_go(repository: Path) -> None:
    (repository / "contoso.mapping").unlink()
    other = 'mapping "fabrikam" extends "webex/default@1"\nusers {}\n'
    (repository / "fabrikam.mapping").write_text(other, "utf-8")
    (repository / "offices" / "redmond.mapping").unlink()

    code, lines = told(repository, "git:main")

    assert code == 1
    assert "fabrikam.mapping: MAP813" in lines
    assert "git:main:contoso.mapping: MAP813" in lines or "preset:webex/default@1: MAP813" in lines
    git(repository, "checkout", "-q", ".")
    (repository / "fabrikam.mapping").unlink()


@pytest.mark.parametrize("where", [".", "offices", "elsewhere"])
def test_what_is_gone_is_called_as_it_was_from_anywhere(repository: Path, where: str) -> None:
    (repository / "elsewhere").mkdir()
    (repository / "offices" / "redmond.mapping").unlink()

    def shown(form: str) -> str:
        return run("diff", "git:main", "--output-format", form, cwd=repository / where).out

    named = {one["mapping"] for one in json.loads(shown("json"))["comparisons"]}
    files = set(re.findall("file=([^,]*)", shown("github")))

    there = {(repository / where / name).resolve() for name in named}
    assert repository.resolve() / "offices" / "redmond.mapping" in there
    assert {name for name in files if "redmond" in name} == {"offices/redmond.mapping"}
    git(repository, "checkout", "-q", ".")


def test_bases_and_configuration_are_of_the_same_version(repository: Path) -> None:
    (repository / "mapping-dsl.toml").write_text('[env.prod.params]\nunit = "Sales"\n', "utf-8")
    text = 'mapping "a" extends "webex/default@1"\nparam unit\nusers { $unit -> title }\n'
    commit(repository, contoso=text)
    (repository / "mapping-dsl.toml").write_text('[env.prod.params]\nunit = "Legal"\n', "utf-8")

    done = run("diff", "contoso.mapping", "--env", "prod", cwd=repository)
    given = run("diff", "contoso.mapping", "--env", "prod", "--param", "unit=IT", cwd=repository)

    assert '- "Sales"' in done.out
    assert '+ "Legal"' in done.out
    assert given.code == 0
    git(repository, "checkout", "-q", ".")


def test_a_configuration_that_is_named_is_of_the_same_version(repository: Path) -> None:
    named, elsewhere = repository / "ci" / "m.toml", repository.parent / "m.toml"
    named.parent.mkdir()
    named.write_text('[env.prod.params]\nunit = "Sales"\n', "utf-8")
    commit(repository, contoso=_UNIT)
    for path in (named, elsewhere):
        path.write_text('[env.prod.params]\nunit = "Legal"\n', "utf-8")

    done = run("diff", "git:HEAD", "--env", "prod", "--config", "../ci/m.toml", cwd=named.parent)
    outside = run("diff", "git:HEAD", "--env", "prod", "--config", str(elsewhere), cwd=repository)

    assert done.code == 1
    assert '- "Sales"' in done.out
    assert '+ "Legal"' in done.out
    assert outside.code == 0
    git(repository, "checkout", "-q", ".")


_UNIT = 'mapping "a" extends "webex/default@1"\nparam unit\nusers { $unit -> title }\n'


def test_a_base_that_only_its_heirs_complete_is_left_to_them(repository: Path) -> None:
    base = 'mapping "b" extends "webex/default@1"\nparam unit\nusers { $unit -> title }\n'
    heir = 'mapping "h" extends "contoso.mapping"\nparam unit = "Sales"\n'
    commit(repository, contoso=base, heir=heir, offices__redmond=HEIR.replace("drop title", ""))
    commit(repository, heir=heir.replace("Sales", "Legal"))

    done = run("diff", "git:change~1:heir.mapping", cwd=repository)

    assert "heir.mapping: 1 change of what people have in Webex: `title`" in done.out


def test_what_has_errors_is_not_compared(repository: Path) -> None:
    commit(repository, contoso="users { mail userName }\n")

    done = run("diff", "git:main:contoso.mapping", cwd=repository)

    assert done.code == 1
    assert "MAP002" in done.out
    assert "1 could not be compared" in done.out
    assert "no changes" not in done.out


def test_an_accepted_change_is_accepted_once(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))
    printed = run("diff", "git:main:contoso.mapping", cwd=repository).out
    line = re.search(r"accept: (.*)", printed)
    assert line
    accepted = repository.parent / "accepted.txt"
    arguments = ("diff", "git:main:contoso.mapping", "--accept", str(accepted))

    accepted.write_text(line[1] + "\n", "utf-8")
    assert run(*arguments, cwd=repository).code == 2  # the reason is still to be written
    accepted.write_text(
        "# agreed\n" + line[1].replace("…", "HR asked, ticket 4711") + "\n", "utf-8"
    )
    done = run(*arguments, cwd=repository)
    assert (done.code, done.err) == (0, "")
    assert "1 accepted" in done.out
    assert "INFO[MAP820]" in done.out
    assert "unchanged" not in done.out
    data = json.loads(run(*arguments, "--output-format", "json", cwd=repository).out)
    reasons = {c["code"]: c.get("accepted") for c in data["comparisons"][0]["changes"]}
    assert reasons == {"MAP815": "HR asked, ticket 4711", "MAP820": None}

    commit(repository, contoso=BASE.replace("jobTitle", "city"))
    done = run(*arguments, cwd=repository)
    assert done.code == 1
    assert "fits no change" in done.err


def test_json_is_as_its_schema_says(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department").replace("Sales", "HR"))
    done = run("diff", "git:main", "--output-format", "json", cwd=repository)

    document = validated(done.out, "changes.schema.json")
    assert [one["mapping"] for one in document["comparisons"]] == [
        "contoso.mapping",
        "offices/redmond.mapping",
    ]


def test_a_partial_clone_opens_no_connection(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = repository.parent / "clone"
    address = f"file://{repository}"
    git(repository.parent, "clone", "-q", "--filter=blob:none", "-b", "change", address, str(clone))

    done = run("diff", "git:origin/main", cwd=clone)
    command = re.search("`git (fetch .*?)`", done.err)

    assert done.code == 2
    assert command
    git(clone, *command[1].split())
    assert told(clone, "git:origin/main")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("git:nope",), "no such version"),
        (("git:main:nope.mapping",), "no such file"),
        (("git:--help",), "no such version"),
        (("git:",), "no such version"),
        (("preset:webex/default",), "say what to compare"),
        (("nope.mapping",), "nope.mapping"),
        (("contoso.mapping", "offices"), "folder"),
        (("schema.json", "contoso.mapping"), "no part of a schema"),
        (("git:main:schema.json", "contoso.mapping"), "no part of a schema"),
        (("git:main", "/"), "not in"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_line(
    repository: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = run("diff", *arguments, cwd=repository)

    assert done.code == 2
    assert re.search(says, done.err)
    assert len(done.err.splitlines()) == 1


def test_outside_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / "a.mapping").write_text(BASE, "utf-8")

    assert "is not in a git repository" in run("diff", "a.mapping", cwd=tmp_path).err
    assert told(tmp_path, "preset:webex/default", "a.mapping")[0] == 1
    assert run("diff", "a.mapping", "a.mapping", cwd=tmp_path).code == 0


def test_links_lead_no_further_than_the_repository(repository: Path) -> None:
    outside = repository.parent / "outside.mapping"
    outside.write_text(BASE, "utf-8")
    (repository / "away.mapping").symlink_to(outside)
    (repository / "link.mapping").symlink_to("contoso.mapping")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "links")

    assert told(repository, "git:HEAD:link.mapping", "contoso.mapping") == (0, [])
    assert run("diff", "git:HEAD:away.mapping", "contoso.mapping", cwd=repository).code == 2


def test_names_that_git_would_quote(repository: Path) -> None:
    commit(repository, **{"größe 𐐀": BASE})

    assert told(repository, "git:HEAD") == (0, [])
    assert told(repository, "git:HEAD:größe 𐐀.mapping") == (0, [])


def test_in_a_hook_the_folder_decides_which_repository_is_meant(repository: Path) -> None:
    done = run("diff", "redmond.mapping", cwd=repository / "offices", GIT_DIR=".git")

    assert (done.code, done.err) == (0, "")
    assert "unchanged" in done.out


def test_a_linked_work_tree(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))
    git(repository, "worktree", "add", "-q", str(repository.parent / "linked"), "main")

    assert told(repository.parent / "linked", "git:change")[0] == 1
    assert told(repository.parent / "linked", "git:main") == (0, [])


def test_colour_and_width(repository: Path) -> None:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))

    plain = run("diff", "git:main:contoso.mapping", cwd=repository).out
    coloured = run("diff", "git:main:contoso.mapping", cwd=repository, FORCE_COLOR="1").out

    assert max(map(len, plain.splitlines())) <= 80
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert coloured != plain


def test_the_portal_says_nothing_where_nothing_changed(repository: Path) -> None:
    assert (
        "nothing to do" in run("diff", "--portal", "git:main:contoso.mapping", cwd=repository).out
    )
