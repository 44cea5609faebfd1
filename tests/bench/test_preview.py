"""What previewing 20 targets of a record costs, as a multiple of the same in Python by hand.

`by_hand.py` was written from `twenty.mapping` alone. Both sides are given the same parsed records
and say what each target gets: by hand as a dict, here as an `Outcome` for each target, which
works out its story and its trace when it is asked for them. They take turns in each round, so that
a slow moment of the machine falls on both; the ratio of the best rounds is what counts.

A whole preview says more: scope, the request, what an update does. What that costs is printed; no
function by hand is there to compare it with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import TypeVar

import pytest

from bench.by_hand import provision
from bench.people import people
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.evaluate.result import Value
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.record import Values
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.source import Source

X = TypeVar("X")
ROUNDS = 15
PEOPLE = 3_000
MOST = 2.0
TEXT = (Path(__file__).parent / "twenty.mapping").read_text("utf-8")


def block() -> ObjectMapping:
    resolved = PLAIN.read(Source("twenty.mapping", TEXT))
    assert not resolved.findings
    return resolved.mapping.rules[0].object_mappings[0]


def seconds(run: Callable[[X], object], items: Iterable[X]) -> float:
    start = process_time()
    for item in items:
        run(item)
    return process_time() - start


@pytest.mark.bench
def test_twenty_targets() -> None:
    records, previewer = people(PEOPLE), Previewer(block())
    given = [previewer.preview(record).record.values for record in records]
    assert len(previewer.targets) == 20

    def ours(values: Values) -> dict[str, object]:
        outcomes = previewer.outcomes(values)
        return {o.target.name: o.result.value for o in outcomes if isinstance(o.result, Value)}

    assert [ours(values) for values in given] == [provision(values) for values in given]
    sides: dict[str, Callable[[Values], object]] = {
        "mapping-dsl": previewer.outcomes,
        "by hand": provision,
    }
    taken: dict[str, list[float]] = {name: [] for name in sides}
    whole: list[float] = []
    for _ in range(ROUNDS):
        for name, side in sides.items():
            taken[name].append(seconds(side, given))
        whole.append(seconds(previewer.preview, records))
    for name, times in {**taken, "the whole preview": whole}.items():
        print(f"\n{name}: {1e6 * min(times) / PEOPLE:.1f} µs a record", end="")
    ratio = min(taken["mapping-dsl"]) / min(taken["by hand"])
    print(f"\nratio: {ratio:.2f}")
    assert ratio <= MOST
