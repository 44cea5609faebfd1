"""`test`: the `test` blocks of mappings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.api.lint import today
from mapping_dsl.api.opening import all_opened, opened
from mapping_dsl.api.project import Project
from mapping_dsl.api.understood import Understood, understand
from mapping_dsl.findings import Finding, in_order
from mapping_dsl.fmt.format import print_file
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint import allow
from mapping_dsl.lint.catalogue import BY_NAME
from mapping_dsl.lint.engine import run as run_rules
from mapping_dsl.lint.rules.map115_unknown_in_test import unknown_in_test
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.source import Span
from mapping_dsl.spec.coverage import Coverage, sum_of
from mapping_dsl.spec.coverage import coverage as covered
from mapping_dsl.spec.propose import missing
from mapping_dsl.spec.reach import Reach
from mapping_dsl.spec.run import Ran, Runner
from mapping_dsl.syntax.tree import File


class Proposed(Frozen):
    """Tests as text, how many they are, and what is wrong with the mapping.

    Of a mapping that cannot be read whole there are none.
    """

    text: str
    count: int
    findings: tuple[Finding, ...]
    whole: bool = True


class Results(Frozen):
    """The tests of some mappings, run, and what is wrong with the mappings themselves.

    Of a mapping that cannot be read whole no test is run: it is in `unread`.
    """

    ran: tuple[Ran, ...]
    findings: tuple[Finding, ...]
    files: int
    unread: tuple[str, ...] = ()
    coverage: Coverage | None = None

    @property
    def told(self) -> tuple[Finding, ...]:
        """All findings in order, those of the mappings and of branches among them, each once."""
        each = [finding for ran in self.ran for finding in ran.findings]
        return tuple(in_order(_once([*each, *self.others])))

    @property
    def others(self) -> tuple[Finding, ...]:
        """The findings that are not of a test, in order, each once."""
        more = self.coverage.findings if self.coverage else ()
        return tuple(in_order(_once([*self.findings, *more])))

    def count(self, passed: bool | None) -> int:  # noqa: FBT001 (what is counted)
        """Return how many tests have passed, or failed, or could not be decided."""
        return sum(ran.passed is passed for ran in self.ran)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    found = {(f.place.source.path, f.place.span, f.code, f.message): f for f in findings}
    return list(found.values())


def run_tests(
    paths: Iterable[str], project: Project, day: str | None = None, *, coverage: bool = False
) -> Results:
    """Run the tests of files, presets, schemas and folders.

    With `coverage` it is also found out which branches they come to. Raises ToolError for a file
    that cannot be read.
    """
    read = [understand(one, project) for one in all_opened(paths)]
    return _together([results_of(one, project, day, coverage=coverage) for one in read])


def propose(path: str, project: Project) -> Proposed:
    """Return tests that a mapping could have besides those that it has; they all pass.

    Raises ToolError for a file that cannot be read.
    """
    return proposed(understand(opened(path), project), project)


def proposed(read: Understood, project: Project) -> Proposed:
    """Return likewise the tests of a mapping that was read."""
    if not read.whole:
        return Proposed("", 0, read.findings, whole=False)
    runner = Runner(read.resolved.mapping)
    tests = missing(read.resolved, runner, Reach(read.resolved.layers, project.parameters))
    text = print_file(File(Span(0, 0), None, tests)) if tests else ""
    return Proposed(text, len(tests), read.findings)


def results_of(
    read: Understood, project: Project, day: str | None = None, *, coverage: bool = False
) -> Results:
    """Run the tests of a mapping that was read; see `run_tests`."""
    resolved = read.resolved
    path = resolved.source.path
    if not read.whole:
        return Results((), read.findings, 1, (path,))
    odd = list(_odd(resolved, project, day))
    runner = Runner(resolved.mapping)
    ran = [runner.run(test, resolved.source) for test in resolved.merged.tests]
    reached = covered(resolved, project.parameters, runner, ran) if coverage else None
    return Results(tuple(_with(one, odd) for one in ran), read.findings, 1, (), reached)


def _odd(resolved: Resolved, project: Project, day: str | None) -> Iterator[Finding]:
    """Yield what the rule about tests has against them: such a test proves nothing."""
    found, _ = run_rules(resolved, (unknown_in_test,))
    decided = project.config.selection.allowable
    verdict = allow.apply(found, resolved.layers, BY_NAME, day or today(), decided)
    yield from (f for f in verdict.findings if f.code == unknown_in_test.code)


def _with(ran: Ran, odd: list[Finding]) -> Ran:
    """Return a test that has failed if there is something odd in it."""
    span = ran.test.span
    own = [f for f in odd if span.start <= f.place.span.start < span.end]
    if not own:
        return ran
    places = {f.place.span for f in own}
    kept = [f for f in ran.findings if not any(_inside(f, at) for at in places)]
    return ran.but(findings=(*own, *kept), passed=False)


def _inside(finding: Finding, at: tuple[int, int]) -> bool:
    return finding.place.span.start <= at[0] and at[1] <= finding.place.span.end


def _together(each: list[Results]) -> Results:
    reached = [one.coverage for one in each if one.coverage]
    return Results(
        tuple(ran for one in each for ran in one.ran),
        tuple(finding for one in each for finding in one.findings),
        sum(one.files for one in each),
        tuple(path for one in each for path in one.unread),
        sum_of(reached) if reached else None,
    )
