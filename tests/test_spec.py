"""`mapping-dsl test`: tests that are run, proposed, and what they come to."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import format_readers
from command import ROOT, run
from drawn_sources import condition, text
from golden import CASES, cases
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.api.opening import Opened
from mapping_dsl.api.test import Results, proposed, results_of
from mapping_dsl.api.understood import Understood, understand
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.fmt.format import format_text
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source
from mapping_dsl.spec.codes import CODES, TEST_FAILED, UNTESTED
from rule_examples import example
from test_json import validated

DAY = "2026-01-01"
with_cases = pytest.mark.parametrize("case", cases("test"))


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def read(text: str, path: str = "x.mapping") -> Understood:
    return understand(Opened(Source(path, text)), PLAIN)


def outcome(text: str, *, coverage: bool = False) -> Results:
    return results_of(read(text), PLAIN, DAY, coverage=coverage)


@with_cases
def test_what_a_run_says(case: str, golden: Any) -> None:
    path = CASES / f"{case}.mapping"

    done = run("test", path.name, "--explain", "--today", DAY, cwd=path.parent)

    said = f"{done.out}{done.err}exit code {done.code}\n"
    assert said == golden(name=f"{case}.want.txt")


@with_cases
def test_what_is_not_reached(case: str, golden: Any) -> None:
    path = CASES / f"{case}.mapping"

    done = outcome(text_of(path).replace("base-of-extends", str(path.parent / "base-of-extends")))

    assert done.ran or done.unread or done.findings
    shown = run("test", path.name, "--coverage", "--output-format", "concise", cwd=path.parent)
    both = (shown.out + shown.err).splitlines()
    lines = [line for line in both if "MAP906" in line or "branches" in line]
    assert "\n".join(lines) + "\n" == golden(name=f"{case}.want.coverage.txt")


@with_cases
def test_what_is_proposed(case: str, golden: Any) -> None:
    path = CASES / f"{case}.mapping"

    done = run("test", path.name, "--generate", cwd=path.parent)

    assert done.out == golden(name=f"{case}.want.generated.mapping")


# --- what is proposed passes -----------------------------------------------------------------


def written(folder: str) -> list[str]:
    found = [path for path in ROOT.glob(f"{folder}/**/*.mapping") if ".want." not in path.name]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def assert_proposals_pass(text: str, path: str) -> None:
    """Paste what is proposed behind a mapping: it passes, and there is no more to propose."""
    before = read(text, path)
    if not before.whole:
        return
    new = proposed(before, PLAIN)
    assert format_text(Source(path, new.text)).text == new.text
    again = read(f"{text}\n{new.text}", path)
    assert again.whole
    done = results_of(again, PLAIN, DAY, coverage=True)
    added = done.ran[len(before.resolved.merged.tests) :]
    wrong = [ran for ran in added if ran.passed is not True]
    assert [f.message for ran in wrong for f in ran.findings] == []
    assert len(added) == new.count
    assert proposed(again, PLAIN).text == ""
    told = done.coverage.findings if done.coverage else ()
    assert [f.message for f in told if f.help] == []


@pytest.mark.parametrize("path", [*written("samples"), *written("tests/cases/test")])
def test_proposals_pass_where_they_come_from(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert_proposals_pass(text_of(ROOT / path), path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [path for path in written("tests/cases") if "cases/test" not in path]
)
def test_proposals_pass_for_all_mappings(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert_proposals_pass(text_of(ROOT / path), path)


scopes = st.sampled_from(
    [
        "",
        'scope department = "Sales"',
        'scope not country = "US" and accountEnabled is true',
        'scope mail ends with "@contoso.com" or employeeId > 1000',
        'scope userPrincipalName matches "^[a-m]" or extensionAttribute7 is null',
    ]
)
ends = st.sampled_from(["", "on create", 'default "x"'])
targets = ("userName match 1", "title", "nickName", "enterprise:division")


@st.composite
def mappings(draw: st.DrawFn) -> str:
    """Draw a mapping of some rows; about half have more than one that is computed."""
    sources = draw(st.lists(text(2) | condition(1), min_size=1, max_size=len(targets)))
    rows = [f"  {canonical(s)} -> {t} {draw(ends)}" for s, t in zip(sources, targets, strict=False)]
    return "\n".join(['mapping "drawn"', "users {", draw(scopes), *rows, "}", ""])


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mappings())
def test_proposals_pass_for_drawn_mappings(drawn: str) -> None:
    assume(not read(drawn).resolved.findings)

    assert_proposals_pass(drawn, "drawn.mapping")


def test_proposals_are_the_same_each_time() -> None:
    text = text_of(CASES / "test" / "branches.mapping")

    assert proposed(read(text), PLAIN) == proposed(read(text), PLAIN)


def test_by_chance_is_not_expected() -> None:
    new = proposed(read("users { Guid() -> title  userPrincipalName -> userName match 1 }"), PLAIN)

    assert "userName" in new.text
    assert "title" not in new.text


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", CODES, ids=lambda rule: rule.code)
@pytest.mark.parametrize(("which", "told"), [("Bad", True), ("Good", False)])
def test_examples_of_pages(rule: Rule, which: str, *, told: bool) -> None:
    done = outcome(example(rule, which), coverage=rule is UNTESTED)

    codes = {finding.code for finding in done.told}
    assert (rule.code in codes) is told
    assert rule is not TEST_FAILED or codes <= {rule.code}


# --- the command -----------------------------------------------------------------------------

PASSES = 'test "x" { given { displayName: "A" } expect { "A" -> displayName } }'
FAILS = PASSES.replace('expect { "A"', 'expect { "B"')
UNKNOWN = """
users { [mailNickname] & %DomainFQDN% -> title }
test "x" { given { mailNickname: "A" } expect { "A" -> title } }
"""


@pytest.mark.parametrize(
    ("tests", "arguments", "code"),
    [
        (PASSES, [], 0),
        (PASSES, ["--coverage"], 0),
        (PASSES, ["--coverage", "--min", "50"], 0),
        (PASSES, ["--coverage", "--min", "51"], 1),
        (FAILS, [], 1),
        ("", [], 3),
        (UNKNOWN, [], 3),
        (UNKNOWN + FAILS, [], 3),
        ("users { [mail -> title }" + PASSES, [], 1),
        ("users { Frobnicate([mail]) -> title }" + PASSES, [], 1),
        (PASSES, ["--min", "1"], 2),
        (PASSES, ["-o", "y"], 2),
        (PASSES, ["--generate", "--coverage"], 2),
        (PASSES, ["--generate", "-o", "x.mapping"], 2),
        (PASSES, ["--generate", "y.mapping"], 2),
        (PASSES, ["--explain", "--output-format", "json"], 2),
        (PASSES, ["--param", "x"], 2),
        (PASSES, ["missing.mapping"], 2),
        (FAILS, ["--generate"], 0),
    ],
)
def test_exit_codes(tests: str, arguments: list[str], code: int, tmp_path: Path) -> None:
    header = 'mapping "x" extends "webex/default@1"\n'
    (tmp_path / "x.mapping").write_text(header + tests, "utf-8")

    done = run("test", "x.mapping", *arguments, cwd=tmp_path)

    assert done.code == code, done


def test_params_and_environments(tmp_path: Path) -> None:
    (tmp_path / "x.mapping").write_text(
        'param domain\nusers { [mailNickname] & "@" & $domain -> userName match 1 }\n'
        'test "x" { given { mailNickname: "a" } expect { "a@contoso.com" -> userName } }',
        "utf-8",
    )
    toml = '[env.production]\nparams = { domain = "contoso.com" }\n'
    (tmp_path / "mapping-dsl.toml").write_text(toml, "utf-8")

    assert run("test", "x.mapping", cwd=tmp_path).code == 3
    assert run("test", "x.mapping", "--env", "production", cwd=tmp_path).code == 0
    assert run("test", "x.mapping", "--param", "domain=fabrikam.com", cwd=tmp_path).code == 1
    told = run("test", "x.mapping", "--env", "production", "--generate", cwd=tmp_path).out
    assert '"rosa.lind@contoso.com" -> userName' in told


def test_several_files_are_counted_together(tmp_path: Path) -> None:
    header = 'mapping "x" extends "webex/default@1"\n'
    for name, tests in (("a", PASSES), ("b", PASSES + FAILS)):
        (tmp_path / f"{name}.mapping").write_text(header + tests, "utf-8")

    done = run("test", "--coverage", cwd=tmp_path)

    assert done.out.endswith(
        "3 tests, 2 passed, 1 failed in 2 files\n2 of 4 branches covered: 50 %\n"
    )


def test_each_test_is_a_case_of_junit(tmp_path: Path) -> None:
    given = 'given { surname: "Lind" }'
    (tmp_path / "x.mapping").write_text(
        "param domain\nusers { [surname] -> title [surname] & $domain -> nickName }\n"
        f'test "holds" {{ {given} expect {{ "Lind" -> title }} }}\n'
        f'test "fails" {{ {given} expect {{ "Lund" -> title }} }}\n'
        f'test "hangs" {{ {given} expect {{ "Lind" -> nickName }} }}\n',
        "utf-8",
    )

    done = run("test", "x.mapping", "--output-format", "junit", cwd=tmp_path)
    (cases,) = format_readers.junit(done.out)
    holds, fails, hangs, *others = cases

    assert [case.name for case in (holds, fails, hangs)] == ["holds", "fails", "hangs"]
    assert not holds.result
    assert '"Lund"' in fails.result[0].message
    assert hangs.result[0].message
    assert all(case.name.startswith("MAP") for case in others)


def test_generated_tests_are_written_to_a_file(tmp_path: Path) -> None:
    done = run("test", "--generate", "preset:webex/default", "-o", "y", cwd=tmp_path)

    assert done.out == ""
    assert "read them" in done.err
    assert run("test", "--generate", "preset:webex/default").out == text_of(tmp_path / "y")


def test_an_allowed_misspelling_is_run(tmp_path: Path) -> None:
    allow = 'mapping "x" extends "webex/default@1" allow MAP115 because "an old name"\n'
    odd = 'test "x" { given { oldName: "A" displayName: "A" } expect { "A" -> displayName } }'
    (tmp_path / "x.mapping").write_text(allow + odd, "utf-8")

    assert run("test", "x.mapping", cwd=tmp_path).code == 0


@with_cases
def test_json_is_as_its_schema_says(case: str) -> None:
    path = CASES / f"{case}.mapping"

    done = run("test", path.name, "--coverage", "--output-format", "json", cwd=path.parent)

    validated(done.out, "tests.schema.json")
