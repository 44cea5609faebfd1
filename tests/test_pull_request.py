"""The action on real pull requests: what it says, and what it compares them with."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import format_readers as read
from command import run
from github_action import ACTION, Ran, Runner
from pull_requests import PullRequest, opened, text_of

CHANGES = {
    "user-name": {"worst": "identity", "exit-code": "1"},
    "scope": {"worst": "access", "exit-code": "1"},
    "layout": {"worst": "none", "exit-code": "0"},
}
OTHERS = 'mapping "fabrikam" extends "webex/default@1"\n'


@pytest.fixture
def narrower(tmp_path: Path) -> PullRequest:
    """Return a pull request that narrows the scope, while main got a mapping more."""
    return opened(tmp_path, text_of("scope"), OTHERS)


def checked(one: PullRequest, checkout: Path, **inputs: str) -> Ran:
    runner = Runner(checkout, one.server.parent / "runner")
    return runner.run(inputs, one.event, **one.variables)


def compared(ran: Ran) -> list[tuple[str, list[str]]]:
    """Return the mappings that were compared, with the codes of their changes."""
    told = json.loads(Path(ran.outputs["changes"]).read_text("utf-8"))["comparisons"]
    return [(one["mapping"], [change["code"] for change in one["changes"]]) for one in told]


@pytest.mark.parametrize("case", [f"pull-request/{name}" for name in CHANGES])
def test_a_pull_request(case: str, tmp_path: Path, golden: Any) -> None:
    """The whole flow: annotations, comments, the summary, SARIF, and whether it may be merged."""
    name = case.partition("/")[2]
    one = opened(tmp_path, text_of(name))

    ran = checked(one, one.checkout(depth=2))

    comment = Path(ran.outputs["comment"]).read_text("utf-8")
    findings = Path(ran.outputs["lint-comment"]).read_text("utf-8")
    assert comment == golden(name=f"{case}.want.md")
    assert ran.log == golden(name=f"{case}.want.log")
    assert ran.summary == findings + comment
    assert {key: ran.outputs[key] for key in CHANGES[name]} == CHANGES[name]
    assert ran.passed == (ran.outputs["exit-code"] == "0")
    sarif = read.sarif(Path(ran.outputs["sarif"]).read_text("utf-8"))
    codes = [result["ruleId"] for result in sarif["results"]]
    assert sorted(codes) == sorted(re.findall(r"title=(MAP[1-7]\d\d)", ran.log))


@pytest.mark.parametrize("depth", [0, 1, 2, 50])
def test_what_it_would_be_merged_into(narrower: PullRequest, depth: int) -> None:
    """What others changed on main meanwhile is not told, and a lacking base is fetched."""
    ran = checked(narrower, narrower.checkout(depth=depth))

    assert compared(ran) == [("contoso.mapping", ["MAP812", "MAP820"]), ("fabrikam.mapping", [])]


def test_a_checkout_of_the_branch_is_compared_with_where_it_began(narrower: PullRequest) -> None:
    ran = checked(narrower, narrower.checkout(of="refs/heads/change"))

    assert compared(ran) == [("contoso.mapping", ["MAP812", "MAP820"])]


def test_a_merge_queue(narrower: PullRequest) -> None:
    runner = Runner(narrower.checkout(depth=2), narrower.server.parent / "runner")
    queue = {"GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-7", "GITHUB_SHA": narrower.merge}

    ran = runner.run({}, {"merge_group.base_sha": narrower.base}, **queue)

    assert compared(ran) == [("contoso.mapping", ["MAP812", "MAP820"]), ("fabrikam.mapping", [])]


def test_a_base_by_name(narrower: PullRequest) -> None:
    for depth in (0, 1):
        ran = checked(narrower, narrower.checkout(depth=depth), base="main")
        assert compared(ran)[0] == ("contoso.mapping", ["MAP812", "MAP820"])


def unknown(ran: Ran, says: str) -> None:
    """Assert that a run says why nothing is known, in the comment too."""
    comment = Path(ran.outputs["comment"]).read_text("utf-8")
    assert says in ran.log
    assert not ran.passed
    assert (ran.outputs["worst"], ran.outputs["exit-code"]) == ("unknown", "2")
    assert comment.startswith("<!-- mapping-dsl diff -->\n### What this changes")
    assert "not known" in comment
    assert ran.summary.endswith(comment)


def test_a_base_that_cannot_be_fetched(narrower: PullRequest) -> None:
    checkout = narrower.checkout(depth=1)
    narrower.server.rename(narrower.server.with_name("gone"))

    unknown(checked(narrower, checkout), "::error title=mapping-dsl::The base is not in this clone")


def test_a_folder_without_a_repository(narrower: PullRequest, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()

    unknown(checked(narrower, folder), "check out first")


def test_a_branch_whose_beginning_is_not_in_the_clone(narrower: PullRequest) -> None:
    ran = checked(narrower, narrower.checkout(depth=1, of="refs/heads/change"))

    unknown(ran, "check out with fetch-depth 0")


def test_the_base_itself_is_not_compared_with_itself(narrower: PullRequest) -> None:
    checkout = narrower.checkout(of="refs/heads/main")
    runner = Runner(checkout, narrower.server.parent / "runner")
    target = {"GITHUB_REF": "refs/heads/main", "GITHUB_EVENT_NAME": "pull_request_target"}

    ran = runner.run({}, narrower.event, **target, GITHUB_SHA=narrower.base)

    unknown(ran, "What is checked out is the base itself")


def test_without_a_pull_request_nothing_is_compared_and_that_is_said(narrower: PullRequest) -> None:
    ran = Runner(narrower.checkout(), narrower.server.parent / "runner").run()

    assert ran.passed
    assert "nothing is compared" in ran.log
    assert {ran.outputs[name] for name in ("comment", "changes", "worst")} == {""}
    assert ran.outputs["lint-comment"]


def test_an_accepted_change_passes(narrower: PullRequest) -> None:
    checkout = narrower.checkout(depth=2)
    comment = Path(checked(narrower, checkout).outputs["comment"]).read_text("utf-8")
    line = re.search("to accept it: `(.*)`", comment)
    assert line
    accepted = checkout / "accepted-changes.txt"
    accepted.write_text(line[1].replace("…", "Support moves, ticket 4711") + "\n", "utf-8")

    ran = checked(narrower, checkout)

    assert ran.passed
    assert ran.outputs["worst"] == "none"
    told = Path(ran.outputs["comment"]).read_text("utf-8")
    assert "### every change is accepted (1)\n" in told
    assert "accepted: Support moves, ticket 4711" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("inputs", "passes"),
    [
        ({"diff-fail-on": "identity"}, True),
        ({"diff-fail-on": "never"}, True),
        ({"lint-fail-on": "info", "diff-fail-on": "never"}, False),
        ({"path": "contoso.mapping"}, False),
        ({"path": "fabrikam.mapping"}, True),
    ],
)
def test_inputs(narrower: PullRequest, inputs: dict[str, str], passes: bool) -> None:  # noqa: FBT001
    assert checked(narrower, narrower.checkout(depth=2), **inputs).passed is passes


def test_what_cannot_be_compared_is_not_called_fine(tmp_path: Path) -> None:
    one = opened(tmp_path, "users { mail userName }\n")

    ran = checked(one, one.checkout(depth=2), **{"diff-fail-on": "never"})

    assert (ran.outputs["worst"], ran.passed) == ("unknown", False)
    assert "### 1 mapping could not be compared" in ran.summary


def test_the_last_mapping_that_goes_is_told(tmp_path: Path) -> None:
    """`lint` fails, as there is nothing to check, and still it is known what this does."""
    one = opened(tmp_path, text_of("layout"))
    checkout = one.checkout(depth=2)
    (checkout / "contoso.mapping").unlink()

    ran = checked(one, checkout)

    assert "there is no `*.mapping` file" in ran.log
    assert (ran.outputs["worst"], ran.outputs["exit-code"]) == ("access", "2")
    assert "MAP813" in Path(ran.outputs["comment"]).read_text("utf-8")


NASTY = "'; touch pwned; $(touch pwned) `touch pwned`\" %0A::error::x"


def test_nothing_of_a_pull_request_is_run(narrower: PullRequest) -> None:
    """Neither what inputs hold nor what lies in the repository, however it is called."""
    checkout = narrower.checkout(depth=2)
    for module in ("json", "mapping_dsl", "click", "sitecustomize"):
        (checkout / f"{module}.py").write_text("open('pwned', 'w')\n", "utf-8")
    names = ("path", "base", "env", "lint-fail-on", "baseline", "diff-fail-on", "accept")
    clean = checked(narrower, checkout)
    for name in names:
        checked(narrower, checkout, **{name: NASTY})

    assert clean.outputs["worst"] == "access"
    assert set(names) | {"python-version"} == set(ACTION["inputs"])
    assert not list(checkout.rglob("pwned"))


def test_scripts_hold_no_text_of_others() -> None:
    steps = ACTION["runs"]["steps"]
    assert [step for step in steps if "${{" in step.get("run", "")] == []
    assert all(step["shell"] == "bash" for step in steps if "run" in step)


@pytest.mark.slow
def test_the_action_installs_itself(tmp_path: Path) -> None:
    one = opened(tmp_path, text_of("user-name"))
    runner = Runner(one.checkout(depth=1), tmp_path / "runner", install=True)

    ran = runner.run({}, one.event, **one.variables)

    assert ran.outputs["worst"] == "identity", ran.log
    assert compared(ran) == [("contoso.mapping", ["MAP802", "MAP820"])]


def test_the_same_on_the_command_line(narrower: PullRequest) -> None:
    """What the README says to run without the action."""
    checkout = narrower.checkout()

    assert run("diff", "git:origin/main", "--fail-on", "access", cwd=checkout).code == 1
    assert run("lint", cwd=checkout).code == 0
