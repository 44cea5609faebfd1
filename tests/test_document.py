"""The document model: nothing is lost, and its names are Graph's."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import graph_types
from command import ROOT
from golden import CASES
from imports import SAMPLES
from mapping_dsl.targets.entra.document import (
    AttributeFlowType,
    ObjectFlowTypes,
    SynchronizationSchema,
)

TYPES, ENUMS = graph_types.ours()
CSDL = SAMPLES.parent / "graph-synchronization-csdl.xml"
SCHEMA = json.loads(
    (ROOT / "schemas" / "entra-synchronization-schema.schema.json").read_text("utf-8")
)["$defs"]


def documents() -> list[Any]:
    """Return the whole documents that there are, each as its file has it."""
    paths = [
        *SAMPLES.glob("*schema*.json"),
        *SAMPLES.glob("ms-luf*.json"),
        *(CASES / "import").glob("*.json"),
        *ROOT.glob("samples/*export*.json"),
    ]
    read = [json.loads(path.read_text("utf-8-sig")) for path in paths]
    return [one for one in read if isinstance(one, dict) and "synchronizationRules" in one]


DOCUMENTS = documents()


def test_what_is_read_is_what_is_written() -> None:
    assert len(DOCUMENTS) >= 5
    for document in DOCUMENTS:
        written = SynchronizationSchema.model_validate(document).written()
        assert json.dumps(written) == json.dumps(document)


def test_what_nobody_knows_is_kept_where_it_was() -> None:
    document = {
        "@odata.context": "x",
        "version": None,
        "future": {"a": [1, {"b": None}]},
        "synchronizationRules": [
            {"priority": 1, "default_value": "no field of ours", "_order": 1, "id": None},
            {"objectMappings": [{"flowTypes": "Delete,Add, Later", "metadata": [{"key": "New"}]}]},
        ],
        "directories@odata.context": "y",
    }

    written = SynchronizationSchema.model_validate(document).written()

    assert json.dumps(written) == json.dumps(document)


def test_what_is_changed_is_written() -> None:
    schema = SynchronizationSchema.model_validate({"version": "1", "id": "x"})
    schema.version = "2"
    schema.directories = []

    assert json.dumps(schema.written()) == '{"version": "2", "id": "x", "directories": []}'


@pytest.mark.parametrize("written", ["Add, Update", "Update,Add", "add,UPDATE", "None, Add,Update"])
def test_flags_are_a_set(written: str) -> None:
    assert ObjectFlowTypes(written).members == {"Add", "Update"}


def test_members_that_came_later_are_kept() -> None:
    assert ObjectFlowTypes("Add, Later").members == {"Add", "Later"}
    assert ObjectFlowTypes("None").members == frozenset()
    assert AttributeFlowType("Later").meant is None
    assert AttributeFlowType("objectaddonly").meant == "ObjectAddOnly"


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not CSDL.exists(), reason="no reference beside the repository")
def test_names_are_those_of_the_metadata() -> None:
    types, enums = graph_types.from_csdl(CSDL)

    assert {name: types[name] for name in TYPES} == TYPES
    assert {name: enums[name] for name in ENUMS} == ENUMS


@pytest.mark.parametrize("name", TYPES)
def test_the_json_schema_has_the_same_types(name: str) -> None:
    """The checked-in schema is written for readers; it may name what we do not, never less."""
    properties = SCHEMA[name[:1].lower() + name[1:]]["properties"]

    assert set(properties) == set(TYPES[name])
    for key, wanted in TYPES[name].items():
        told = _resolved(properties[key])
        assert _allows(told, "null") is wanted.nullable, key
        assert _allows(told, "array") is wanted.several, key


@pytest.mark.parametrize("name", ENUMS)
def test_the_json_schema_has_the_same_enumerations(name: str) -> None:
    told = SCHEMA[name[:1].lower() + name[1:]]

    if "enum" in told:
        assert tuple(member for member in told["enum"] if member) == ENUMS[name]
    else:
        assert all(member in told["pattern"] for member in ENUMS[name])


def _resolved(told: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in told:
        return told
    meant: dict[str, Any] = SCHEMA[told["$ref"].rpartition("/")[2]]
    return meant


def _allows(told: dict[str, Any], type_: str) -> bool:
    if "oneOf" in told:
        return any(_allows(_resolved(one), type_) for one in told["oneOf"])
    if "enum" in told:
        return type_ == "null" and None in told["enum"]
    return type_ in told.get("type", ())


def test_what_drifts_can_be_seen_where_it_must_be() -> None:
    assert not (graph_types.REQUIRED and graph_types.lacking()), graph_types.lacking()


@pytest.mark.slow
@pytest.mark.skipif(bool(graph_types.lacking()), reason=f"no drift seen: {graph_types.lacking()}")
def test_names_are_those_of_the_package_registry(tmp_path: Path) -> None:
    text = graph_types.packed(tmp_path)
    if text is None and not graph_types.REQUIRED:
        pytest.skip("no drift seen: the package registry cannot be reached")
    assert text, "the package registry cannot be reached"

    types, enums = graph_types.from_typescript(text, list(TYPES), list(ENUMS))

    assert types == TYPES
    assert {name: set(members) for name, members in enums.items()} == {
        name: set(members) for name, members in ENUMS.items()
    }


# --- start ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["lint", "fmt", "compile", "preview"])
def test_only_import_costs_pydantic(command: str) -> None:
    code = f"import sys, mapping_dsl.cli.{command}; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
