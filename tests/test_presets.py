"""Presets are frozen: a correction is a new version, never another text."""

from hashlib import sha256

import pytest

from mapping_dsl import files, resources
from mapping_dsl.api.format import format_source
from mapping_dsl.api.lint import lint_source
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.findings import Severity
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse
from mapping_dsl.syntax.tree import Block, Match, Row

FROZEN = {
    "webex-default@1": "ca9365ccd6578e2e48f59785e343fbbaa232dfcc0c795a930237d7747bcb90fa",
    "webex-extended@1": "86c6cf0f32b72af58092ef877c2ddbf0c8e2ce7c6e7480287b4f213bb5c17fe2",
}


def test_every_preset_is_frozen() -> None:
    assert resources.presets() == sorted(FROZEN)


@pytest.mark.parametrize(("name", "digest"), FROZEN.items())
def test_its_text_never_changes(name: str, digest: str) -> None:
    assert sha256(resources.preset(name).encode()).hexdigest() == digest


@pytest.mark.parametrize("name", FROZEN)
def test_it_is_formatted_and_without_errors_or_warnings(name: str) -> None:
    source = files.read_source(f"preset:{name}")

    assert not format_source(source).changed
    found = lint_source(source, day="2026-01-01").findings
    assert {finding.severity for finding in found} <= {Severity.INFO}


def test_a_name_without_version_is_the_newest() -> None:
    assert files.read_source("preset:webex/default").path == "preset:webex/default@1"


def rows_of(text: str, kind: str) -> list[tuple[str, str, int]]:
    """Return what a preset's own rows say: source, target, precedence."""
    blocks = [b for b in parse(Source("preset", text)).file.items if isinstance(b, Block)]
    return [
        (
            text[slice(*row.source.span)],
            row.target.text,
            sum(int(o.priority.text) for o in row.options if isinstance(o, Match)),
        )
        for block in blocks
        if block.kind.text == kind
        for row in block.entries
        if isinstance(row, Row)
    ]


@pytest.mark.parametrize("kind", ["users", "groups"])
@pytest.mark.parametrize("name", ["webex/default@1", "webex/extended@1"])
def test_presets_hold_the_defaults(name: str, kind: str) -> None:
    defaults = [(a.default, a.name) for a in target_catalog(kind).attributes if a.default]
    want = [(d.source, target, d.match) for d, target in defaults if d.preset == name]
    assert sorted(rows_of(resources.preset(name.replace("/", "-")), kind)) == sorted(want)
