"""What is told of expectations that do not hold."""

from __future__ import annotations

from mapping_dsl.findings import Finding, Label, Place
from mapping_dsl.resolve.model import Call, Comparison
from mapping_dsl.source import Source
from mapping_dsl.spec.codes import TEST_FAILED
from mapping_dsl.spec.verdict import Verdict
from mapping_dsl.syntax import tree


def finding(verdict: Verdict, test: tree.Test, source: Source) -> Finding:
    """Tell what came instead, in which test, of which row and why."""
    labels = [Label(Place(source, test.title.span), "in this test")]
    row = verdict.outcome.mapping if verdict.outcome else None
    if row:
        labels.append(Label(row.source_origin, "this row"))
    unknown = "" if verdict.holds is False else "could not tell: "
    why = verdict.help
    if row and isinstance(row.source, Call | Comparison):
        why = "\n".join(filter(None, [why, "`--explain` shows each step"]))
    place = Place(source, verdict.expectation.span)
    subject = test.title.value
    return TEST_FAILED.at(place, f"{unknown}{verdict.said}", *labels, help=why, subject=subject)


def nothing(test: tree.Test, source: Source, *, mapped: bool) -> Finding:
    """Tell that a test expects nothing, or that there is no block for its record."""
    kind = test.kind.text if test.kind else "users"
    said = "this test expects nothing" if mapped else f"the mapping has no `{kind}` block"
    help = "say what is to come of the record" if mapped else "add the block, or drop the test"
    return TEST_FAILED.at(Place(source, test.title.span), said, help=help, subject=test.title.value)
