"""The CI files: that GitHub, GitLab and pre-commit take them, what `init` makes, what they do."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import format_readers as read
from command import ROOT, Done, run
from diff_repository import git
from github_action import bash, tool
from golden import CASES
from pull_requests import NUMBER, PullRequest, opened, text_of

WORKFLOW = ".github/workflows/mapping-dsl.yml"
JOB = ".gitlab/mapping-dsl.gitlab-ci.yml"
ACTION = "contoso/mapping-dsl@v1"


def valid(schema: str, *paths: Path) -> bool:
    """Tell whether files are as a published schema says, which comes with `check-jsonschema`."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "contoso"
    made.mkdir()
    git(made, "init", "-q", "-b", "main")
    return made


def init(folder: Path, *arguments: str) -> Done:
    done = run("init", *arguments, cwd=folder)
    assert done.code in (0, 2)
    return done


def job(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / name).read_text("utf-8"))


def test_the_action_is_one() -> None:
    assert valid("github-actions", ROOT / "action.yml")


def test_the_schemas_are_awake(tmp_path: Path) -> None:
    for schema, text in (
        ("github-actions", "name: x\nruns: {using: composite, steps: [{run: ls}]}\n"),
        ("github-workflows", "on: push\njobs: {x: {steps: []}}\n"),
        ("gitlab-ci", "x: {script: ls, when: sometimes}\n"),
    ):
        (tmp_path / "x.yml").write_text(text, "utf-8")
        assert not valid(schema, tmp_path / "x.yml")


def test_init_for_github(folder: Path) -> None:
    done = init(folder, "--ci", "github", "--action", ACTION)

    text = (folder / WORKFLOW).read_text("utf-8")
    assert valid("github-workflows", folder / WORKFLOW)
    assert f"        uses: {ACTION}\n" in text
    assert done.out.splitlines() == [
        "wrote contoso.mapping",
        "wrote mapping-dsl.toml",
        f"wrote {WORKFLOW}",
        "next: mapping-dsl lint contoso.mapping",
    ]


def test_a_workflow_may_do_no_more_than_it_must(folder: Path) -> None:
    init(folder, "--ci", "github")

    told = job(folder, WORKFLOW)
    assert told["permissions"] == {}
    wanted = {"contents": "read", "pull-requests": "write"}
    assert [one["permissions"] for one in told["jobs"].values()] == [wanted]
    steps = told["jobs"]["mappings"]["steps"]
    assert [step for step in steps if "${{" in step.get("run", "")] == []
    assert steps[0]["with"]["persist-credentials"] is False


def test_who_publishes_the_action_is_asked_for(folder: Path) -> None:
    done = init(folder, "--ci", "github")

    assert "uses: OWNER/mapping-dsl@v" in (folder / WORKFLOW).read_text("utf-8")
    assert "in place of OWNER in .github/workflows/mapping-dsl.yml" in done.out


@pytest.mark.parametrize("action", ["mapping-dsl", "a/b", "a/b@v1\n  x: y", "a/b@v1 # c", ""])
def test_what_is_no_action(folder: Path, action: str) -> None:
    done = init(folder, "--ci", "github", "--action", action)

    assert done.code == 2
    assert "OWNER/REPOSITORY@VERSION" in done.err
    assert [path.name for path in folder.iterdir()] == [".git"]


def test_init_for_gitlab(folder: Path) -> None:
    done = init(folder, "--ci", "gitlab")

    assert valid("gitlab-ci", folder / JOB, folder / ".gitlab-ci.yml")
    assert job(folder, ".gitlab-ci.yml") == {"include": [{"local": JOB}]}
    assert "include" not in done.out


def test_a_pipeline_that_is_there_stays(folder: Path) -> None:
    (folder / ".gitlab-ci.yml").write_text("a: {script: ls}\n", "utf-8")

    done = init(folder)

    assert (folder / ".gitlab-ci.yml").read_text("utf-8") == "a: {script: ls}\n"
    assert f"wrote {JOB}\n" in done.out
    assert "kept .gitlab-ci.yml, which exists already\n" in done.out
    assert f"next: add `local: {JOB}` to `include` in .gitlab-ci.yml\n" in done.out


@pytest.mark.parametrize(
    ("remotes", "name"),
    [
        ({"origin": "https://github.com/contoso/people.git"}, WORKFLOW),
        ({"origin": "git@github.com:contoso/people.git"}, WORKFLOW),
        ({"origin": "ssh://git@github.contoso.com:2222/people"}, WORKFLOW),
        ({"origin": "https://ada@gitlab.contoso.com/github/people.git"}, JOB),
        ({"a": "git@github.com:x/y", "origin": "git@gitlab.com:contoso/people"}, JOB),
        ({"origin": "https://git.contoso.com/github/people"}, None),
        ({"origin": "/srv/github/people.git"}, None),
        ({}, None),
    ],
)
def test_the_service_is_recognised(folder: Path, remotes: dict[str, str], name: str | None) -> None:
    for remote, address in remotes.items():
        git(folder, "remote", "add", remote, address)

    done = init(folder)

    assert [one for one in (WORKFLOW, JOB) if (folder / one).exists()] == ([name] if name else [])
    assert ("neither was recognised" in done.out) == (name is None)


def test_a_service_is_recognised_without_git(folder: Path) -> None:
    (folder / ".github").mkdir()

    done = run("init", cwd=folder, PATH="")

    assert f"wrote {WORKFLOW}\n" in done.out


def test_no_ci_file_where_none_is_wanted(folder: Path) -> None:
    (folder / ".github").mkdir()

    done = init(folder, "--ci", "none")

    assert ("CI file" in done.out, (folder / WORKFLOW).exists()) == (False, False)


def test_a_ci_file_for_mappings_that_are_there(folder: Path) -> None:
    inside = folder / 'größe "1" # 𐐀'
    inside.mkdir()
    (inside / "own.mapping").write_text('mapping "own" extends "webex/default@1"\n', "utf-8")

    done = init(folder, inside.name, "--ci", "github")
    again = init(folder, inside.name, "--ci", "github")

    (step,) = [one for one in job(folder, WORKFLOW)["jobs"]["mappings"]["steps"] if "with" in one][
        1:
    ]
    assert step["with"]["path"] == inside.name
    assert f"wrote {WORKFLOW}\n" in done.out
    assert "own.mapping, which exists already" in done.out
    assert [path.name for path in inside.glob("*.mapping")] == ["own.mapping"]
    assert again.code == 2


GH = """\
#!/bin/sh
for argument; do printf '%s\\n' "$argument" >> "$CALLS"; done
case "$*" in *--paginate*) cat "$FOUND" ;; *) cat "${*##*@}" >> "$CALLS" ;; esac
"""


@pytest.mark.parametrize(
    ("found", "worst", "does"),
    [
        ("", "access", "POST"),
        ("", "unknown", "POST"),
        ("", "none", None),
        ("41\n42\n", "none", "PATCH"),
        ("41\n", "identity", "PATCH"),
    ],
)
def test_one_comment_for_all_pushes(folder: Path, found: str, worst: str, does: str | None) -> None:
    """The script of the workflow, with a `gh` that writes down how it was called."""
    init(folder, "--ci", "github")
    step = job(folder, WORKFLOW)["jobs"]["mappings"]["steps"][-1]
    for name, text in (("gh", GH), ("found", found), ("calls", ""), ("comment", "### told\n")):
        (folder / name).write_text(text, "utf-8")
    (folder / "gh").chmod(0o755)
    files = {"CALLS": "calls", "FOUND": "found", "COMMENT": "comment"}
    variables = {
        **{name: str(folder / file) for name, file in files.items()},
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_REPOSITORY": "contoso/people",
        "WORST": worst,
        "NUMBER": NUMBER,
    }

    done = bash(folder, step["run"], variables)

    called = (folder / "calls").read_text("utf-8")
    where = (
        f"repos/contoso/people/issues/{f'{NUMBER}/comments' if does == 'POST' else 'comments/41'}"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert called.count("--method") == (1 if does else 0)
    assert not does or f"--method\n{does}\n{where}\n-F\nbody=@" in called
    assert not does or called.endswith("### told\n")


def test_the_workflow_looks_for_the_mark_of_the_comment() -> None:
    mark = (CASES / "pull-request" / "scope.want.md").read_text("utf-8").partition("\n")[0]
    script = (ROOT / "mapping_dsl" / "pipelines" / "github.yml").read_text("utf-8")

    assert f'startswith("{mark}")' in script


def merge_request(
    one: PullRequest, checkout: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the job of GitLab: its lines one after the other in one shell."""
    init(checkout, "--ci", "gitlab")
    of = job(checkout, JOB)["mapping-dsl"]
    folder = tool(one.server.parent / "bin")
    (folder / "pip").write_text("#!/bin/sh\n", "utf-8")
    (folder / "pip").chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return bash(checkout, "\n".join(of["script"]), {"PATH": path, **of["variables"], **variables})


def test_a_merge_request_of_gitlab(tmp_path: Path) -> None:
    one = opened(tmp_path, text_of("scope"))
    checkout = one.checkout(depth=1, of="refs/heads/change")

    done = merge_request(one, checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=one.base)

    comment = (checkout / "mapping-dsl-comment.md").read_text("utf-8")
    assert done.returncode == 1, done.stderr
    assert comment == (CASES / "pull-request" / "scope.want.md").read_text("utf-8")
    assert read.gitlab((checkout / "gl-code-quality-report.json").read_text("utf-8"))
    for name in ("lint", "diff"):
        assert read.junit((checkout / f"mapping-dsl-{name}.xml").read_text("utf-8"))


@pytest.mark.slow
def test_a_merged_result_and_the_main_branch_of_gitlab(tmp_path: Path) -> None:
    text = text_of("scope")
    one = opened(tmp_path, text, 'mapping "fabrikam" extends "webex/default@1"\n')

    merged = merge_request(
        one,
        one.checkout(depth=1),
        CI_MERGE_REQUEST_TARGET_BRANCH_SHA=one.base,
        CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40,
        FAIL_ON="identity",
    )
    main = merge_request(one, one.checkout(depth=1, of="refs/heads/main"))

    assert merged.returncode == main.returncode == 0, merged.stderr
    assert "1 change (1 access) in 2 mappings, 1 unchanged" in merged.stdout
    assert "no findings" in main.stdout or "0 allowed" in main.stdout


def test_a_merge_request_that_cannot_be_compared(tmp_path: Path) -> None:
    one = opened(tmp_path, text_of("layout"))
    checkout = one.checkout(depth=1)

    assert merge_request(one, checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40).returncode > 1
