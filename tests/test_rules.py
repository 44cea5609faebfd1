"""What a rule's page says is so, and what each rule finds in the mappings below `cases/lint`."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import mapping_dsl.lint.rules as package
from golden import CASES
from mapping_dsl import files
from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.lint import PLAIN, lint_source
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import engine, fixing
from mapping_dsl.lint.catalogue import ALL
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rules import RULES
from mapping_dsl.report.text import concise, render
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source
from mapping_dsl.spec.codes import CODES as SPEC_CODES
from mapping_dsl.syntax.codes import TOO_DEEP
from mapping_dsl.syntax.driver import DEEPEST
from mapping_dsl.targets.entra.codes import CODES as MERGE_CODES

DAY = "2026-01-01"
HEADER = 'mapping "contoso" extends "webex/default@1"\n'


def example(rule: Rule, which: str) -> str:
    """Return an example of a page; one that begins with a block extends `webex/default@1`.

    One in brackets is a list of attribute mappings, to be imported.
    """
    block = re.search(rf"^{which}:\n((?:    .*\n?|\n)+)", rule.page, re.MULTILINE)
    assert block, f"{rule.code} has no {which} example"
    text = re.sub("^    ", "", block[1], flags=re.MULTILINE)
    if rule is TOO_DEEP:
        text = text.replace("((((...))))", "(" * DEEPEST + '"x"' + ")" * DEEPEST)
    return text if text.startswith(("mapping ", "#", "[")) else HEADER + text


def found(text: str, path: str = "example.mapping") -> tuple[Finding, ...]:
    if text.startswith("["):
        return import_schema(text.encode(), path).findings
    report = lint_source(Source(path, text), day=DAY)
    assert not report.crashes
    return report.findings


def codes(text: str) -> set[str]:
    return {finding.code for finding in found(text)}


with_examples = pytest.mark.parametrize(
    "rule",
    # see test_merge.py and test_spec.py
    [rule for rule in ALL if rule not in (RULE_CRASHED, *MERGE_CODES, *SPEC_CODES)],
    ids=lambda rule: rule.code,
)


@with_examples
def test_the_bad_example_gives_this_code_only(rule: Rule) -> None:
    assert codes(example(rule, "Bad")) == {rule.code}


@with_examples
def test_the_good_example_gives_none(rule: Rule) -> None:
    assert codes(example(rule, "Good")) == set()


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_page_begins_with_one_clause(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert rule.page.splitlines()[1:2] == [""]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_evidence(rule: Rule) -> None:
    assert rule.evidence


def test_every_file_is_listed_in_order() -> None:
    there = sorted(path.stem for path in Path(package.__path__[0]).glob("map*.py"))

    assert there == [f"{rule.code.lower()}_{rule.slug.replace('-', '_')}" for rule in RULES]


def test_codes_and_slugs_are_unique() -> None:
    names = [name for rule in ALL for name in (rule.code, rule.slug)]

    assert len(names) == len(set(names))


CASE_FILES = [
    str(path.relative_to(CASES).with_suffix(""))
    for path in sorted((CASES / "lint").glob("*/*.mapping"))
]


@pytest.mark.parametrize("case", CASE_FILES)
def test_findings(case: str, golden: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = CASES / f"{case}.mapping"
    monkeypatch.chdir(path.parent)

    told = found(files.read_text(path.name), path.name)

    infos = concise(finding for finding in told if finding.severity is Severity.INFO)
    assert render(told) + infos == golden(name=f"{case}.want.txt")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_cases(rule: Rule) -> None:
    assert len([case for case in CASE_FILES if f"lint/{rule.code}/" in case]) >= 2


EXTENDING = """\
mapping "contoso" extends "{base}"

users {{
  "employee" -> nickName
}}

groups {{ }}
"""


@pytest.mark.parametrize("base", ["webex/default@1", "webex/extended@1"])
@pytest.mark.parametrize("text", ['mapping "contoso" extends "{base}"\n', EXTENDING])
def test_what_a_preset_says_is_fine(base: str, text: str) -> None:
    assert found(text.format(base=base)) == ()


@pytest.mark.parametrize("base", ["webex/default@1", "webex/extended@1"])
def test_a_preset_itself_has_nothing_worse_than_an_info(base: str) -> None:
    report = lint_source(files.read_source(f"preset:{base}"), day=DAY)

    assert {finding.code for finding in report.findings} == {"MAP302"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rules_about_webex_are_silent_elsewhere(rule: Rule) -> None:
    bad = example(rule, "Bad").replace("extends", 'for "other" extends')

    assert not rule.webex or rule.code not in codes(bad)


def mended(text: str, *, unsafe: bool) -> str:
    source = Source("example.mapping", text)
    told = lint_source(source, day=DAY).findings
    return fixing.apply(source, told, unsafe=unsafe)[0]


FIXABLE = [
    rule
    for rule in RULES
    if any(finding.fix for finding in found(example(rule, "Bad")) if finding.code == rule.code)
]


@pytest.mark.parametrize("rule", FIXABLE, ids=lambda rule: rule.code)
def test_a_fix_leaves_nothing_to_find(rule: Rule) -> None:
    assert codes(mended(example(rule, "Bad"), unsafe=True)) == set()


def text_of(case: str) -> str:
    return files.read_text(str(CASES / f"{case}.mapping"))


EXAMPLES = [example(rule, "Bad") for rule in RULES]
CASE_TEXTS = [text_of(case) for case in CASE_FILES]


@pytest.mark.parametrize("text", [*EXAMPLES, *CASE_TEXTS])
def test_a_safe_fix_keeps_the_meaning(text: str) -> None:
    after = mended(text, unsafe=False)

    assert meaning(after) == meaning(text)


def meaning(text: str) -> object:
    return PLAIN.read(Source("example.mapping", text)).mapping


def test_all_that_is_unused_is_removed_whole() -> None:
    text = """\
mapping "contoso" extends "webex/default@1"

param domain = "contoso.com"  # who knows
  let one =
    "1"
let two = "2"  let used = "é"
users {
  drop title
  $used -> nickName }
"""
    assert (
        mended(text, unsafe=True)
        == """\
mapping "contoso" extends "webex/default@1"

  # who knows
  let used = "é"
users {
  $used -> nickName }
"""
    )


@pytest.mark.parametrize("outcome", list(product(("True", "False"), repeat=3)))
def test_active_is_right_in_one_way_only(outcome: tuple[str, str, str]) -> None:
    there, gone, blocked = outcome
    source = f"""if [IsSoftDeleted]
        then if [accountEnabled] then "{gone}" else "{blocked}" else "{there}\""""

    told = found(f"{HEADER}users {{ {source} -> active }}")

    wanted = [] if outcome == ("True", "False", "False") else [("MAP402", Severity.ERROR)]
    assert [(finding.code, finding.severity) for finding in told] == wanted


def test_graph_names_are_told_apart_from_misspellings() -> None:
    renamed = [a for a in source_catalog("users").attributes if a.graph and a.graph != a.name]
    by_graph = {a.graph.removesuffix("[0]"): a.name for a in renamed if a.graph}
    by_graph.pop("userPrincipalName")

    for graph, name in by_graph.items():
        (finding,) = found(f'{HEADER}users {{ [{graph}] ?? "n/a" -> title }}')
        assert (finding.code, finding.help) == ("MAP101", f"write `{name}`")


def test_a_hundred_unknown_names_are_told_without_a_guess_each() -> None:
    rows = "\n".join(f"displayName -> titel{number}" for number in range(100))

    told = found(f"{HEADER}users {{\n{rows}\n}}")

    assert len([finding for finding in told if finding.code == "MAP102"]) == 100
    assert 0 < len([finding for finding in told if finding.fix]) <= 50


def crashing(_: Resolved, __: Context) -> Any:
    raise ZeroDivisionError


def test_a_rule_that_crashes_is_told() -> None:
    rule = Rule("MAP999", "broken", Severity.INFO, "", visits=(Resolved,), check=crashing)

    findings, crashes = engine.run(PLAIN.read(Source("example.mapping", HEADER)), [rule])

    assert [(f.code, f.subject) for f in findings] == [("MAP904", "MAP999")]
    assert [type(crash) for crash in crashes] == [ZeroDivisionError]
