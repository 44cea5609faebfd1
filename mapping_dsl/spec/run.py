"""The `test` blocks of a mapping, run."""

from __future__ import annotations

from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.scim import Json
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.source import Source
from mapping_dsl.spec import given
from mapping_dsl.spec.judge import Judge
from mapping_dsl.spec.told import finding, nothing
from mapping_dsl.spec.verdict import Verdict
from mapping_dsl.syntax import tree


class Ran(Frozen):
    """A test, what its record came to under each rule, and what became of its expectations.

    It has `passed` if all of them hold; None if nobody can tell and nothing is wrong.
    """

    test: tree.Test
    source: Source
    previews: tuple[Preview, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    passed: bool | None


class Runner:
    """A mapping made ready for any number of tests; `previewers` by `users` and `groups`."""

    def __init__(self, mapping: Mapping) -> None:
        self.previewers = {
            kind: tuple(
                Previewer(block, declared=mapping.declared, system=mapping.system, rule=rule.name)
                for rule in mapping.rules
                for block in rule.object_mappings
                if block.kind == kind
            )
            for kind in ("users", "groups")
        }

    def previews(self, test: tree.Test) -> tuple[Preview, ...]:
        """Return what comes of a test's record under each rule."""
        kind = kind_of(test)
        record = given.record(test.given, kind)
        assigned = test.assigned is not False
        there = current(test)
        return tuple(
            previewer.preview(record, assigned=assigned, webex_user=there)
            for previewer in self.previewers[kind]
        )

    def run(self, test: tree.Test, source: Source) -> Ran:
        """Run a test that stands in a file."""
        previews = self.previews(test)
        if not previews or not test.expectations:
            wrong = nothing(test, source, mapped=bool(previews))
            return Ran(test, source, previews, (), (wrong,), passed=False)
        judge = Judge(previews, on_update=test.on_update, current=current(test))
        verdicts = tuple(map(judge.verdict, test.expectations))
        told = tuple(finding(one, test, source) for one in verdicts if not one.holds)
        answers = [one.holds for one in verdicts]
        passed = False if False in answers else None if None in answers else True
        return Ran(test, source, previews, verdicts, told, passed)


def kind_of(test: tree.Test) -> str:
    """Return what a test's record is: `users` or `groups`."""
    return test.kind.text if test.kind else "users"


def current(test: tree.Test) -> Json | None:
    """Return what Webex has where a test is about an update and says so."""
    there = test.on_update and test.current
    return given.current(test.current) if there and test.current else None
