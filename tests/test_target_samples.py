"""Our encodings beside those of real exports, where the reference material is at hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mapping_dsl.lang.function import function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.model import (
    Attribute,
    Call,
    Clause,
    Comparison,
    Constant,
    Expression,
    Kind,
)
from mapping_dsl.resources import read
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.operators import OPERATORS
from models import block, mapping, row, rule, scope

SAMPLES = Path(__file__).parents[2] / "shared" / "reference" / "entra" / "samples"
SCHEMA = json.loads(read("schemas", "entra-synchronization-schema.schema.json"))
WORDS = {operator.name: words for words, operator in OPERATORS.items()}
CONDITION = ("one", "two", "three")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the reference samples are not beside this checkout"
)


def format_date_time(source: str, inputFormat: str | None = None, outputFormat: str = "") -> str:  # noqa: N803 (Microsoft's names)
    return f"{source}{inputFormat}{outputFormat}"


@pytest.fixture(autouse=True)
def _functions_of_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let FormatDateTime have the slots that it had when the export was made."""
    older = function()(format_date_time).but(name="FormatDateTime")
    monkeypatch.setattr(FUNCTIONS, "_loaded", {**FUNCTIONS, older.name: older})


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8-sig"))


VALID = {
    "ms-luf-cloudsync-ad2aad-sample1": "synchronizationSchema",
    "graphdocs-salesforce-schema-get-custom-target": "synchronizationSchema",
    "graphdocs-salesforce-schema-put-directory-extension-repaired": "synchronizationSchema",
    "graphdocs-salesforce-schema-put-officeCode": "synchronizationSchema",
    "graphdocs-salesforce-user-objectMapping-full": "objectMapping",
    "graphdocs-objectDefinition-AAD-User-full": "objectDefinition",
    "fragment-real-scope-filter-12-clauses": "filter",
    "graphdocs-attributeMappingSource-Mid": "attributeMappingSource",
    "entradocs-cloudsync-attributeMapping-ExtensionAttribute3": "attributeMapping",
    "azuredocs-cloudsync-attributeMapping-CredentialData": "attributeMapping",
}


@pytest.mark.parametrize(("name", "type_"), VALID.items(), ids=VALID)
def test_the_schema_accepts_what_the_service_gives(name: str, type_: str) -> None:
    _validator(type_).validate(sample(name))


def test_the_schema_accepts_what_stands_inside_other_samples() -> None:
    for name in (
        "fragment-real-attributeMappings-all-encodings",
        "issue2643-crosstenant-attributeMappings-partial",
    ):
        for each in sample(name):
            _validator("attributeMapping").validate(each)
    for template in sample("graphdocs-aws-sso-template-list-trimmed")["value"]:
        _validator("synchronizationSchema").validate(template["schema"])


def _validator(type_: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMA | {"$ref": f"#/$defs/{type_}"})


def _whole() -> list[Any]:
    export = sample("ms-luf-cloudsync-ad2aad-sample1")
    rows: list[Any] = export["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    return rows


def test_attribute_mappings_are_encoded_as_in_a_real_export() -> None:
    real = _whole()
    assert len(real) == 136
    _encoded_alike(real)


def test_attribute_mappings_are_encoded_as_in_microsofts_examples() -> None:
    _encoded_alike(sample("graphdocs-salesforce-user-objectMapping-full")["attributeMappings"])


def test_every_encoding_is_met_in_its_real_form() -> None:
    real = sample("fragment-real-attributeMappings-all-encodings")
    assert [each["targetAttributeName"] for each in real][:2] == ["AccountEnabled", "dnsDomainName"]
    _encoded_alike(real)


def test_keys_stand_in_the_order_of_a_real_export() -> None:
    for real, ours in zip(_whole(), _emitted(_whole()), strict=True):
        assert list(ours) == list(real)
        assert list(ours["source"]) == list(real["source"])


def test_a_real_scoping_filter_is_encoded_as_it_was() -> None:
    real = sample("fragment-real-scope-filter-12-clauses")
    (group,) = real["inputFilterGroups"]
    clauses = tuple(_clause(clause) for clause in group["clauses"])
    given = mapping(rule(block("users", scopes=(scope("input", clauses),))))
    document: Any = emit(given)
    ours = document["synchronizationRules"][0]["objectMappings"][0]["scope"]
    ours["inputFilterGroups"][0]["name"] = group["name"]  # groups have no names with us
    assert json.dumps(ours) == json.dumps(real)


def _clause(clause: Any) -> Clause:
    operand = clause["targetOperand"]
    value = operand["values"][0] if operand else None
    return Clause(clause["sourceOperandName"], WORDS[clause["operatorName"]], value)


def _encoded_alike(real: list[Any]) -> None:
    for theirs, ours in zip(real, _emitted(real), strict=True):
        assert ours == theirs


def _emitted(real: list[Any]) -> list[Any]:
    rows = (
        row(
            each["targetAttributeName"],
            None if each["source"] is None else _lower(each["source"]),
            matching_priority=each["matchingPriority"],
            flow_type=each["flowType"],
            flow_behavior=each["flowBehavior"],
            default=each["defaultValue"],
        )
        for each in real
    )
    document: Any = emit(mapping(rule(block("object", *rows)), system="other"))
    emitted: list[Any] = document["synchronizationRules"][0]["objectMappings"][0][
        "attributeMappings"
    ]
    return emitted


def _lower(node: Any) -> Expression:
    """Return the expression of a real source."""
    name, entries = node["name"], node["parameters"]
    if node["type"] == "Attribute":
        return Attribute(name)
    if node["type"] == "Constant":
        return Constant(name, Kind.LITERAL if node["expression"] else Kind.ENVIRONMENT)
    keys = {parameter.key: parameter.name for parameter in FUNCTIONS[name].parameters}
    given: dict[str, list[Expression]] = {}
    values = {entry["key"]: entry["value"] for entry in entries}
    for entry in entries:
        if entry["key"] not in CONDITION:
            given.setdefault(keys[entry["key"]], []).append(_lower(entry["value"]))
    if "one" in values:
        given = {keys["one"]: [_condition(values)]} | given
    return Call(name, tuple((parameter, tuple(vs)) for parameter, vs in given.items()))


def _condition(values: dict[str, Any]) -> Expression:
    one = _lower(values["one"])
    return (
        Comparison(one, values["two"]["name"], _lower(values["three"])) if "two" in values else one
    )
