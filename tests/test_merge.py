"""A mapping into a live schema: exactly what it says changes, in whatever style that is written."""

import json
import time
from difflib import unified_diff
from typing import Any

import pytest

from golden import CASES, cases
from mapping_dsl import files
from mapping_dsl.api.compile import Into, compile_mapping
from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.encoded import decode
from mapping_dsl.report.text import render
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.targets.entra.codes import CODES
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.merge import Merged, merge
from mapping_dsl.targets.serialise import to_json
from restyle import STYLES, Style
from rule_examples import HEADER, example

LIVE = (CASES / "merge/webex.json").read_text("utf-8")
MERGED = cases("merge")


def mapping_of(case: str) -> tuple[Mapping, Unmanaged]:
    """Return a case's mapping, and the option that its first line names."""
    path = CASES / f"{case}.mapping"
    source = Source(path.name, files.read_text(str(path)))
    first = source.line(1)
    option = first.removeprefix("# --unmanaged ") if first.startswith("# ") else "fail"
    return PLAIN.read(source).mapping, Unmanaged(option)


def merged(case: str, text: str = LIVE) -> Merged:
    mapping, unmanaged = mapping_of(case)
    return merge(Source("webex.json", text), mapping, unmanaged)


def shown(done: Merged) -> str:
    """Return what was merged as a diff, what was changed, and what is told."""
    text = LIVE if done.text is None else done.text
    old, new = (one.splitlines(keepends=True) for one in (LIVE, text))
    changes = "".join(f"{one.what} {one.pointer} {one.subject}\n" for one in done.changes)
    diff = "".join(unified_diff(old, new, "webex.json", "webex.json", n=2))
    return f"{diff}\n{changes}\n{render(done.findings)}"


@pytest.mark.parametrize("case", MERGED)
def test_a_merge_changes_what_the_mapping_says(case: str, golden: Any) -> None:
    assert shown(merged(case)) == golden(name=f"{case}.want.txt")


def test_what_says_the_same_is_the_same_to_the_byte() -> None:
    done = merged("merge/unchanged")

    assert done.text == LIVE
    assert not done.changes
    assert not done.findings


@pytest.mark.parametrize("case", MERGED)
def test_what_was_merged_says_the_same(case: str) -> None:
    done = merged(case)
    if done.text is not None:
        again = merged(case, done.text)
        assert again.text == done.text
        assert not again.changes


ALWAYS = ("two spaces", "minified", "CRLF", "PowerShell 5.1, UTF-16")
"""The styles that differ most; `make test` has them all."""
EACH_STYLE = [
    pytest.param(style, id=name, marks=[] if name in ALWAYS else [pytest.mark.slow])
    for name, style in STYLES.items()
]


@pytest.mark.parametrize("style", EACH_STYLE)
@pytest.mark.parametrize("case", MERGED)
def test_a_merge_keeps_the_style(case: str, style: Style) -> None:
    """What is merged is what the same program would have written of the merged value."""
    plain = merged(case)
    if plain.text is None:
        return
    text, encoding = decode(style.content(json.loads(LIVE)), "live.json")

    done = merged(case, text)

    assert done.text is not None
    assert encoding.encode(done.text) == style.content(json.loads(plain.text))
    assert done.changes == plain.changes


UNSAYABLE = {
    '"flowType": "ObjectAddOnly"': '"flowType": "OnTuesdays"',
    '"flowTypes": "Add,Update"': '"flowTypes": "Update,Restore, Add"',
    '"flowBehavior": "FlowWhenChanged"': '"flowBehavior": "FlowWhenAsked"',
    '"defaultValue": null': '"defaultValue": {"workflow": 7}',
    '"matchingPriority": 0': '"matchingPriority": -1.5',
    '"source": null': '"source": {"type": "Workflow", "id": 7}',
    '"categoryFilterGroups": []': """"categoryFilterGroups": [
        {"clauses": [{"operatorName": "RHYMES"}]}]""",
    '"inputFilterGroups": []': """"inputFilterGroups": [{"clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "city",
         "targetOperand": {"values": ["Oslo", "Rome"]}}]}, {"name": "empty"}]""",
}


def without_words() -> str:
    """Return the live schema with what the language has no words for."""
    text = LIVE
    for old, new in UNSAYABLE.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_what_the_language_cannot_say_is_carried() -> None:
    live = without_words()
    mapping = mapping_of("merge/unchanged")[0]
    (rule,) = mapping.rules
    users, groups = rule.object_mappings
    rows = tuple(
        row.but(flow_type="Always") if row.target.path == "preferredLanguage" else row
        for row in users.mappings
    )
    rule = rule.but(object_mappings=(users.but(mappings=rows), groups))

    done = merge(Source("webex.json", live), mapping.but(rules=(rule,)))

    assert done.text == live
    assert {finding.code for finding in done.findings} == {"MAP610"}
    assert len(done.findings) == len(UNSAYABLE)


def test_what_the_language_cannot_say_stays_when_the_rest_changes() -> None:
    done = merged("merge/options", without_words())

    assert done.text is not None
    for kept in ("FlowWhenAsked", "RHYMES", '"Oslo", "Rome"', "Workflow", '"workflow": 7', "-1.5"):
        assert kept in done.text
    assert '"flowTypes": "Add, Update, Delete, Restore"' in done.text


def test_another_name_for_what_is_only_likely() -> None:
    """The names of the app's directory and objects are in no public export."""
    live = LIVE.replace("CiscoSpark", "Webex by Cisco").replace(
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "Person"
    )

    done = merged("merge/added", live)

    assert done.text is not None
    assert json.loads(done.text)["directories"][1]["objects"][0]["name"] == "Person"
    assert '"nickName"' in done.text
    assert [finding.message for finding in done.findings] == [
        "the target directory is called `Webex by Cisco` here",
        "the target object is called `Person` here",
    ]


def test_an_app_without_groups() -> None:
    """A preset maps groups; who has none there disables them."""
    document = json.loads(LIVE)
    del document["synchronizationRules"][0]["objectMappings"][1]
    live = Source("live.json", json.dumps(document, indent=2))

    refused = merge(live, mapping_of("merge/default")[0])
    done = merge(live, mapping_of("merge/options")[0])

    assert refused.text is None
    assert [finding.code for finding in refused.findings] == ["MAP609"]
    assert "groups disabled" in refused.findings[0].help
    assert done.text is not None
    assert [finding.code for finding in done.findings] == ["MAP610"]


def test_a_source_as_deep_as_can_be() -> None:
    levels = 1_600
    deep = '{"name": "Not", "type": "Function", "parameters": [{"key": "source", "value": '
    source = deep * levels + "null" + "}]}" * levels
    live = LIVE.replace('"source": null', f'"source": {source}')

    done = merged("merge/default", live)

    assert done.text is not None
    assert "Not" not in done.text


def test_templates_and_single_object_mappings_are_merged_too() -> None:
    document = json.loads(LIVE)
    (of, _) = document["synchronizationRules"][0]["objectMappings"]
    mapping = mapping_of("merge/default")[0]
    (rule,) = mapping.rules
    users = mapping.but(rules=(rule.but(object_mappings=rule.object_mappings[:1]),))
    shapes = {
        "/schema/synchronizationRules/0": ({"id": "t", "schema": document}, mapping),
        "/value/1/schema/synchronizationRules/0": (
            {"value": [{"id": "t"}, {"schema": document}]},
            mapping,
        ),
        "/attributeMappings": (of, users),
        "/6": (of["attributeMappings"], users),
    }
    for pointer, (shape, given) in shapes.items():
        text = json.dumps(shape, indent=1)
        done = merge(Source("live.json", text), given)
        assert [change.subject for change in done.changes] == ["title"]
        assert done.changes[0].pointer.startswith(pointer)


def test_a_document_of_something_else_has_no_rule() -> None:
    for text in ("{}", '"x"', "7", '{"value": []}', '{"synchronizationRules": {}}'):
        done = merge(Source("live.json", text), mapping_of("merge/default")[0])
        assert done.text is None
        assert {finding.code for finding in done.findings} == {"MAP609"}


@pytest.mark.parametrize("rule", CODES, ids=lambda rule: rule.code)
def test_a_page_is_true(rule: Rule) -> None:
    """Its examples are merged into the schema of one who has `jobTitle -> title` besides."""
    title = "" if rule.code == "MAP609" else "users { jobTitle -> title }"
    live = to_json(emit(PLAIN.read(Source("live", f"{HEADER}{title}")).mapping))

    def told(which: str) -> set[str]:
        written = Source("example.mapping", example(rule, which))
        done = merge(Source("live.json", live), PLAIN.read(written).mapping)
        return {finding.code for finding in done.findings}

    assert told("Bad") == {rule.code}
    assert told("Good") == set()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Zap([mail])", "Zap([mail])", ""),
        ("Zap([mail])", "Zap([employeeId])", "decides who is who"),
        ("Zap([mail])", "Zip([mail])", "there is now the function `Zip`"),
    ],
)
def test_what_no_mapping_says_is_compared_with_live(before: str, after: str, words: str) -> None:
    def schema(text: str) -> str:
        name, _, argument = text.removesuffix("])").partition("([")
        inner = {"type": "Attribute", "name": argument, "expression": f"[{argument}]"}
        parameters = [{"key": "source", "value": inner}]
        source = {"type": "Function", "name": name, "expression": text, "parameters": parameters}
        row = {"targetAttributeName": "userName", "source": source}
        block = {"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [row]}
        rule = {"name": "r", "targetDirectoryName": "Webex", "objectMappings": [block]}
        return json.dumps({"synchronizationRules": [rule], "directories": []})

    text = import_schema(schema(before).encode(), "a.json").text
    mapping = PLAIN.read(Source("a.mapping", text)).mapping

    done = merge(Source("live.json", schema(after)), mapping)

    told = [one.message for one in done.findings if one.code == "MAP612"]
    assert bool(told) is bool(words)
    assert all(words in message and "`userName`" in message for message in told)
    assert done.text == schema(after)


@pytest.mark.parametrize(
    ("field", "value", "declared", "told"),
    [
        ("multivalued", True, "", "`displayName`"),
        ("type", "Integer", "", "`displayName`"),
        ("type", "Integer", "attributes source { displayName: string }\n", ""),
        ("metadata", [{"key": "x", "value": "y"}], "", ""),
    ],
)
def test_a_definition_that_was_changed_in_live_is_told(
    field: str, value: Any, declared: str, told: str
) -> None:
    mapping = PLAIN.read(
        Source("a.mapping", import_schema(LIVE.encode(), "a.json").text + declared)
    ).mapping
    live = json.loads(LIVE)
    (attribute,) = [
        one
        for one in live["directories"][0]["objects"][0]["attributes"]
        if one["name"] == "displayName"
    ]
    attribute[field] = value

    done = merge(Source("live.json", json.dumps(live)), mapping)

    found = [one.message for one in done.findings if one.code == "MAP612"]
    assert len(found) == bool(told)
    assert told in "".join(found)


def test_compiled_into_itself(tmp_path: Any) -> None:
    """What `compile` writes is a schema that the mapping has nothing to change in."""
    for name in ("webex-default", "contoso", "branch-office", "other-system"):
        path = str(CASES.parents[1] / f"samples/{name}.mapping")
        plain = compile_mapping(path, "entra", day="2026-01-01")
        assert plain.content
        live = tmp_path / "live.json"
        live.write_bytes(plain.content)

        done = compile_mapping(path, "entra", day="2026-01-01", into=Into(str(live)))

        assert done.content == plain.content
        assert not done.changes


def test_a_large_document_is_merged_in_time() -> None:
    document = json.loads(LIVE)
    rows = document["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    rows += [{**rows[1], "targetAttributeName": f"custom{n}"} for n in range(1000)]
    text = json.dumps(document, indent=2)
    start = time.process_time()

    done = merge(Source("x", text), mapping_of("merge/default")[0], Unmanaged.DROP)

    assert time.process_time() - start < 5
    assert done.text is not None
    assert len(done.changes) == 1001
