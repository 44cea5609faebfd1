"""`mapping-dsl test`: tests that are run, proposed, and what they come to."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from command import ROOT, run
from golden import CASES, cases
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.api.opening import Opened, all_opened
from mapping_dsl.api.test import Results, proposed, results_of
from mapping_dsl.api.understood import Understood, understand
from mapping_dsl.fmt.format import format_text
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source
from mapping_dsl.spec.codes import CODES, TEST_FAILED, UNTESTED

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
    lines = [line for line in shown.out.splitlines() if "MAP906" in line or "branches" in line]
    assert "\n".join(lines) + "\n" == golden(name=f"{case}.want.coverage.txt")


@with_cases
def test_what_is_proposed(case: str, golden: Any) -> None:
    path = CASES / f"{case}.mapping"

    done = run("test", path.name, "--generate", cwd=path.parent)

    assert done.out == golden(name=f"{case}.want.generated.mapping")


# --- what is proposed passes -----------------------------------------------------------------


def whole_mappings() -> list[str]:
    found = [*ROOT.glob("samples/*.mapping"), *CASES.rglob("*.mapping")]
    return sorted(str(path.relative_to(ROOT)) for path in found if ".want." not in path.name)


def assert_proposals_pass(text: str, path: str) -> None:
    before = read(text, path)
    if not before.whole:
        return
    new = proposed(before, PLAIN)
    assert format_text(Source(path, new.text)).text == new.text
    again = read(f"{text}\n{new.text}", path)
    assert again.whole
    done = results_of(again, PLAIN, DAY, coverage=True)
    old = len(before.resolved.merged.tests)
    wrong = [ran for ran in done.ran[old:] if ran.passed is not True]
    assert [f.message for ran in wrong for f in ran.findings] == []
    assert len(done.ran) == old + new.count
    assert proposed(again, PLAIN).text == ""
    told = done.coverage.findings if done.coverage else ()
    assert [f.message for f in told if f.help] == []


@pytest.mark.parametrize("path", whole_mappings())
def test_proposals_pass_where_they_come_from(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert_proposals_pass(text_of(ROOT / path), path)
