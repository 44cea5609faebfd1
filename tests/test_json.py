"""What is printed as JSON is what the schemas say."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from command import ROOT, run

SCHEMAS: Registry[Any] = Registry().with_resources(
    (path.name, Resource.from_contents(json.loads(path.read_text("utf-8"))))
    for path in (ROOT / "schemas").glob("*.schema.json")
)


def validated(text: str, schema: str) -> Any:
    document = json.loads(text)
    described = json.loads((ROOT / "schemas" / schema).read_text("utf-8"))
    jsonschema.Draft202012Validator(described, registry=SCHEMAS).validate(document)
    return document


def test_findings() -> None:
    done = run("lint", "samples/risky.mapping", "--output-format", "json")

    document = validated(done.out, "findings.schema.json")
    assert done.code == 1
    assert {"MAP201", "MAP208"} <= {finding["code"] for finding in document["findings"]}


def test_fixes(tmp_path: Path) -> None:
    path = tmp_path / "a.mapping"
    path.write_text('mapping "a" extends "webex/defualt@1"\nusers { 𐐀 }\n', "utf-8")

    document = validated(
        run("lint", str(path), "--output-format", "json").out, "findings.schema.json"
    )
    assert document["findings"]


@pytest.mark.parametrize(
    ("target", "schema"),
    [
        ("entra", "entra-synchronization-schema.schema.json"),
        ("webex", "webex-transform.schema.json"),
    ],
)
def test_compiled(target: str, schema: str) -> None:
    done = run("compile", "samples/contoso.mapping", "--to", target)

    assert done.code == 0
    validated(done.out, schema)


@pytest.mark.parametrize("command", ["rules", "functions", "attributes"])
def test_catalogues(command: str) -> None:
    rows = json.loads(run(command, "--output-format", "json").out)

    assert len(rows) > 20


def test_configuration() -> None:
    schema = json.loads((ROOT / "schemas/config.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
