"""A schema to a mapping and back into itself: not a byte changes, and one change is one line."""

from pathlib import Path

import pytest

from command import ROOT, run
from golden import CASES
from imports import SAMPLES, meant
from mapping_dsl.api.importing import import_schema
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.merge import merge

WRONG = {"wrong-case", "unsayable"}
"""Members of enumerations in a wrong case are mended."""

NO_SCHEMAS = {
    "fragment-real-scope-filter-12-clauses",
    "graphdocs-attributeMappingSource-Mid",
    "graphdocs-filterOperators-full",
    "graphdocs-functions-full",
    "graphdocs-objectDefinition-AAD-User-full",
    "graphdocs-parseExpression-request-normalised",
    "graphdocs-parseExpression-response",
}
NO_RULES = {
    "minimal",
    "azuredocs-cloudsync-attributeMapping-CredentialData",
    "entradocs-cloudsync-attributeMapping-ExtensionAttribute3",
}
"""A rule without directories, and single rows: `--into` cannot tell what they are of (MAP609)."""

DOCUMENTS = [
    ROOT / "samples" / "webex-app-export.made-up.json",
    *(
        path
        for path in sorted((CASES / "import").glob("*.json"))
        if path.stem not in WRONG | NO_RULES
    ),
    *(path for path in sorted(SAMPLES.glob("*.json")) if path.stem not in NO_SCHEMAS | NO_RULES),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_unchanged(path: Path) -> None:
    live = Source(path.name, path.read_text("utf-8-sig"))
    done = import_schema(path.read_bytes(), path.name)

    merged = merge(live, meant(done.text))

    assert [finding for finding in merged.findings if finding.severity == "error"] == []
    assert merged.text == live.text
    assert merged.changes == ()


def test_one_change_is_one_line(tmp_path: Path) -> None:
    export = DOCUMENTS[0].read_text("utf-8")
    (tmp_path / "live.json").write_text(export, "utf-8")
    run("import", "live.json", "-o", "a.mapping", cwd=tmp_path)
    text = (tmp_path / "a.mapping").read_text("utf-8")
    (tmp_path / "a.mapping").write_text(text.replace('default "en_US"', 'default "en_GB"'), "utf-8")

    done = run(
        *("compile", "a.mapping", "--to", "entra", "--into", "live.json", "-o", "live.json"),
        cwd=tmp_path,
    )

    assert done.code == 0
    after = (tmp_path / "live.json").read_text("utf-8")
    changed = [(a, b) for a, b in zip(export.split("\n"), after.split("\n"), strict=True) if a != b]
    assert [(a.strip(), b.strip()) for a, b in changed] == [
        ('"defaultValue": "en_US",', '"defaultValue": "en_GB",')
    ]
