"""What mappings are compiled to: every encoding, as goldens that are valid by their schemas."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from interpreter import Outcome, interpret
from mapping_dsl.evaluate.printer import as_service_prints, canonical
from mapping_dsl.evaluate.result import Absent, Skipped, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.resolve.model import Clause, Expression, Mapping
from mapping_dsl.resources import read
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.operators import OPERATORS
from mapping_dsl.targets.entra.sources import source
from mapping_dsl.targets.serialise import to_json
from mapping_dsl.targets.webex.transform import transform
from models import (
    block,
    call,
    compare,
    declare,
    environment,
    mapping,
    row,
    rule,
    scope,
    value,
    word,
)

CODE = "extension_0123456789abcdef0123456789abcdef_deskCode"

ENCODINGS = mapping(
    rule(
        block(
            "users",
            row("userName", "[userPrincipalName]", matching_priority=1),
            row("externalId", "[objectId]"),
            row("title", "staff", flow_type="ObjectAddOnly"),
            row("nickName", "", flow_behavior="FlowAlways"),
            row("profileUrl", environment("%DomainFQDN%")),
            row("timezone", None, default="UTC"),
            row("name.givenName", 'say "hi" \\ bye', default="."),
            row("locale", call("Replace", source="[city]", oldValue="-", replacementValue="_")),
            row("displayName", call("ToLower", source="[displayName]")),
            row("name.familyName", call("Mid", source="[surname]", start="1", length="64")),
            row(
                "active",
                call("Switch", source="[IsSoftDeleted]", switchValue=("False", "True", "True", "")),
            ),
            row(
                "preferredLanguage",
                call(
                    "Switch",
                    source="[preferredLanguage]",
                    defaultValue="en_US",
                    switchValue=("fr-FR", "fr_FR"),
                ),
            ),
            row(
                'emails[type eq "work"].value',
                call("Join", separator="@", source=("[mailNickname]", environment("%DomainFQDN%"))),
            ),
            row(
                'addresses[type eq "work"].region',
                call(
                    "IIF",
                    condition=compare("[country]", "=", "US"),
                    valueIfTrue="[state]",
                    valueIfFalse="n/a",
                ),
            ),
            row(
                'phoneNumbers[type eq "mobile"].value',
                call("IIF", condition=call("IsPresent", Expression="[mobile]"), valueIfTrue="+1"),
            ),
            row(
                "enterprise:division",
                call("CBool", Expression=compare(call("Len", String="[division]"), ">", "3")),
            ),
            row("enterprise:manager", "[manager]"),
            row("enterprise:department", call("Append", source=f"[{CODE}]", suffix=word("UTF8"))),
            row("urn:contoso:1.0:User:badge", "[badge]"),
            row('roles[primary eq "True"].value', "[role]"),
        ),
        block(
            "groups",
            row("externalId", "[objectId]", matching_priority=2),
            row("displayName", "[displayName]", matching_priority=1),
            row("members", "[members]"),
            enabled=False,
            actions=frozenset({"create", "delete"}),
        ),
    ),
    bases=("webex/default@1",),
    declared=(
        declare("source", CODE),
        declare("source", "badge", "Integer", case_exact=True, mutability="ReadOnly"),
        declare("target", "urn:contoso:1.0:User:badge", "Integer", required=True),
        declare("target", "enterprise:unused", "DateTime", multivalued=True),
    ),
)

SCOPES = mapping(
    rule(
        block(
            "users",
            row("userName", "[mail]", matching_priority=1),
            scopes=(
                scope(
                    "groups",
                    (Clause("department", "=", "Sales"), Clause("country", "<>", "US")),
                    *(
                        (Clause("extensionAttribute1", words, None if operator.unary else "7"),)
                        for words, operator in OPERATORS.items()
                    ),
                ),
                scope("category", (Clause("companyName", "ends with", " Ltd"),)),
                scope("input"),
            ),
            actions=frozenset(),
        ),
        block("groups", scopes=(scope("input", (Clause("mail", "is not null", None),)),)),
    )
)

OTHER = mapping(
    rule(
        block(
            "object",
            row("IsActive", call("Not", source="[IsSoftDeleted]"), default="True"),
            row("no path at all", "[IsSoftDeleted]", flow_type="MultiValueAddOnly"),
            source_object="User",
            target_object="User",
        ),
        name="USER_OUTBOUND_USER",
        target_directory="fabrikam.example",
    ),
    rule(block("object", source_object="Device", target_object="Device"), name="DEVICES"),
    system="other",
    declared=(declare("target", "isactive", "Boolean"),),
)

CASES = {
    "targets/encodings": ENCODINGS,
    "targets/scopes": SCOPES,
    "targets/other-system": OTHER,
    "targets/empty": mapping(),
}
ENTRA, WEBEX = (
    Draft202012Validator(json.loads(read("schemas", f"{name}.schema.json")))
    for name in ("entra-synchronization-schema", "webex-transform")
)


@pytest.mark.parametrize("case", CASES)
def test_entra_schema_is_the_golden_one_and_valid(case: str, golden: Any) -> None:
    document = emit(CASES[case])
    ENTRA.validate(document)
    assert to_json(document) == golden(name=f"{case}.want.entra.json")


@pytest.mark.parametrize("case", CASES)
def test_webex_transform_is_the_golden_one_and_valid(case: str, golden: Any) -> None:
    document = transform(CASES[case])
    WEBEX.validate(document)
    assert to_json(document) == golden(name=f"{case}.want.webex.json")


@pytest.mark.parametrize("validator", [ENTRA, WEBEX], ids=["entra", "webex"])
def test_schemas_are_schemas(validator: Draft202012Validator) -> None:
    Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (("synchronizationRules", 0, "objectMappings", 0, "flowTypes"), "add"),
        (("synchronizationRules", 0, "objectMappings", 0, "enabled"), None),
        (
            ("synchronizationRules", 0, "objectMappings", 0, "attributeMappings", 0, "flowType"),
            "always",
        ),
        (("directories", 0, "objects", 0, "attributes", 0, "type"), "string"),
    ],
)
def test_entra_schema_refuses_what_the_service_refuses(keys: tuple[Any, ...], wrong: Any) -> None:
    document: Any = emit(ENCODINGS)
    *way, last = keys
    holder = document
    for step in way:
        holder = holder[step]
    assert last in holder
    holder[last] = wrong
    with pytest.raises(ValidationError):
        ENTRA.validate(document)


@pytest.mark.parametrize(
    "example", [ENCODINGS, SCOPES, OTHER], ids=["encodings", "scopes", "other"]
)
def test_all_that_is_used_is_defined(example: Mapping) -> None:
    document: Any = emit(example)
    defined = {
        (directory["name"], of["name"], attribute["name"])
        for directory in document["directories"]
        for of in directory["objects"]
        for attribute in of["attributes"]
    }
    for rule_ in document["synchronizationRules"]:
        for each in rule_["objectMappings"]:
            start = (rule_["sourceDirectoryName"], each["sourceObjectName"])
            end = (rule_["targetDirectoryName"], each["targetObjectName"])
            rows = each["attributeMappings"]
            used = {(*end, row["targetAttributeName"]) for row in rows}
            used |= {(*start, name) for row in rows for name in _attributes(row["source"])}
            used |= {(*start, name) for name in _operands(each["scope"])}
            assert used <= defined


def _attributes(node: Any) -> list[str]:
    if node is None:
        return []
    if node["type"] == "Attribute":
        return [node["name"]]
    return [name for entry in node["parameters"] for name in _attributes(entry["value"])]


def _operands(scopes: Any) -> list[str]:
    groups = [group for kind in (scopes or {}).values() for group in kind]
    return [clause["sourceOperandName"] for group in groups for clause in group["clauses"]]


PRINTED = {
    "[mail]": value("[mail]"),
    '""': value(""),
    '"a\\\\b \\"c\\""': value('a\\b "c"'),
    "%DomainFQDN%": environment("%DomainFQDN%"),
    "vbTextCompare": word("vbTextCompare"),
    '"7"': value("7"),
    'Replace([x], "-", , , "_", , )': call(
        "Replace", source="[x]", oldValue="-", replacementValue="_"
    ),
    "ToLower([x], )": call("ToLower", source="[x]"),
    'ToUpper([x], "tr-TR")': call("ToUpper", source="[x]", culture="tr-TR"),
    'IIF([a]="b", "c", )': call("IIF", condition=compare("[a]", "=", "b"), valueIfTrue="c"),
    'IIF([a]>="1", "c", "d")': call(
        "IIF", condition=compare("[a]", ">=", "1"), valueIfTrue="c", valueIfFalse="d"
    ),
    'IIF(Len([a])<>"0", "c", "")': call(
        "IIF",
        condition=compare(call("Len", String="[a]"), "<>", "0"),
        valueIfTrue="c",
        valueIfFalse="",
    ),
    "Left([x], 3)": call("Left", String="[x]", NumChars="3"),
    "Left([x], -1)": call("Left", String="[x]", NumChars="-1"),
    'Left([x], "07")': call("Left", String="[x]", NumChars="07"),
    'Left([x], "three")': call("Left", String="[x]", NumChars="three"),
    "Left([x], Len([y]))": call("Left", String="[x]", NumChars=call("Len", String="[y]")),
    'Len("42568")': call("Len", String="42568"),
    'Switch([x], , "", "a", "b", [c])': call(
        "Switch", source="[x]", switchValue=("", "a", "b", "[c]")
    ),
    'Join("", [a], "b")': call("Join", separator="", source=("[a]", "b")),
    'Join("@", [a], %DomainFQDN%)': call(
        "Join", separator="@", source=("[a]", environment("%DomainFQDN%"))
    ),
    'CBool([a]="1")': call("CBool", Expression=compare("[a]", "=", "1")),
    'NotYetKnown([a], "1")': call("NotYetKnown", one="[a]", two="1"),
}


@pytest.mark.parametrize(("text", "expression"), PRINTED.items(), ids=str)
def test_canonical_text(text: str, expression: Expression) -> None:
    assert canonical(expression) == text


def test_the_service_prints_nothing_for_what_the_environment_gives() -> None:
    given = call("Join", separator="@", source=("[a]", environment("%DomainFQDN%")))
    assert as_service_prints(given) == 'Join("@", [a], )'
    assert source(environment("%DomainFQDN%"))["expression"] is None


def test_deep_expressions_are_compiled() -> None:
    deep: Expression = value("[a]")
    for _ in range(300):
        deep = call("Not", source=deep)
    assert canonical(deep).count("(") == 300
    document = mapping(rule(block("users", row("title", deep))))
    assert to_json(emit(document)).count('"Not"') == 300
    assert to_json(transform(document)).count('"Not"') == 300


RECORDS: dict[str, dict[str, str | int | tuple[str, ...] | None]] = {
    "full": {
        "userPrincipalName": "Ada@contoso.com",
        "objectId": "7",
        "city": "en-GB",
        "displayName": "ADA",
        "surname": "Lovelace",
        "IsSoftDeleted": "False",
        "preferredLanguage": "de-DE",
        "mailNickname": "ada",
        "country": "US",
        "state": "WA",
        "mobile": "1",
        "division": "West",
        "manager": None,
        CODE: "12",
        "badge": "3",
        "role": None,
    }
}
RECORDS["nobody"] = dict.fromkeys(RECORDS["full"])
RECORDS["list"] = RECORDS["full"] | {"country": ("US", "DE"), "IsSoftDeleted": ""}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_transform_says_what_the_evaluator_does(
    record: dict[str, str | int | tuple[str, ...] | None],
) -> None:
    """Save for what the environment gives, of which the evaluator says that it is unknown."""
    found = interpret(to_json(transform(ENCODINGS)), "users", record)
    known = [r for r in ENCODINGS.rules[0].object_mappings[0].mappings if not _asks_tenant(r)]
    assert len(known) > 15
    for each in known:
        expected = Absent() if each.source is None else evaluate(each.source, record)
        assert found[each.target.path] == _outcome(expected), each.target.path


def _asks_tenant(each: Any) -> bool:
    return each.source is not None and "%" in canonical(each.source)


def _outcome(result: object) -> Outcome:
    match result:
        case Value(found):
            return "value", found
        case Absent():
            return "absent", None
        case Skipped():
            return "skipped", None
        case _:
            return "error", None
