"""Tests that were run, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.trace_text import render_trace
from mapping_dsl.spec.coverage import Coverage
from mapping_dsl.spec.run import Ran


def summary(passed: int, failed: int, open_: int, *, files: int) -> str:
    """Return the line that a run ends with."""
    total = passed + failed + open_
    told = [f"{total} test{'s' * (total != 1)}", f"{passed} passed", f"{failed} failed"]
    if open_:
        told.append(f"{open_} could not be told")
    where = f" in {files} files" if files != 1 else ""
    return f"{', '.join(told)}{where}\n" if total else f"no tests{where}\n"


def covered(found: Coverage) -> str:
    """Return how much of the branches is reached, in one line."""
    if not found.branches:
        return "no branches to cover\n"
    return f"{found.reached} of {found.branches} branches covered: {found.percent} %\n"


def steps(ran: Ran, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the steps to each value that a test does not expect."""
    rows = {
        id(verdict.outcome): verdict.outcome
        for verdict in ran.verdicts
        if not verdict.holds and verdict.outcome
    }
    for row in rows.values():
        if row.trace:
            target = shorten(row.mapping.target.path)
            yield revealed(f'{target} in the test "{ran.test.title.value}":') + "\n"
            yield render_trace(row.trace, width=width, colour=colour) + "\n"
