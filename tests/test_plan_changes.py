"""What `plan` and its kin tell of two documents: nothing that differs is missing."""

import json
from collections.abc import Iterable
from copy import deepcopy
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings

from graph_cases import live
from mapping_dsl.api.documents import changes as file_changes
from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.api.opening import of_bytes
from mapping_dsl.api.schemas import schema_changes
from mapping_dsl.api.versions import Document
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.diff.pair import pair
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.changes import Changes
from mapping_dsl.graph.document import differences
from mapping_dsl.graph.words import listed
from test_graph_document import ROW, changed
from test_merge_fuzz import DOCUMENT, mutants

USERS = "/synchronizationRules/0/objectMappings/0"


def told(old: Any, new: Any) -> Changes:
    return schema_changes(json.dumps(old).encode(), json.dumps(new).encode(), "production")


def rows_of(document: Any) -> list[Any]:
    rows: list[Any] = document["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    return rows


def codes(changes: Changes) -> list[str]:
    return [change.code for change in changes.told]


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        (f"{ROW}/source/name", "mail", "MAP802"),
        (f"{ROW}/matchingPriority", 0, "MAP801"),
        (f"{ROW}/defaultValue", "x", "MAP816"),
        (f"{ROW}/flowType", "ObjectAddOnly", "MAP817"),
        (f"{USERS}/flowTypes", "Add", "MAP813"),
        (f"{USERS}/enabled", False, "MAP813"),
    ],
)
def test_what_a_mapping_says_is_told_by_its_rule(pointer: str, value: Any, code: str) -> None:
    found = told(*changed(pointer, value))

    assert codes(found) == [code, "MAP820"]
    assert not found.note
    if code != "MAP801":  # the number of a precedence is told by its place as well
        assert not found.elsewhere


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/synchronizationRules/0/priority", 7),
        ("/synchronizationRules/0/metadata", [{"key": "x", "value": "y"}]),
        ("/directories/0/readOnly", True),
        ("/directories/0/objects/0/attributes/0/multivalued", True),
        (f"{ROW}/somethingNew", 1),
        (f"{USERS}/metadata", [{"key": "x", "value": "y"}]),
        ("/provisioningTaskIdentifier", "x"),
    ],
)
def test_what_no_mapping_says_is_told_by_its_place(pointer: str, value: Any) -> None:
    old, new = changed(pointer, value)
    found = told(old, new)

    assert codes(found) == []
    assert [one.pointer for one in found.elsewhere] == differences(old, new)
    assert "initial cycle" in listed(found)


def unsayable() -> Any:
    return {
        "type": "Function",
        "name": "NobodyKnows",
        "expression": "NobodyKnows()",
        "parameters": [],
    }


@pytest.mark.parametrize("turned", [False, True])
def test_a_row_that_turns_into_what_no_mapping_says_keeps_its_class(turned: bool) -> None:  # noqa: FBT001
    sides = changed(f"{ROW}/source", unsayable())
    found = told(*sides[:: -1 if turned else 1])

    weighed = [change for change in found.told if change.risk is not Risk.INFO]
    assert {change.risk for change in weighed} == {Risk.IDENTITY}
    assert all("no mapping can say" in change.message for change in weighed)
    assert all(
        one.pointer.endswith(("userName", "source")) or "userName" in one.pointer
        for one in found.elsewhere
    )
    assert found.elsewhere


def test_a_filter_that_no_mapping_says_is_not_called_everybody() -> None:
    clause = {"operatorName": "NOBODY KNOWS", "sourceOperandName": "mail", "targetOperand": None}
    scope = {"groups": [{"name": "a", "clauses": [clause]}]}
    found = told(*changed(f"{USERS}/scope", scope))

    assert "everybody" not in listed(found)
    assert any("/scope" in one.pointer for one in found.elsewhere)


def test_a_scope_that_was_not_there_is_told_by_its_rule() -> None:
    clause = {
        "operatorName": "EQUALS",
        "sourceOperandName": "country",
        "targetOperand": {"values": ["US"]},
    }
    found = told(*changed(f"{USERS}/scope", {"groups": [{"clauses": [clause]}]}))

    assert "MAP812" in codes(found)
    assert found.elsewhere == ()


def test_what_a_new_row_uses_and_the_directory_has_is_not_called_new() -> None:
    old = live()
    attribute = {"name": "extension_x", "type": "String"}
    old["directories"][0]["objects"][0]["attributes"].append(attribute)
    new = deepcopy(old)
    row = deepcopy(rows_of(new)[-1])
    rows_of(new).append(
        row
        | {
            "targetAttributeName": "title",
            "source": {"type": "Attribute", "name": "extension_x", "expression": "[extension_x]"},
        }
    )

    assert codes(told(old, new)) == ["MAP818", "MAP820"]


@pytest.mark.parametrize("case", ["graph/weighed"])
def test_what_is_shown_of_a_change_that_matters(case: str, golden: Any) -> None:
    new = live()
    users = new["synchronizationRules"][0]["objectMappings"][0]
    users["enabled"] = False
    users["metadata"] = [{"key": "madeUp", "value": "yes"}]
    row, *_, last = rows_of(new)
    row["source"] = {"type": "Attribute", "name": "mail", "expression": "[mail]", "parameters": []}
    last["source"] = unsayable()
    new["synchronizationRules"][0]["priority"] = 7

    assert listed(told(live(), new)) == golden(name=f"{case}.want.txt")


@pytest.mark.parametrize("case", ["graph/by-place"])
def test_what_is_shown_of_what_cannot_be_imported(case: str, golden: Any) -> None:
    found = told(*changed(f"{ROW}/matchingPriority", "one"))

    assert listed(found) == golden(name=f"{case}.want.txt")


def test_of_two_rows_to_one_target_both_are_told() -> None:
    old = live()
    rows_of(old).append(deepcopy(rows_of(old)[0]))
    new = deepcopy(old)
    rows = rows_of(new)
    rows[0]["defaultValue"], rows[-1]["defaultValue"] = "first", "last"

    assert len(told(old, new).elsewhere) == 2


def test_what_cannot_be_imported_is_told_by_its_place() -> None:
    old, new = changed(f"{ROW}/matchingPriority", "one")
    found = told(old, new)

    assert codes(found) == []
    assert [one.pointer for one in found.elsewhere] == differences(old, new)
    assert "the new schema" in found.note
    assert "matchingPriority" in listed(found)


def test_what_differs_in_its_spelling_only_is_told() -> None:
    old, new = changed(f"{ROW}/targetAttributeName", "USERNAME")

    assert told(old, new).elsewhere


@given(mutants(), mutants())
def test_nothing_that_differs_is_missing(one: Any, other: Any) -> None:
    for old, new in ((DOCUMENT, one), (one, other), (other, other)):
        found = told(old, new)
        places = differences(old, new)

        assert bool(found) is bool(places)
        assert {each.pointer for each in found.elsewhere} <= set(places)
        if not any(change.risk is not Risk.STYLE for change in found.told):
            assert [each.pointer for each in found.elsewhere] == places
        assert bool(listed(found)) is bool(places)


def by_files(old: Any, new: Any) -> list[Change]:
    """Return what `diff` tells of two files."""
    documents = [
        Document(f"{name}.json", json.dumps(one).encode())
        for name, one in (("old", old), ("new", new))
    ]
    mappings = [PLAIN.read(of_bytes(one.path, one.content).source).mapping for one in documents]
    found = file_changes(documents[0], documents[1], pair(mappings[0], mappings[1]))
    assert not found.crashes
    return found.changes


def heavy(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.risk not in (Risk.INFO, Risk.STYLE)]


def is_schema(document: Any) -> bool:
    try:
        import_schema(json.dumps(document).encode(), "drawn.json")
    except ToolError:
        return False
    return True


schemas = mutants().filter(is_schema)
FEW = max(20, settings().max_examples // 10)
"""Each example is imported half a dozen times."""


@settings(max_examples=FEW)
@given(schemas)
def test_diff_of_the_files_tells_the_same(mutant: Any) -> None:
    found = told(DOCUMENT, mutant)
    shown = by_files(DOCUMENT, mutant)

    matter = any(change.risk is not Risk.STYLE for change in found.told)
    assert bool(heavy(shown)) is (matter or bool(found.elsewhere))
    assert {(c.code, c.target, c.message) for c in heavy(found.told) if not is_open(c)} <= {
        (c.code, c.target, c.message) for c in shown
    }
    if heavy(found.told):
        assert min(c.risk.rank for c in shown) <= min(c.risk.rank for c in found.told)


@settings(max_examples=FEW)
@given(schemas)
def test_a_file_has_not_changed(mutant: Any) -> None:
    assert by_files(mutant, mutant) == []


def is_open(change: Change) -> bool:
    return "can say" in change.message


@settings(max_examples=FEW)
@given(schemas, schemas)
def test_an_accepted_change_of_a_file_accepts_no_other(one: Any, other: Any) -> None:
    accepted, digests = (
        {change.digest for change in heavy(by_files(DOCUMENT, each))} for each in (one, other)
    )

    assert accepted != digests or not differences(one, other)


@pytest.mark.parametrize(
    ("pointer", "value", "code", "risk"),
    [
        ("/directories/0/objects/0/attributes/0/multivalued", True, "MAP819", Risk.VALUE),
        ("/directories/0/objects/0/attributes/0/type", "Integer", "MAP819", Risk.VALUE),
        ("/directories/0/readOnly", True, "MAP805", Risk.VALUE),
        ("/synchronizationRules/0/priority", 7, "MAP805", Risk.VALUE),
        ("/synchronizationRules/0/groupFilter", {"included": ["x"]}, "MAP805", Risk.ACCESS),
        (f"{USERS}/metadata", [{"key": "x", "value": "y"}], "MAP805", Risk.VALUE),
        (f"{ROW}/somethingNew", 1, "MAP805", Risk.IDENTITY),
        (f"{ROW}/source", {"type": "Function", "name": "Nobody"}, "MAP805", Risk.IDENTITY),
        (
            f"{USERS}/scope",
            {"groups": [{"clauses": [{"operatorName": "X"}]}]},
            "MAP805",
            Risk.ACCESS,
        ),
    ],
)
def test_diff_tells_what_no_mapping_says(pointer: str, value: Any, code: str, risk: Risk) -> None:
    found = by_files(*changed(pointer, value))

    assert [(change.code, change.risk) for change in found] == [(code, risk), ("MAP820", Risk.INFO)]
    assert found[0].place.source.path == "new.json"


def test_depth() -> None:
    deep = b"[" * 4000 + b"]" * 4000

    assert not schema_changes(deep, deep, "x")
    assert schema_changes(deep, b"[1]", "x").note


@pytest.mark.slow
def test_a_large_document_is_told_of_in_two_seconds() -> None:
    old = live()
    objects = old["directories"][0]["objects"][0]
    objects["attributes"] += [
        {"name": f"extension_{at}", "type": "String", "metadata": [{"key": "x", "value": "y" * 60}]}
        for at in range(3000)
    ]
    new = deepcopy(old)
    for each in new["directories"][0]["objects"][0]["attributes"]:
        each["multivalued"] = True
    began = process_time()

    assert len(told(old, new).elsewhere) >= 3000
    assert process_time() - began < 2
