"""What a document says in unusual places is listed, and merges back to the same bytes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from command import ROOT
from imports import imported, meant
from mapping_dsl.api.importing import verify
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.targets.entra.merge import merge

EXPORT = (ROOT / "samples" / "webex-app-export.made-up.json").read_text("utf-8")
CITY = {"expression": "[city]", "name": "city", "type": "Attribute", "parameters": []}
GIVEN = [{"key": "x", "value": CITY}]
DOMAIN: dict[str, Any] = {
    "name": "%Domain FQDN%",
    "type": "Constant",
    "expression": None,
    "parameters": [],
}
AT = "/synchronizationRules/0/objectMappings/0"


def users(document: Any) -> Any:
    return document["synchronizationRules"][0]["objectMappings"][0]


def row(document: Any, target: str) -> Any:
    rows = users(document)["attributeMappings"]
    return next(one for one in rows if one["targetAttributeName"] == target)


def source(**said: Any) -> Callable[[Any], None]:
    return lambda document: row(document, "title")["source"].update(said)


CASES: dict[str, tuple[Callable[[Any], None], str]] = {
    "arguments of an attribute": (source(parameters=GIVEN), "source/parameters: 1 entry"),
    "arguments of a constant": (
        source(type="Constant", name="x", expression='"x"', parameters=GIVEN),
        "source/parameters: 1 entry",
    ),
    "an environment that is no word": (
        source(**DOMAIN),
        "source/expression: null, beside %Domain FQDN%",
    ),
    "a word beside another name": (
        source(type="Constant", name="x", expression="abc", parameters=[]),
        "",
    ),
    "an action that came later": (
        lambda document: users(document).update(flowTypes="Add, Move"),
        f'{AT}/flowTypes: "Add, Move"',
    ),
    "another mapping between the same objects": (
        lambda document: document["synchronizationRules"][0]["objectMappings"].append(
            {**users(document), "name": "second"}
        ),
        "/objectMappings/2: another mapping between the same objects",
    ),
    "a control character": (
        lambda document: row(document, "title").update(defaultValue="a\0b"),
        "a text with a control character: [jobTitle] -> title",
    ),
    "another line's end in a filter": (
        lambda document: users(document)["scope"]["groups"][-1]["clauses"][0].update(
            targetOperand={"values": ["a\u2028b"]}
        ),
        "/scope/groups: a text with a control character",
    ),
    "no action": (lambda document: users(document).update(flowTypes=""), ""),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_listed_and_stays(case: str) -> None:
    change, listed = CASES[case]
    document = json.loads(EXPORT)
    change(document)

    done = imported(document)

    lines = [line for line in done.text.splitlines() if "only --into keeps" in line]
    assert any(line.rpartition("  #")[0].endswith(listed) for line in lines)
    assert "userPrincipalName" in done.text
    assert verify(done) == []
    live = Source("live.json", json.dumps(document, indent=2))
    merged = merge(live, meant(done.text))
    assert merged.text == live.text


def test_of_two_object_mappings_the_first_is_edited() -> None:
    document = json.loads(EXPORT)
    mappings = document["synchronizationRules"][0]["objectMappings"]
    mappings.append(json.loads(json.dumps(mappings[0])) | {"name": "second"})
    text = imported(document).text.replace('default "en_US"', 'default "en_GB"')

    merged = merge(Source("live.json", json.dumps(document)), meant(text))

    assert [one.pointer.split("/")[4] for one in merged.changes] == ["0"]
    assert any("there are several of these" in one.message for one in merged.findings)


@pytest.mark.parametrize("unmanaged", Unmanaged)
def test_a_target_that_is_mapped_twice(unmanaged: Unmanaged) -> None:
    document = json.loads(EXPORT)
    again = row(document, "userName") | {"targetAttributeName": "USERNAME"}
    users(document)["attributeMappings"].append(again)
    live = json.dumps(document, indent=2)

    (told,) = [one for one in imported(document).findings if one.severity == "error"]
    merged = merge(Source("live.json", live), meant(imported(json.loads(EXPORT)).text), unmanaged)

    assert (told.code, told.message) == ("MAP301", "`USERNAME` has two rows")
    assert told.place.source.text[told.place.span.start :].startswith('"USERNAME"')
    assert merged.text is None
    (refused,) = [one for one in merged.findings if one.severity == "error"]
    assert "`USERNAME` is mapped here for the second time" in refused.message
