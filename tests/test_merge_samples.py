"""Merging into real exports, where the reference material is at hand."""

import json
import time
from typing import Any

import pytest

from mapping_dsl.catalog import paths
from mapping_dsl.resolve.model import Mapping, ObjectMapping
from models import block, declare, mapping, row, rule, scope
from restyle import STYLES
from round_trips import check_one_default, check_same, check_style, merged, with_default
from test_target_samples import SAMPLES, _clause, _functions_of_the_export, _lower

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the reference samples are not beside this checkout"
)
functions_of_the_export = _functions_of_the_export

EXPORT = "ms-luf-cloudsync-ad2aad-sample1"
NAMES = [
    EXPORT,
    "graphdocs-salesforce-schema-get-custom-target",
    "graphdocs-salesforce-schema-put-directory-extension-repaired",
    "graphdocs-salesforce-schema-put-officeCode",
    "graphdocs-salesforce-user-objectMapping-full",
    "graphdocs-aws-sso-template-list-trimmed",
    "fragment-real-attributeMappings-all-encodings",
    "issue2643-crosstenant-attributeMappings-partial",
]
ACTIONS = {"Add": "create", "Update": "update", "Delete": "delete"}
KINDS = {"categoryFilterGroups": "category", "groups": "groups", "inputFilterGroups": "input"}


def content(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


def as_mapping(document: Any) -> Mapping:
    """Read a document into a model, so far as it can be said."""
    if isinstance(document, list):
        document = {"attributeMappings": document}
    if "attributeMappings" in document:
        return mapping(rule(_block(document)), system="other")
    schemas = [document, *(one.get("schema", {}) for one in document.get("value", ()))]
    return mapping(
        *(
            rule(
                *map(_block, one["objectMappings"]),
                name=one.get("name") or "",
                source_directory=one.get("sourceDirectoryName", ""),
                target_directory=one.get("targetDirectoryName", ""),
            )
            for schema in schemas
            for one in schema.get("synchronizationRules", ())
        ),
        system="other",
    )


def _block(of: Any) -> ObjectMapping:
    flows = of.get("flowTypes", "Add,Update,Delete").replace(" ", "").split(",")
    scopes = (
        scope(KINDS[kind], *(tuple(map(_clause, group["clauses"])) for group in groups))
        for kind, groups in (of.get("scope") or {}).items()
    )
    return block(
        "object",
        *map(_row, of["attributeMappings"] or ()),
        source_object=of.get("sourceObjectName") or "",
        target_object=of.get("targetObjectName") or "",
        enabled=of.get("enabled", True),
        actions=frozenset(ACTIONS[flow] for flow in flows if flow in ACTIONS),
        scopes=tuple(scopes),
    )


def _row(of: Any) -> Any:
    source = of["source"]
    if source is not None:
        source = _lower(_filled(source))
    return row(
        paths.shorten(of["targetAttributeName"]),
        source,
        matching_priority=of.get("matchingPriority", 0),
        flow_type=of.get("flowType", "Always"),
        flow_behavior=of.get("flowBehavior", "FlowWhenChanged"),
        default=of.get("defaultValue"),
    )


def _filled(source: Any) -> Any:
    entries = source.get("parameters") or []
    return {
        **source,
        "expression": source.get("expression"),
        "parameters": [{**one, "value": _filled(one["value"])} for one in entries],
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_says_the_same_changes_no_byte(name: str) -> None:
    check_same(content(name), as_mapping(json.loads(content(name))))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_default_changes_its_line(name: str) -> None:
    document = json.loads(content(name))
    given = as_mapping(document)
    rows = [row for one in given.rules for of in one.object_mappings for row in of.mappings]
    texts = content(name).decode("utf-8-sig")
    if texts.count('"defaultValue"') < len(rows):
        return  # the short form of Microsoft's guides, to which a line would be added
    for at in range(0, len(rows), max(1, len(rows) // 12)):
        check_one_default(content(name), given, at)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_default_in_every_style(style: Any) -> None:
    name = "graphdocs-salesforce-user-objectMapping-full"
    given = as_mapping(json.loads(content(name)))
    check_style(content(name), with_default(given, 3, "changed")[0], style)


@pytest.mark.parametrize(
    "style", ["PowerShell 5.1, UTF-16", "CRLF", "minified", "PowerShell 7, HTML"]
)
def test_the_real_export_in_other_styles(style: str) -> None:
    given = as_mapping(json.loads(content(EXPORT)))
    check_style(content(EXPORT), with_default(given, 77, "changed")[0], STYLES[style])


def test_the_real_export_is_merged_in_time() -> None:
    given, _ = with_default(as_mapping(json.loads(content(EXPORT))), 5, "x")
    start = time.process_time()

    done, _ = merged(content(EXPORT), given)

    assert len(done.changes) == 1
    assert time.process_time() - start < 2


def test_a_mapping_is_added_in_the_short_form_of_its_neighbours() -> None:
    name = "graphdocs-salesforce-schema-put-officeCode"
    given = as_mapping(json.loads(content(name)))
    (of,) = given.rules[0].object_mappings
    wider = of.but(mappings=(*of.mappings, row("title", "[jobTitle]"), row("city", "Oslo")))
    told = (declare("target", "title"), declare("target", "city"))
    given = given.but(declared=told, rules=(given.rules[0].but(object_mappings=(wider,)),))

    _, written = merged(content(name), given)

    (of,) = json.loads(written)["synchronizationRules"][0]["objectMappings"]
    assert of["attributeMappings"][1:] == [
        {"source": {"name": "jobTitle", "type": "Attribute"}, "targetAttributeName": "title"},
        {"source": {"name": "Oslo", "type": "Constant"}, "targetAttributeName": "city"},
    ]
