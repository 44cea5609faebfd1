"""Faults planted by somebody who had read only a rule's page, and what lint finds of them.

`faults/MAP404/*.mapping` are whole mappings with one fault each; the first line says which, and the
text that the finding is to stand at: `# fault: MAP404 at: actions create`, then perhaps
`also: MAP401, MAP502` for errors and warnings that the fault brings with it. What a fault extends
lies in `bases`. The table of all rules is at the end of the run's output.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from mapping_dsl import files
from mapping_dsl.api.lint import lint_source
from mapping_dsl.api.project import project
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.source import Source

FAULTS = Path(__file__).parent / "faults"
ALL = sorted(path.relative_to(FAULTS).as_posix() for path in FAULTS.glob("*/*.mapping"))
FEWEST = 5
DAY = "2026-01-01"
PLANTED = re.compile(r"# fault: (MAP\d{3}) at: (.+?)(?: also: (MAP\d{3}(?:, MAP\d{3})*))?$")


def found(path: Path) -> tuple[Finding, ...]:
    source = Source(path.name, files.read_text(path.name))
    report = lint_source(source, project(mapping=path.name), day=DAY)
    assert not report.crashes
    return report.findings


def text_at(finding: Finding) -> str:
    place = finding.place
    return " ".join(place.source.text[slice(*place.span)].split())


@pytest.mark.parametrize("fault", ALL)
def test_a_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = FAULTS / fault
    planted = PLANTED.match(path.read_text("utf-8").splitlines()[0])
    assert planted, "the first line says which fault this is"
    code, text, also = planted.groups()
    monkeypatch.chdir(path.parent)

    told = found(path)

    at = [finding for finding in told if (finding.code, text_at(finding)) == (code, text)]
    assert at, [(finding.code, text_at(finding)) for finding in told]
    worse = {f.code for f in told if f not in at[:1] and f.severity is not Severity.INFO}
    assert worse == set(also.split(", ") if also else ())
    assert code == path.parent.name


@pytest.mark.parametrize("code", sorted({fault.partition("/")[0] for fault in ALL}))
def test_a_rule_has_enough_faults(code: str) -> None:
    assert Counter(fault.partition("/")[0] for fault in ALL)[code] >= FEWEST
