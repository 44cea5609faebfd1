"""Every mapping below `cases/syntax` and `cases/resolve` gives the findings beside it."""

from pathlib import Path
from typing import Any

import pytest

from golden import CASES
from mapping_dsl import files
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.findings import in_order
from mapping_dsl.report.text import render
from mapping_dsl.source import Source

FOUND = [
    str(path.relative_to(CASES).with_suffix(""))
    for kind in ("syntax", "resolve")
    for path in sorted((CASES / kind).glob("*.mapping"))
]


@pytest.mark.parametrize("case", FOUND)
def test_findings(case: str, golden: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(f"{case}.mapping")
    monkeypatch.chdir(CASES / path.parent)
    text = files.decoded(files.read_bytes(path.name), path.name)

    resolved = PLAIN.read(Source(path.name, text))

    assert render(in_order(resolved.findings)) == golden(name=f"{case}.want.txt")
