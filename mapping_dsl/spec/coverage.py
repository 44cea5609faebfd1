"""How much of a mapping its tests come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.spec.branches import Branch
from mapping_dsl.spec.codes import UNTESTED
from mapping_dsl.spec.marks import Marks
from mapping_dsl.spec.propose import proposals
from mapping_dsl.spec.reach import Reach
from mapping_dsl.spec.run import Ran, Runner, kind_of


class Coverage(Frozen):
    """How many branches there are, how many tests come to, and a finding for each other one."""

    branches: int
    reached: int
    findings: tuple[Finding, ...] = ()

    @property
    def percent(self) -> int:
        """The share of the branches that are reached, rounded down: 100 is all of them."""
        return 100 * self.reached // self.branches if self.branches else 100


def coverage(
    resolved: Resolved, parameters: Mapping[str, str], runner: Runner, ran: Iterable[Ran]
) -> Coverage:
    """Return what tests that were run reach of a mapping."""
    reach = Reach(resolved.layers, parameters)
    marks: Marks = set()
    for one in ran:
        marks |= reach.marks(kind_of(one.test), one.previews)
    missing = [b for b in reach.branches if (b.node, b.mark) not in marks]
    told = _hints(missing, resolved, runner, reach) if missing else {}
    findings = (UNTESTED.at(b.place, f"no test {b.what}", help=told.get(b, "")) for b in missing)
    total = len(reach.branches)
    return Coverage(total, total - len(missing), tuple(findings))


def _hints(
    missing: Iterable[Branch], resolved: Resolved, runner: Runner, reach: Reach
) -> dict[Branch, str]:
    """Return for branches which of the tests that could be proposed would come to them."""
    found: dict[Branch, str] = {}
    for test in proposals(resolved, runner, reach):
        marks = reach.marks(kind_of(test), runner.previews(test))
        for branch in missing:
            if (branch.node, branch.mark) in marks:
                found.setdefault(branch, f"`--generate` writes such a test: {test.title.value}")
    return found


def sum_of(each: Iterable[Coverage]) -> Coverage:
    """Return the coverage of several mappings; a branch of a common base counts for each."""
    found = list(each)
    return Coverage(
        sum(one.branches for one in found),
        sum(one.reached for one in found),
        tuple(finding for one in found for finding in one.findings),
    )
