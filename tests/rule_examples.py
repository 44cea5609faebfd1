"""The examples on the page of a rule, and what lint finds in a text."""

import re

from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.lint import PLAIN, lint_source
from mapping_dsl.api.project import Project
from mapping_dsl.findings import Finding
from mapping_dsl.lint.catalogue import ALL
from mapping_dsl.lint.codes import RULE_CRASHED, STALE_BASELINE
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source
from mapping_dsl.spec.codes import CODES as SPEC_CODES
from mapping_dsl.syntax.codes import TOO_DEEP
from mapping_dsl.syntax.driver import DEEPEST
from mapping_dsl.targets.entra.codes import CODES as MERGE_CODES

DAY = "2026-01-01"
HEADER = 'mapping "contoso" extends "webex/default@1"\n'
_ELSEWHERE = (STALE_BASELINE, RULE_CRASHED, *MERGE_CODES, *SPEC_CODES)
WITH_EXAMPLES = [rule for rule in ALL if rule not in _ELSEWHERE]
"""Those of which linting one file is an example; the tests of the others have theirs."""


def section(rule: Rule, which: str) -> str:
    """Return what is indented below a heading of a page; nothing if it has none."""
    block = re.search(rf"^{which}:\n((?:    .*\n?|\n)+)", rule.page, re.MULTILINE)
    return re.sub("^    ", "", block[1], flags=re.MULTILINE) if block else ""


def example(rule: Rule, which: str) -> str:
    """Return an example of a page; one that begins with a block extends `webex/default@1`.

    One in brackets is a list of attribute mappings, to be imported.
    """
    text = section(rule, which)
    assert text, f"{rule.code} has no {which} example"
    if rule is TOO_DEEP:
        text = text.replace("((((...))))", "(" * DEEPEST + '"x"' + ")" * DEEPEST)
    return text if text.startswith(("mapping ", "#", "[")) else HEADER + text


def found(text: str, path: str = "example.mapping", within: Project = PLAIN) -> tuple[Finding, ...]:
    if text.startswith("["):
        return import_schema(text.encode(), path).findings
    report = lint_source(Source(path, text), within, day=DAY)
    assert not report.crashes
    return report.findings


def codes(text: str, within: Project = PLAIN) -> set[str]:
    return {finding.code for finding in found(text, within=within)}
