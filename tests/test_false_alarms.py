"""What lint says of schemas that work, or that Microsoft publishes: nothing nobody agrees with.

`AGREED` is the whole list of errors and warnings on the reference's documents, each with how often
it is told and why it is no false alarm. What is not in it fails, and so does what is not told.
"""

from collections import Counter
from pathlib import Path

import pytest

from imports import SAMPLES
from mapping_dsl.api.lint import PLAIN, lint
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Severity

REFERENCE = SAMPLES.parents[1]
DAY = "2026-01-01"
PRESETS = (
    "preset:webex/default",
    "preset:webex/default@1",
    "preset:webex/extended",
    "preset:webex/extended@1",
)
_NO_MATCH = "MAP203"
_UNKNOWN = "MAP101"
_CUT = "the page shows one row or two of the mapping; without the others nobody would be matched"
_DIRECTORY = "a row from Active Directory, and nothing in it says that it is not Entra's"
_FRAGMENT = "a row or two without their schema: as a mapping of their own they match nobody"

AGREED = {
    ("azuredocs-cloudsync-attributeMapping-CredentialData", _NO_MATCH): (1, _FRAGMENT),
    ("azuredocs-cloudsync-attributeMapping-CredentialData", _UNKNOWN): (1, _DIRECTORY),
    ("entradocs-cloudsync-attributeMapping-ExtensionAttribute3", _NO_MATCH): (1, _FRAGMENT),
    ("entradocs-cloudsync-attributeMapping-ExtensionAttribute3", _UNKNOWN): (1, _DIRECTORY),
    ("fragment-real-attributeMappings-all-encodings", _UNKNOWN): (10, _DIRECTORY),
    ("graphdocs-aws-sso-template-list-trimmed", _NO_MATCH): (
        1,
        "the rows of groups are trimmed; with none of them no group would be found again",
    ),
    ("graphdocs-salesforce-schema-get-custom-target", _NO_MATCH): (1, _CUT),
    ("graphdocs-salesforce-schema-put-directory-extension-repaired", _NO_MATCH): (1, _CUT),
    ("graphdocs-salesforce-schema-put-officeCode", _NO_MATCH): (1, _CUT),
    ("graphdocs-schema-get-example", _NO_MATCH): (1, _CUT),
    ("graphdocs-schema-get-example", "MAP606"): (
        1,
        "the page writes `string` for a type that the service's metadata spells `String`",
    ),
    ("graphdocs-schema-put-example-repaired", "MAP606"): (1, "as in the example of GET"),
    ("issue2643-crosstenant-attributeMappings-partial", _NO_MATCH): (1, _FRAGMENT),
}
"""(document, code): how many are told, and why a person agrees."""

NO_SCHEMA = {
    "fragment-real-scope-filter-12-clauses",
    "functions",
    "graph-synchronization-openapi",
    "graphdocs-attributeMappingSource-Mid",
    "graphdocs-filterOperators-full",
    "graphdocs-functions-full",
    "graphdocs-objectDefinition-AAD-User-full",
    "graphdocs-parseExpression-request-normalised",
    "graphdocs-parseExpression-response",
}
"""Documents of the reference about Entra in which there is nothing to lint."""

beside = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no reference beside the repository")


def told(path: str) -> Counter[str]:
    """Lint a file or a preset, and return its errors and warnings by code."""
    report = lint([path], PLAIN, day=DAY)
    assert not report.crashes
    return Counter(f.code for f in report.findings if f.severity is not Severity.INFO)


def documents(folder: str) -> list[Path]:
    return sorted((REFERENCE / folder).rglob("*.json"))


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_no_error_and_no_warning(preset: str) -> None:
    assert told(preset) == {}


@beside
@pytest.mark.parametrize("path", documents("entra"), ids=lambda path: path.stem)
def test_a_document_has_what_is_agreed_on(path: Path) -> None:
    if path.stem in NO_SCHEMA:
        with pytest.raises(ToolError):
            lint([str(path)], PLAIN, day=DAY)
        return
    agreed = {code: count for (name, code), (count, _) in AGREED.items() if name == path.stem}
    assert told(str(path)) == agreed


@beside
@pytest.mark.parametrize("path", documents("webex"), ids=lambda path: path.stem)
def test_what_webex_answers_is_no_schema(path: Path) -> None:
    with pytest.raises(ToolError):
        lint([str(path)], PLAIN, day=DAY)


@beside
def test_nothing_is_agreed_on_in_vain() -> None:
    there = {path.stem for path in documents("entra")}
    assert {name for name, _ in AGREED} | NO_SCHEMA <= there
    assert all(reason for _, reason in AGREED.values())
