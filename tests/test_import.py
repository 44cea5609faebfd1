"""Schemas to mappings: what comes out reads well, means the same, and loses nothing in silence."""

import json
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, run
from golden import CASES, cases
from imports import SAMPLES, imported, meant
from mapping_dsl.api.format import format_source
from mapping_dsl.api.importing import Imported, import_schema, verify
from mapping_dsl.catalog.paths import expand
from mapping_dsl.errors import ToolError
from mapping_dsl.report.text import render
from mapping_dsl.resolve.unsaid import listed
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse

EXPORT = ROOT / "samples" / "webex-app-export.made-up.json"
AS_IN_MANY = ("--ignore", "primary-email", "--ignore", "scope-drops-absent")
"""Its work address is `mail` while its user name is not, and a clause of its scope is negative."""
WHOLE = [
    "ms-luf-cloudsync-ad2aad-sample1",
    "graphdocs-aws-sso-template-list-trimmed",
    "graphdocs-salesforce-schema-get-custom-target",
    "graphdocs-salesforce-schema-put-directory-extension-repaired",
    "graphdocs-salesforce-schema-put-officeCode",
    "graphdocs-salesforce-user-objectMapping-full",
    "graphdocs-schema-get-example",
    "graphdocs-schema-put-example-repaired",
    "fragment-real-attributeMappings-all-encodings",
    "issue2643-crosstenant-attributeMappings-partial",
    "entradocs-cloudsync-attributeMapping-ExtensionAttribute3",
    "azuredocs-cloudsync-attributeMapping-CredentialData",
]
"""The reference's documents that are a schema or a part of one that is mapped."""

beside = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no reference beside the repository")


def checked(done: Imported) -> Imported:
    """Check what holds for whatever is imported."""
    source = Source("a.mapping", done.text)
    formatted = format_source(source)
    assert formatted.findings == ()
    assert formatted.text == done.text
    assert verify(done) == []
    told = [unsaid.pointer for unsaid in listed(parse(source), source)]
    assert sorted(told) == sorted(each.unsaid.pointer for each in done.read.listed)
    for pointer in told:
        done.envelope.root.at(pointer)
    return done


@pytest.mark.parametrize("case", cases("import", ".json"))
def test_case(case: str, golden: Any) -> None:
    content = (CASES / f"{case}.json").read_bytes()

    done = checked(import_schema(content, Path(f"{case}.json").name))

    assert done.text == golden(name=f"{case}.want.mapping")
    assert render(done.findings) == golden(name=f"{case}.want.txt")


@beside
@pytest.mark.parametrize("name", WHOLE)
def test_sample_of_the_reference(name: str) -> None:
    checked(import_schema((SAMPLES / f"{name}.json").read_bytes(), f"{name}.json"))


@beside
def test_other_samples_of_the_reference_are_no_schemas() -> None:
    others = {path.stem for path in SAMPLES.glob("*.json")} - set(WHOLE)
    assert len(others) == 7
    for name in others:
        with pytest.raises(ToolError, match="schema"):
            import_schema((SAMPLES / f"{name}.json").read_bytes(), name)


def test_the_made_up_export() -> None:
    done = checked(import_schema(EXPORT.read_bytes(), EXPORT.name))

    assert {finding.code for finding in done.findings} == {"MAP611"}
    mapping = meant(done.text)
    assert mapping.system == "webex"
    (rule,) = mapping.rules
    assert [(block.kind, len(block.mappings)) for block in rule.object_mappings] == [
        ("users", 19),
        ("groups", 3),
    ]
    (declared,) = mapping.declared
    assert declared.name == "extension_4f1d2c7a90b84e5f8a3c6d5e7b9012ac_costCentre"


# --- bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = EXPORT.read_text("utf-8")
    plain = import_schema(text.encode(), "a.json")

    done = import_schema(text.replace("\n", "\r\n").encode(encoding), "a.json")

    assert done.text == plain.text


BAD = {
    "nothing": (b"", "1:1: not JSON"),
    "no JSON": (b'mapping "contoso"', "1:1: not JSON"),
    "cut off": (b'{"synchronizationRules": [', "not JSON"),
    "no text": (b"\xff\xff", "not UTF-8"),
    "half of UTF-16": (b"\xff\xfe{\x00}", "not UTF-16"),
    "a number": (b"1", "1:1: this is a number"),
    "null": (b"null", "1:1: this is null"),
    "another document": (b'{"displayName": "Ada"}', "1:1: this is an object"),
    "a list of texts": (b'["a"]', "1:1: this is an array"),
    "two templates": (b'{"value": [{}, {}]}', "1:11: a list of 2"),
    "a key twice": (b'{"id": "", "id": "", "directories": []}', '1:12: the key "id"'),
    "a wrong type": (
        b'{"synchronizationRules": [{"priority": "1"}]}',
        "1:40: `/synchronizationRules/0/priority`",
    ),
    "a wrong type in a part": (
        b'[{"targetAttributeName": "a", "source": "[mail]"}]',
        "1:41: `/0/source`",
    ),
    "two wrong types": (b'[{"targetAttributeName": 1, "source": 2}]', "(and 1 more)"),
    "deep": (b'{"directories":' + b"[" * 9000, "nested"),
    "deep sources": (
        b'{"source":' + b'{"parameters":[{"value":' * 900 + b"null" + b"}]}" * 900 + b"}",
        "nested",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line(name: str) -> None:
    content, wanted = BAD[name]
    with pytest.raises(ToolError) as told:
        import_schema(content, "schema.json")
    assert str(told.value).startswith("schema.json:")
    assert wanted in str(told.value)


# --- the command ---------------------------------------------------------------------------------


def test_import_writes_a_mapping(tmp_path: Path) -> None:
    done = run("import", str(EXPORT), "-o", "contoso.mapping", "--verify", cwd=tmp_path)

    assert done.code == 0
    assert done.out == ""
    assert "verified: 22 rows" in done.err
    assert "info[MAP611]" in done.err
    assert run("lint", "contoso.mapping", *AS_IN_MANY, cwd=tmp_path).code == 0
    assert run("fmt", "--check", cwd=tmp_path).code == 0


def test_import_reads_standard_input() -> None:
    piped = run("import", "-", stdin=EXPORT.read_bytes())

    assert piped.code == 0
    assert piped.out.replace('"imported"', '"webex-app-export"') == run("import", str(EXPORT)).out


def test_import_fails_for_what_is_wrong_in_the_schema_and_writes_all_the_same(
    tmp_path: Path,
) -> None:
    row = {"targetAttributeName": "title", "flowType": "always", "source": None}
    (tmp_path / "a.json").write_text(json.dumps([row]), "utf-8")

    done = run("import", "a.json", "-o", "a.mapping", cwd=tmp_path)

    assert done.code == 1
    assert "a.json:1:" in done.err
    assert "MAP606" in done.err
    assert "none -> title" in (tmp_path / "a.mapping").read_text("utf-8")


def test_import_does_not_replace_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(EXPORT.read_bytes())

    assert run("import", "a.json", "-o", "a.json", cwd=tmp_path).code == 2
    assert (tmp_path / "a.json").read_bytes() == EXPORT.read_bytes()


def test_what_only_the_export_has_is_not_lost_in_silence(tmp_path: Path) -> None:
    run("import", str(EXPORT), "-o", "a.mapping", cwd=tmp_path)

    refused = run("compile", "a.mapping", "--to", "entra", "-o", "out.json", cwd=tmp_path)

    assert refused.code == 1
    assert "MAP611" in refused.err
    assert "not compiled" in refused.err
    assert not (tmp_path / "out.json").exists()
    assert run("compile", "a.mapping", "--to", "webex", cwd=tmp_path).code == 0
    text = (tmp_path / "a.mapping").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("# only")]
    (tmp_path / "a.mapping").write_text("\n".join(kept), "utf-8")
    assert run("compile", "a.mapping", "--to", "entra", cwd=tmp_path).code == 0


# --- a schema in place of a mapping ---------------------------------------------------------------


def test_a_schema_can_stand_for_a_mapping() -> None:
    users = str(ROOT / "samples" / "users.json")

    linted = run("lint", str(EXPORT), *AS_IN_MANY, "--output-format", "concise")
    previewed = run("preview", str(EXPORT), "--user", users, "--output-format", "concise")

    assert linted.code == 0
    assert f"{EXPORT}:82:31: info[MAP302]: `name.givenName`" in linted.out
    assert "priya.raman@contoso.com: in scope" in previewed.out
    assert run("compile", str(EXPORT), "--to", "webex").code == 0
    assert run("attributes", "--used", str(EXPORT), "--graph-select").out.startswith("$select=")


def test_what_is_wrong_in_a_schema_is_told_at_its_place(tmp_path: Path) -> None:
    text = EXPORT.read_text("utf-8").replace('"Always"', '"always"', 1)
    (tmp_path / "a.json").write_text(text, "utf-8")

    done = run("lint", "a.json", "--output-format", "concise", cwd=tmp_path)

    assert done.code == 1
    assert done.out.startswith("a.json:")
    assert "MAP606" in done.out
    assert run("compile", "a.json", "--to", "webex", cwd=tmp_path).code == 1


def test_what_rules_find_in_a_schema_stands_at_its_part_of_the_json() -> None:
    document = run("lint", str(EXPORT), "--output-format", "json").out
    lines = EXPORT.read_text("utf-8").splitlines()
    found = json.loads(document)["findings"]

    places = [one["location"] for one in found] + [
        x["location"] for f in found for x in f["labels"]
    ]

    assert {place["path"] for place in places} == {str(EXPORT)}
    stale = [one for one in found if one["code"] == "MAP302"]
    assert len(stale) > 10
    for one in stale:
        line = one["location"]["start"]["line"]
        assert '"expression"' in lines[line - 1]
        near = "\n".join(lines[line - 10 : line])
        assert json.dumps(expand(one["subject"])) in near


@pytest.mark.parametrize("command", [("fmt",), ("lint", "--fix")])
def test_what_writes_leaves_a_schema_alone(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(EXPORT.read_bytes())

    assert run(*command, "a.json", cwd=tmp_path).code == 2
    assert (tmp_path / "a.json").read_bytes() == EXPORT.read_bytes()


# --- verify --------------------------------------------------------------------------------------


def test_verify_tells_by_pointer_what_differs() -> None:
    rows = [
        {"targetAttributeName": "userName", "source": {"name": "mail"}, "matchingPriority": 1},
        {"targetAttributeName": "title", "source": {"name": "jobTitle"}, "defaultValue": "n/a"},
        {"targetAttributeName": "nickName", "source": {"name": "surname"}},
    ]
    done = imported(rows)
    changed = done.text.replace('"n/a"', '"N/A"').replace("surname", "givenName")
    without = "".join(line for line in changed.splitlines(keepends=True) if "match 1" not in line)

    assert [d.pointer for d in verify(done.but(text=changed))] == [
        "/1/defaultValue",
        "/2/source",
    ]
    assert "/2" in {d.pointer for d in verify(done.but(text=without))}
    assert verify(done.but(text="users {")) != []


# --- what the comments mean ----------------------------------------------------------------------


def test_a_row_and_a_filter_that_are_listed_are_not_taken_for_missing() -> None:
    done = import_schema((CASES / "import/unsayable.json").read_bytes(), "unsayable.json")

    (rule,) = meant(done.text).rules
    (block,) = rule.object_mappings
    assert block.unresolved == {"nickname", "x y z"}
    assert block.open_scopes == ("groups",)
