"""Each sample is read as its name says.

`*.mapping` are mappings, `risky*` with the findings that their comments list, all others without
errors and warnings; of `failing*` a test fails; `user*.json` and `group*.json` are records as Graph
has them, `…-default-…` with what Graph exports unasked; `*-export.made-up.json` are schemas, which
are imported; `*.events.*` are what happens to people, under the default mapping.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command import ROOT
from interpreter import interpret
from mapping_dsl import files
from mapping_dsl.api.catalogues import graph_select, used
from mapping_dsl.api.compile import compile_mapping
from mapping_dsl.api.format import format_source
from mapping_dsl.api.importing import import_schema, verify
from mapping_dsl.api.lint import PLAIN, lint
from mapping_dsl.api.preview import preview_files
from mapping_dsl.api.simulate import simulate_file
from mapping_dsl.api.test import run_tests
from mapping_dsl.evaluate.result import Absent, Result, Skipped, Unknown, Value
from mapping_dsl.findings import Severity
from mapping_dsl.preview.body import create_body
from mapping_dsl.preview.preview import Preview
from mapping_dsl.report import preview_text
from mapping_dsl.resources import read
from mapping_dsl.source import Source
from mapping_dsl.syntax import expression, tree
from mapping_dsl.syntax.expression import Node, walk
from mapping_dsl.syntax.parser import parse

SAMPLES = ROOT / "samples"
TODAY = "2026-07-01"
MAPPINGS = sorted(path.stem for path in SAMPLES.glob("*.mapping"))
CLEAN = [name for name in MAPPINGS if not name.startswith("risky")]
WEBEX = [name for name in CLEAN if not name.startswith("other")]
RECORDS = sorted(
    path.stem for path in SAMPLES.glob("*.json") if path.name.startswith(("user", "group"))
)
USERS = [name for name in RECORDS if name.startswith("user")]
SCHEMAS = {"entra": "entra-synchronization-schema", "webex": "webex-transform"}

NOT_YET = {expression.Word}
"""A bare word is for InStr and ConvertFromBase64, which come later."""


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name files as a reader at the root of a checkout does."""
    monkeypatch.chdir(ROOT)


def mapping(name: str) -> str:
    return f"samples/{name}.mapping"


def previews(mapping_name: str, records: str) -> tuple[Preview, ...]:
    kind = "groups" if records.startswith("group") else "users"
    done = preview_files(mapping(mapping_name), [f"samples/{records}.json"], PLAIN, kind=kind)
    assert done.findings == ()
    return tuple(done.previews)


# --- mappings ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CLEAN)
def test_has_neither_errors_nor_warnings(name: str) -> None:
    report = lint([mapping(name)], day=TODAY)
    assert [f for f in report.findings if f.severity is not Severity.INFO] == []
    assert not report.crashes


@pytest.mark.parametrize("name", [name for name in MAPPINGS if name not in CLEAN])
def test_has_the_findings_that_its_comments_list(name: str) -> None:
    """Each `rule` has those that are in brackets in it, and no others."""
    text = files.read_text(mapping(name))

    def place(at: int) -> str:
        return str(re.findall(r'^rule "(.*)"', text[:at], re.MULTILINE)[-1])

    listed = [(place(code.start()), code[0]) for code in re.finditer(r"MAP\d{3}(?=\))", text)]
    found = [(place(f.place.span.start), f.code) for f in lint([mapping(name)], day=TODAY).findings]
    assert sorted(found) == sorted(listed)


@pytest.mark.parametrize("name", MAPPINGS)
def test_is_formatted(name: str) -> None:
    formatted = format_source(files.read_source(mapping(name)))
    assert (formatted.findings, formatted.text) == ((), formatted.source.text)


def test_every_construct_is_in_some_sample() -> None:
    sources = [files.read_source(mapping(name)) for name in MAPPINGS]
    seen = {type(node) for source in sources for node in walk(parse(source).file)}
    nodes = {
        found
        for module in (expression, tree)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Node) and found is not Node
    }
    assert nodes - seen == NOT_YET


@pytest.mark.parametrize("case", [f"samples/{name}" for name in CLEAN])
def test_compiles(case: str, golden: Any) -> None:
    for target, schema in SCHEMAS.items():
        compiled = compile_mapping(f"{case}.mapping", target, day=TODAY)
        assert compiled.text == golden(name=f"{case}.want.{target}.json")
        _valid(json.loads(compiled.text or ""), schema)


def _valid(document: Any, schema: str) -> None:
    Draft202012Validator(json.loads(read("schemas", f"{schema}.schema.json"))).validate(document)


@pytest.mark.parametrize("name", MAPPINGS)
def test_its_tests_pass_unless_it_is_called_failing(name: str) -> None:
    done = run_tests([mapping(name)], PLAIN, TODAY)

    assert done.count(None) == 0
    assert (done.count(False) > 0) is name.startswith("failing")


def test_an_export_is_imported_and_compiles() -> None:
    (path,) = SAMPLES.glob("*export*.json")
    done = import_schema(path.read_bytes(), path.name)
    assert verify(done) == []
    _valid(json.loads(path.read_text("utf-8")), SCHEMAS["entra"])
    preset = PLAIN.read(files.read_source("preset:webex/extended@1")).mapping
    ours = PLAIN.read(Source("x.mapping", done.text)).mapping
    for theirs, block in zip(
        preset.rules[0].object_mappings, ours.rules[0].object_mappings, strict=True
    ):
        assert set(theirs.mappings) <= set(block.mappings)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.events.*")), ids=lambda path: path.name)
def test_events_happen_as_the_table_says(path: Path) -> None:
    steps = list(simulate_file(mapping("webex-default"), str(path), PLAIN).steps)
    assert len(steps) > 3
    assert not any(step.breaks for step in steps)


# --- records -------------------------------------------------------------------------------------


def test_there_are_ten_users_of_every_kind() -> None:
    users = json.loads((SAMPLES / "users.json").read_text("utf-8"))["value"]
    assert len(users) == 10
    names = " ".join(user["displayName"] for user in users)
    deleted = next(user for user in users if user["deletedDateTime"])
    assert deleted["userPrincipalName"].startswith(deleted["id"].replace("-", ""))
    assert any("#EXT#" in user["userPrincipalName"] for user in users)
    assert any(not user["accountEnabled"] for user in users)
    assert any(user["mail"] is None for user in users)
    assert re.search(r"é.*'.*\N{ROCKET}", names)


def test_the_users_have_what_the_mapping_needs() -> None:
    """No more need be asked of Graph than `--graph-select` says."""
    query = graph_select(used(mapping("contoso"), PLAIN)[0])
    users = json.loads((SAMPLES / "users.json").read_text("utf-8"))["value"]
    for user in users:
        assert set(query.removeprefix("$select=").split(",")) <= set(user)
    assert not _unknown(previews("contoso", "users"))


def test_what_graph_exports_unasked_is_not_enough() -> None:
    assert _unknown(previews("contoso", "user-default-properties"))


def _unknown(found: tuple[Preview, ...]) -> list[str]:
    return [o.target.name for p in found for o in p.outcomes if isinstance(o.result, Unknown)]


@pytest.mark.parametrize("case", [f"samples/{name}" for name in RECORDS])
def test_is_previewed(case: str, golden: Any) -> None:
    shown = preview_text.render(previews("contoso", Path(case).name), width=80, colour=False)
    assert shown == golden(name=f"{case}.want.txt")


@pytest.mark.parametrize("case", [f"samples/{name}" for name in RECORDS])
def test_is_sent(case: str, golden: Any) -> None:
    name = Path(case).name
    bodies = [create_body(one) for one in previews("contoso", name)]
    sent = json.dumps(bodies, indent=2, ensure_ascii=False) + "\n"
    assert sent == golden(name=f"{case}.want.create.json")
    if name in USERS:
        for body in bodies:
            _valid(body, "webex-user")


@pytest.mark.parametrize("records", RECORDS)
@pytest.mark.parametrize("name", WEBEX)
def test_the_transform_stands_alone(name: str, records: str) -> None:
    transform = compile_mapping(mapping(name), "webex", day=TODAY).text
    assert transform is not None
    for one in previews(name, records):
        found = interpret(transform, one.kind, one.record.values)
        for outcome in one.outcomes:
            if not isinstance(outcome.result, Unknown):
                path = outcome.mapping.target.path
                assert found[path] == _told(outcome.result), path


def _told(result: Result) -> tuple[str, Any]:
    match result:
        case Value(value):
            return "value", value
        case Absent():
            return "absent", None
        case Skipped():
            return "skipped", None
        case _:
            return "error", None
