"""Every expression that was published parses, has one canonical text, and comes to something."""

import json
from pathlib import Path

import pytest

from drawn_records import Draw
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.evaluate.result import Unknown
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.environment import Environment, within
from mapping_dsl.resolve.lowering import Result
from mapping_dsl.resolve.model import reads
from mapping_dsl.resolve.names import Names
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse_expression

PUBLISHED = Path(__file__).parents[2] / "shared" / "reference" / "entra" / "expressions.jsonl"
LINES = PUBLISHED.read_text("utf-8").splitlines() if PUBLISHED.exists() else []
EXPRESSIONS = [json.loads(line)["expression"] for line in LINES]
USERS = {attribute.name: attribute for attribute in source_catalog("users").attributes}
REFUSED = {
    "IgnoreFlowIfNullOrEmpty(switch(": "MAP103",
    ", Instr(Replace(": "MAP103",
    'Replace([userPrincipalName], "(?<Suffix>@(.*)*)", "Suffix", "", )': "MAP104",
}
"""What Entra may refuse although it is plain what is meant: told, and read nevertheless."""
WARNED = {"MAP103"}
"""Of these the page's other spelling may be right: a warning, and everything goes on."""
NOBODY_KNOWS = {
    "DNComponent(CRef([dn]),1)": "MAP103",
    'Switch(SingleAppRoleAssignment([appRoleAssignments]), "My Corp Admins",': "MAP104",
}
"""Nothing says what `CRef` gives, or what becomes of a key without a value: told, not guessed."""
pytestmark = pytest.mark.skipif(not LINES, reason="no reference beside the repository")


def read(text: str) -> tuple[Result, list[Finding]]:
    source = Source("published", text)
    tree, findings = parse_expression(source)
    assert tree is not None, findings
    told = list(findings)
    return Names({}, {}, told.append).lowering(source).value(tree), told


def code(expression: str, table: dict[str, str]) -> str | None:
    return next((c for part, c in table.items() if part in expression), None)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_it_is_read_as_it_was_pasted(expression: str) -> None:
    lowered, told = read(expression)

    expected = code(expression, REFUSED | NOBODY_KNOWS)
    assert [finding.code for finding in told] == ([expected] if expected else [])
    assert (lowered is None) == bool(code(expression, NOBODY_KNOWS))
    if (refused := code(expression, REFUSED)) in WARNED:
        assert [finding.severity for finding in told] == [Severity.WARNING]
        assert all(finding.fix and finding.fix.safe for finding in told), refused


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_its_canonical_text_is_the_same_expression(expression: str) -> None:
    lowered, _ = read(expression)
    if lowered is None:
        return
    again, told = read(canonical(lowered.node))

    assert told == []
    assert again is not None
    assert again.node == lowered.node
    assert canonical(again.node) == canonical(lowered.node)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_it_comes_to_something_or_says_what_it_lacks(expression: str) -> None:
    """With all inputs there is a result; of a record that has none, what is missing is named."""
    lowered, _ = read(expression)
    if lowered is None:
        return
    names = reads(lowered.node)
    with within(Environment(default_domain="contoso.com")):
        for seed in range(20):
            full = evaluate(lowered.node, Draw(seed).record(names, USERS))
            known = not isinstance(full, Unknown) or "bare word" in full.why
            assert known or "%" in expression, full
        if names:
            lacking = evaluate(lowered.node, {})
            assert isinstance(lacking, Unknown)
            assert set(lacking.attributes) & {*names}


def test_there_are_all_of_them() -> None:
    assert len(EXPRESSIONS) == 201
    for part in REFUSED | NOBODY_KNOWS:
        assert any(part in each for each in EXPRESSIONS)
