"""A rule that fails is told and ends the run with 3, whatever was asked for."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mapping_dsl.cli.lint import command
from mapping_dsl.cli.outputs import NAMES
from mapping_dsl.lint import engine
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rules import RULES
from mapping_dsl.resolve.model import ObjectMapping

BASELINE = '{"version": 1, "findings": []}'


def crashing(_: ObjectMapping, __: Context) -> Any:
    raise ZeroDivisionError("by design")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    text = 'mapping "a" extends "webex/default@1"\nusers { mail -> nickName }\n'
    (tmp_path / "a.mapping").write_text(text, "utf-8")
    (tmp_path / "b.json").write_text(BASELINE, "utf-8")
    rules = [rule.but(check=crashing) if rule.code == "MAP208" else rule for rule in RULES]
    monkeypatch.setattr(engine, "run", partial(engine.run, rules=rules))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(*options: str) -> Result:
    return CliRunner().invoke(command, options)


def assert_told(result: Result) -> None:
    assert result.exit_code == 3
    assert "MAP904" in result.output
    assert "mutable-identifier" in result.output
    assert "by design" in result.output


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--select", "MAP208"),
        ("--select", "MAP3"),
        ("--ignore", "MAP208"),
        ("--ignore", "MAP9"),
        ("--ignore", "rule-crashed"),
        ("--fail-on", "error"),
        ("--fix", "--unsafe"),
        ("--baseline", "b.json"),
    ],
    ids=" ".join,
)
def test_under_every_option(options: tuple[str, ...]) -> None:
    assert_told(lint(*options))


@pytest.mark.parametrize("name", NAMES)
def test_in_every_format(name: str) -> None:
    assert_told(lint("--output-format", name))
    assert_told(lint("--output-format", name, "--select", "MAP3"))


@pytest.mark.parametrize("rule", ["MAP208", "MAP904", "rule-crashed"])
def test_whatever_the_configuration_says(folder: Path, rule: str) -> None:
    """A level for the crash itself is refused (`test_bad_input.py`)."""
    config = f'select = ["MAP1"]\nignore = ["{rule}"]\n[rules.MAP208]\nlevel = "off"\n'
    (folder / "mapping-dsl.toml").write_text(config, "utf-8")

    assert_told(lint())


@pytest.mark.parametrize("option", ["--write-baseline", "--prune-baseline"])
def test_a_baseline_is_left_as_it_is(folder: Path, option: str) -> None:
    result = lint("--baseline", "b.json", option)

    assert_told(result)
    assert "left as it is, since a rule failed" in result.output
    assert (folder / "b.json").read_text("utf-8") == BASELINE
