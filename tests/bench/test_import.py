"""How long it takes to import a schema of the size of real ones: 369 KB, 136 rows.

Run by `make bench`.
"""

import json
import resource
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from command import ROOT, run

LARGEST = 369_268  # bytes of the one complete real export that is public
ROWS = 136
MOST = 2.0


def large() -> Any:
    """Return the sample with as many rows, and definitions up to the size of the real export."""
    text = (ROOT / "samples" / "webex-app-export.made-up.json").read_text("utf-8")
    document = json.loads(text)
    rows = document["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    defined = document["directories"][1]["objects"][0]["attributes"]
    for number in range(ROWS - len(rows)):
        rows.append(rows[number] | {"targetAttributeName": f"target{number}"})
    while len(json.dumps(document, indent=2)) < LARGEST:
        name = f"definition{len(defined)}"
        defined += [attribute | {"name": f"{name}.{n}"} for n, attribute in enumerate(defined[:20])]
    return document


def _seconds() -> float:
    """Return the processor's time of finished processes: other load does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.bench
def test_a_large_export(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_text(json.dumps(large(), indent=2), "utf-8")
    taken = []
    for _ in range(5):
        start = _seconds()
        done = run("import", "large.json", "--verify", "-o", "large.mapping", cwd=tmp_path)
        taken.append(_seconds() - start)
        assert done.code == 0, done.err
    print(f"\nimport --verify of {LARGEST} bytes: {median(taken):.2f} s", end="")
    assert median(taken) <= MOST
