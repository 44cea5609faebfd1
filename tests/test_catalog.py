"""The attribute catalogs are right as data, agree with the presets, and are found by name."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute, Catalog
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.catalog.lookup import find, near
from mapping_dsl.resources import read

NAMES = ("entra-user", "entra-group", "webex-user", "webex-group")
LOADED = (source_catalog, target_catalog)
CATALOGS = dict(zip(NAMES, (f(kind) for f in LOADED for kind in ("users", "groups")), strict=True))
USERS, WEBEX = CATALOGS["entra-user"], CATALOGS["webex-user"]
REFERENCE = Path(__file__).parents[2] / "shared" / "reference"
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="no ../shared/reference here")

Text = Annotated[str, Field(min_length=1)]
Confidence = Literal["high", "medium", "low"]


class Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", alias_generator=to_camel)


class NameRow(Row):
    name: Text
    evidence: Text
    confidence: Confidence


class DefaultRow(Row):
    source: Text
    match: Annotated[int, Field(ge=1)] | None = None
    preset: Literal["webex/default@1", "webex/extended@1"]
    evidence: Text
    confidence: Confidence


class AttributeRow(Row):
    """Its fields stand in the order in which a row writes them."""

    name: Text
    type: Literal["String", "Integer", "Boolean", "DateTime", "Reference", "Binary"]
    multivalued: bool = False
    required: bool = False
    anchor: bool = False
    case_exact: bool = False
    mutability: Literal["ReadWrite", "ReadOnly", "WriteOnly", "Immutable"] = "ReadWrite"
    nullable: bool = True
    graph: Text | None = None
    computed: bool = False
    email: Literal["always", "sometimes", "never", "unknown"] = "unknown"
    local_part: bool = False
    form: (
        Literal["guid", "language", "country", "proxy-address", "distinguished-name", "phone"]
        | None
    ) = None
    max_length: int | None = None
    max_items: int | None = None
    values: list[Text] = []
    filters: list[Literal["eq", "sw", "ew"]] = []
    default: DefaultRow | None = None
    shared_with: Text | None = None
    scope: bool = True
    status: Literal["usable", "contradicted", "unsupported"] = "usable"
    evidence: Text
    confidence: Confidence
    note: str = ""


class CatalogRow(Row):
    schema_: Annotated[str, Field(alias="$schema")]
    directory: NameRow
    object: NameRow
    sources: dict[Text, Text]
    attributes: list[AttributeRow]


def data(name: str) -> Any:
    return json.loads(read("schemas", f"catalog/{name}.json"))


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads(read("schemas", name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", NAMES)
def test_data_fits_json_schema(name: str) -> None:
    errors = validator("catalog.schema.json").iter_errors(data(name))
    assert [f"{e.json_path}: {e.message}" for e in errors] == []


@pytest.mark.parametrize("name", NAMES)
def test_data_is_laid_out_for_diffs(name: str) -> None:
    """One attribute a line, keys in order, no key that says what is so anyway."""
    text = read("schemas", f"catalog/{name}.json")
    catalog = TypeAdapter(CatalogRow).validate_json(text)
    rows = [a.model_dump(by_alias=True, exclude_defaults=True) for a in catalog.attributes]
    lines = [line.strip().rstrip(",") for line in text.splitlines()]
    assert lines[-2 - len(rows) : -2] == [json.dumps(row, ensure_ascii=False) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_evidence_names_its_sources(name: str) -> None:
    catalog = data(name)
    rows = [catalog["directory"], catalog["object"], *catalog["attributes"]]
    rows += [row["default"] for row in catalog["attributes"] if "default" in row]
    used = {part.partition(":")[0] for row in rows for part in row["evidence"].split(", ")}
    assert used == set(catalog["sources"])


@pytest.mark.parametrize("name", NAMES)
def test_loaded_as_written(name: str) -> None:
    for attribute, row in zip(CATALOGS[name].attributes, data(name)["attributes"], strict=True):
        assert (attribute.name, attribute.type) == (row["name"], row["type"])
        assert (attribute.longest, attribute.most) == (row.get("maxLength"), row.get("maxItems"))
        assert attribute.case_exact == row.get("caseExact", False)
        assert attribute.local_part == row.get("localPart", False)
        assert attribute.shared_with == row.get("sharedWith", "")
        assert list(attribute.filters) == row.get("filters", [])
        assert (attribute.default is None) == ("default" not in row)


@pytest.mark.parametrize("catalog", CATALOGS.values(), ids=NAMES)
def test_names_are_unique_and_found(catalog: Catalog) -> None:
    names = [a.name for a in catalog.attributes]
    assert len({paths.key(name) for name in names}) == len(names)
    assert [find(catalog, name) for name in names] == list(catalog.attributes)


@pytest.mark.parametrize("catalog", [USERS, CATALOGS["entra-group"]], ids=["user", "group"])
def test_sources_are_held_by_a_record_or_computed(catalog: Catalog) -> None:
    assert [a.name for a in catalog.attributes if (a.graph is None) != a.computed] == []
    assert [a.name for a in catalog.attributes if a.filters or a.default] == []
    assert [a.name for a in catalog.attributes if a.scope and a.multivalued] == []
    assert [a.name for a in catalog.attributes if a.scope and a.type == "DateTime"] == []


def test_never_absent() -> None:
    users, groups = (source_catalog(kind).attributes for kind in ("users", "groups"))
    assert {a.name for a in groups if not a.nullable} == {"objectId", "displayName"}
    ours = "objectId IsSoftDeleted accountEnabled userPrincipalName displayName"
    assert [a.name for a in users if not a.nullable] == ours.split()


@pytest.mark.parametrize("name", ["webex-user", "webex-group"])
def test_targets_are_paths_in_full(name: str) -> None:
    for attribute in CATALOGS[name].attributes:
        paths.parse(attribute.name)
        assert paths.expand(attribute.name) == attribute.name
        assert paths.expand(paths.shorten(attribute.name)) == attribute.name
        assert paths.key(attribute.name) == attribute.name.casefold()


@pytest.mark.parametrize("kind", ["users", "groups"])
def test_defaults_lead_from_source_to_target(kind: str) -> None:
    for target in target_catalog(kind).attributes:
        if target.default is None:
            continue
        text = target.default.source
        for name in re.findall(r"\[([^\]]+)\]", text) or [text]:
            assert find(source_catalog(kind), name), f"{text} -> {target.name}"
        assert target.mutability == "ReadWrite"
        assert not target.default.match or "eq" in target.filters


def body(attribute: Attribute, value: Any) -> dict[str, Any]:
    """Make the smallest request that sends one attribute."""
    path = paths.parse(attribute.name)
    beside = {"value": "ada@fabrikam.example"} if path.sub == "primary" else {}
    part: Any = (
        {**beside, path.sub: value} if path.sub else [value] if attribute.multivalued else value
    )
    if path.filter:
        compared, text = path.filter
        part = [part | {compared: text == "True" if compared == "primary" else text}]
    whole = {path.urn: {path.attribute: part}} if path.urn else {path.attribute: part}
    return {"schemas": [paths.CORE], "userName": "ada@fabrikam.example"} | whole


FILLED = [
    attribute
    for attribute in WEBEX.attributes
    if attribute.mutability != "ReadOnly" and attribute.status != "unsupported"
    if not attribute.name.startswith("roles")  # objects, whose `value` is required
]


@pytest.mark.parametrize("attribute", FILLED, ids=lambda a: paths.shorten(a.name))
def test_request_schema_agrees(attribute: Attribute) -> None:
    is_valid = validator("webex-user.schema.json").is_valid
    if attribute.type == "Boolean":
        assert is_valid(body(attribute, value=True))
        assert not is_valid(body(attribute, value="True"))
        return
    values = attribute.values or ("x" * (attribute.longest or 1),)
    assert all(is_valid(body(attribute, value)) for value in values)
    if attribute.values or attribute.longest:
        assert not is_valid(body(attribute, "x" * ((attribute.longest or 0) + 1)))


def test_request_schema_requires_little() -> None:
    is_valid = validator("webex-user.schema.json").is_valid
    least = {"schemas": [paths.CORE], "userName": "ada@fabrikam.example"}
    assert is_valid(least | {"roles": [], "meta": {"resourceType": "User"}})
    assert not is_valid(least | {"hatSize": "7"})
    assert not is_valid(least | {"schemas": [paths.ENTERPRISE]})
    assert not is_valid(least | {"emails": [{"value": "a@b.example", "primary": True}] * 2})


@needs_reference
def test_webex_reference_agrees() -> None:
    rows = json.loads((REFERENCE / "webex" / "attributes.json").read_text("utf-8"))["attributes"]
    known = {(row["schema"], row["path"]): row for row in rows}
    seen = set()
    for target in WEBEX.attributes:
        path = paths.parse(target.name)
        name = f"{path.attribute}.{path.sub}" if path.sub else path.attribute
        row = known.get((path.urn or paths.CORE, name))
        if row is None:
            assert path.attribute == "meta"
            continue
        seen.add((row["schema"], path.attribute))
        assert (target.longest, target.most) == (row["maxLength"], row["maxItems"]), target.name
        assert list(target.filters) == (row["filterOperators"] or []), target.name
        assert target.mutability.casefold() == row["mutability"].casefold(), target.name
        assert target.multivalued == row["multiValued"], target.name
        assert target.case_exact == row["caseExact"], target.name
        if target.values:
            assert set(target.values) == set(row["canonicalValues"]), target.name
    assert {(schema, path.partition(".")[0]) for schema, path in known} == seen


@needs_reference
def test_entra_reference_agrees() -> None:
    file = REFERENCE / "entra" / "samples" / "graphdocs-objectDefinition-AAD-User-full.json"
    for row in json.loads(file.read_text("utf-8"))["attributes"]:
        attribute = find(USERS, row["name"])
        assert attribute
        assert attribute.type == row["type"]
        for fact in ("multivalued", "required", "anchor"):
            assert getattr(attribute, fact) == row[fact], row["name"]


@pytest.mark.parametrize(
    ("catalog", "name", "want"),
    [
        (USERS, "userPrincipalName", "userPrincipalName"),
        (USERS, "UserPrincipalName", None),
        (USERS, "id", None),
        (WEBEX, "username", "userName"),
        (WEBEX, "URN:ietf:params:scim:schemas:core:2.0:user:userName", "userName"),
        (WEBEX, "enterprise:Department", f"{paths.ENTERPRISE}:department"),
        (WEBEX, 'Addresses[ TYPE  eq "WORK" ].country', 'addresses[type eq "work"].country'),
        (WEBEX, 'ims[type eq "xmpp"].value', "ims"),
        (WEBEX, 'webex:sipAddresses[type eq "other"].value', f"{paths.WEBEX}:sipAddresses"),
        (WEBEX, "groups.value", "groups"),
        (WEBEX, "userName.value", None),
        (WEBEX, 'addresses[type eq "work"].formatted', None),
        (WEBEX, "department", None),
        (WEBEX, "no path at all", None),
    ],
)
def test_find(catalog: Catalog, name: str, want: str | None) -> None:
    found = find(catalog, name)
    assert (found.name if found else None) == want


def test_find_in_a_changed_catalog() -> None:
    more = USERS.but(attributes=(*USERS.attributes, USERS.attributes[0].but(name="badge")))
    assert find(more, "badge") == more.attributes[-1]
    assert find(USERS, "badge") is None


@pytest.mark.parametrize(
    ("catalog", "name", "want"),
    [
        (USERS, "UserPrincipalName", "userPrincipalName"),
        (USERS, "isSoftDeleted", "IsSoftDeleted"),
        (USERS, "preferedLanguage", "preferredLanguage"),
        (USERS, "costCenter", "employeeOrgData.costCenter"),
        (USERS, "hatSize", None),
        (USERS, "", None),
        (WEBEX, "givenName", "name.givenName"),
        (WEBEX, "department", f"{paths.ENTERPRISE}:department"),
        (WEBEX, "enterprise:departmnt", f"{paths.ENTERPRISE}:department"),
        (WEBEX, 'emails[type eq "wrok"].value', 'emails[type eq "work"].value'),
        (WEBEX, 'phoneNumber[type eq "fax"].value', 'phoneNumbers[type eq "fax"].value'),
        (WEBEX, 'addresses[type eq "work"].formatted', None),
        (WEBEX, 'hats[type eq "work"].value', None),
        (WEBEX, f"{paths.ENTERPRISE}:hatSize", None),
    ],
)
def test_near(catalog: Catalog, name: str, want: str | None) -> None:
    assert near(name, [a.name for a in catalog.attributes]) == want


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("userName", "userName"),
        ("enterprise:manager", f"{paths.ENTERPRISE}:manager"),
        ("webex:extensionAttribute1", f"{paths.WEBEX}:extensionAttribute1"),
        ('addresses[type eq "work"].country', 'addresses[type eq "work"].country'),
        ("urn:contoso:2.0:User:hatSize", "urn:contoso:2.0:User:hatSize"),
        ("enterprises:manager", "enterprises:manager"),
    ],
)
def test_expand_and_shorten(short: str, full: str) -> None:
    assert paths.expand(short) == full
    assert paths.expand(full) == full
    assert paths.shorten(full) == short
    assert paths.shorten(short) == short


@pytest.mark.parametrize("core", [paths.CORE, paths.CORE_GROUP, paths.CORE.upper()])
def test_core_urn_is_left_out(core: str) -> None:
    assert paths.expand(f"{core}:displayName") == "displayName"
    assert paths.shorten(f"{core}:displayName") == "displayName"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("userName", "USERNAME", True),
        ("userName", f"{paths.CORE}:userName", True),
        ("Enterprise:Manager", f"{paths.ENTERPRISE}:manager", True),
        ('emails[type eq "work"].value', 'Emails[ type  EQ\t"Work"  ].VALUE', True),
        ("not  a path", "NOT  A path ", True),
        ("department", "enterprise:department", False),
        ('emails[type eq "work"].value', 'emails[type eq "work"]', False),
        ('emails[type eq "a b"].value', 'emails[type eq "a  b"].value', False),
        ('roles[primary eq "True"].value', "roles[primary eq True].value", False),
    ],
)
def test_key(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (paths.key(one) == paths.key(other)) is same


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("userName", (None, "userName")),
        ("name.givenName", (None, "name", None, "givenName")),
        ('addresses[type eq "work"].country', (None, "addresses", ("type", "work"), "country")),
        ('roles[primary eq "True"].value', (None, "roles", ("primary", "True"), "value")),
        ("roles[primary eq true]", (None, "roles", ("primary", "true"))),
        ('emails[type eq "a]b"].value', (None, "emails", ("type", "a]b"), "value")),
        (r'emails[type eq "a\"\\b"]', (None, "emails", ("type", r'a"\b'))),
        (f"{paths.ENTERPRISE}:manager", (paths.ENTERPRISE, "manager")),
        ("enterprise:manager.$ref", (paths.ENTERPRISE, "manager", None, "$ref")),
        (f"{paths.CORE}:name.givenName", (None, "name", None, "givenName")),
        ('webex:a[type eq "urn:x"].value', (paths.WEBEX, "a", ("type", "urn:x"), "value")),
    ],
)
def test_parse(text: str, want: tuple[Any, ...]) -> None:
    assert paths.parse(text) == paths.Path(*want)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1st", "two words", "a.b.c", "a..b", "a.", ".a", "emails[]", "emails[type]",
        "emails[type eq ].value", 'emails[type eq "work".value', 'emails[type eq "work"]value',
        'emails[type ne "work"].value', 'emails[type eq "a" and primary eq true].value',
        r'emails[type eq "\d"].value', "urn:x", "urn::", "enterprise:", "straße", "userName\n",
    ],
)  # fmt: skip
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="is no SCIM path"):
        paths.parse(text)
