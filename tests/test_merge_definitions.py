"""Attributes that a tenant's directories define, and what a file declares of them."""

import json
from typing import Any

import pytest

from imports import imported
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.merge import Merged, merge
from mapping_dsl.targets.serialise import to_json

FILE = """mapping "crm" for "other"
attributes source {
  cn: string
  mailNickname: string
}
attributes target {
  Alias: string
  CommonName: string required
  Login: string
}
rule "PEOPLE" from "Active Directory" to "Fabrikam" {
  object "user" -> "User" {
    cn -> Login  match 1
    cn -> CommonName
    mailNickname -> Alias
  }
}
"""
LIVE = to_json(emit(PLAIN.read(Source("crm.mapping", FILE)).mapping))


def merged(text: str, live: str = LIVE) -> Merged:
    resolved = PLAIN.read(Source("a.mapping", text))
    assert not resolved.findings
    return merge(Source("live.json", live), resolved.mapping)


def definitions(text: str) -> dict[str, Any]:
    directories = json.loads(text)["directories"]
    return {one["name"]: one for d in directories for one in d["objects"][0]["attributes"]}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("mailNickname -> Alias", "mailNicknam -> Alias"), ("-> CommonName", "-> ComonName")],
)
def test_a_misspelt_attribute_is_not_defined(right: str, wrong: str) -> None:
    header, rule, rows = FILE.partition("rule ")
    dropped = "drop CommonName\n    mailNickname" if "ComonName" in wrong else "mailNickname"
    rows = rows.replace("mailNickname", dropped).replace(right, wrong)

    done = merged(header.partition("\n")[0] + "\n" + rule + rows)

    errors = [one for one in done.findings if one.severity == "error"]
    assert done.text is None
    assert [one.code for one in errors] == ["MAP609"]
    meant = "CommonName" if "ComonName" in wrong else "mailNickname"
    assert f"did you mean `{meant}`?" in errors[0].help


def test_a_declared_attribute_is_added() -> None:
    text = FILE.replace("cn: string", "cn: string\n  title: string")

    done = merged(text.replace("    mailNickname", "    Trim([title]) -> Alias\n    # "))

    assert done.text is not None
    assert set(definitions(done.text)) - set(definitions(LIVE)) == {"title"}


def test_a_changed_declaration_changes_the_definition() -> None:
    text = FILE.replace("Alias: string", "Alias: integer required")
    text = text.replace("CommonName: string required", "CommonName: string")

    done = merged(text)

    assert done.text is not None
    before, after = definitions(LIVE), definitions(done.text)
    assert after["Alias"] == before["Alias"] | {"type": "Integer", "required": True}
    assert after["CommonName"] == before["CommonName"] | {"required": False}
    assert {one.subject for one in done.changes} == {"Alias", "CommonName"}
    assert merged(text, done.text).changes == ()
    declared = {one.name: one for one in imported(json.loads(done.text)).read.mapping.declared}
    assert declared["Alias"].type == "Integer"
    assert merged(FILE).text == LIVE


def test_another_object_s_definition_of_the_name_stays() -> None:
    """One name, two definitions: the import declares the first one, and lists the second."""
    document = json.loads(LIVE)
    (rule,) = document["synchronizationRules"]
    second = {**rule["objectMappings"][0], "sourceObjectName": "contact"}
    rule["objectMappings"].append({**second, "targetObjectName": "Contact"})
    for directory, name in zip(document["directories"], ("contact", "Contact"), strict=True):
        attributes = [{**one, "caseExact": True} for one in directory["objects"][0]["attributes"]]
        directory["objects"].append({"name": name, "attributes": attributes})
    live = json.dumps(document, indent=2)
    text = imported(document).text

    assert merged(text, live).text == live
    done = merged(text.replace("Alias:      string", "Alias: integer"), live)
    assert done.text is not None
    found = json.loads(done.text)["directories"][1]["objects"]
    types = [one["type"] for of in found for one in of["attributes"] if one["name"] == "Alias"]
    assert types == ["Integer", "String"]
