"""What the page of a rule over two versions says is so, and what each finds in `cases/diff`."""

import re
from pathlib import Path
from typing import Any

import pytest

import mapping_dsl.diff.rules as package
from diffs import changed, codes, meant
from golden import CASES
from mapping_dsl import files
from mapping_dsl.api import accepted
from mapping_dsl.diff import engine
from mapping_dsl.diff.change import Change, ChangeRule, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair, pair
from mapping_dsl.diff.portal import clicks
from mapping_dsl.diff.rules import RULES
from mapping_dsl.lint.catalogue import ALL
from mapping_dsl.report import clicks_text, diff_text

FOLLOWS = "MAP820"


def example(rule: ChangeRule, which: str) -> str:
    block = re.search(rf"^{which}:\n((?:    .*\n?|\n)+)", rule.page, re.MULTILINE)
    assert block, f"{rule.code} has no {which} example"
    return re.sub("^    ", "", block[1], flags=re.MULTILINE)


each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_from_old_to_bad_is_this_change(rule: ChangeRule) -> None:
    found = codes(example(rule, "Old"), example(rule, "Bad"))

    assert rule.code in found
    assert rule.code == FOLLOWS or set(found) <= {rule.code, FOLLOWS}


@each_rule
def test_from_old_to_good_is_not(rule: ChangeRule) -> None:
    assert rule.code not in codes(example(rule, "Old"), example(rule, "Good"))


@each_rule
def test_a_page_says_what_is_next_and_in_which_order_to_go_on(rule: ChangeRule) -> None:
    assert rule.title.endswith(".")
    assert rule.page.splitlines()[1] == ""
    assert rule.then
    assert rule.evidence
    assert rule.steps or rule.risk is Risk.STYLE
    assert not rule.allowable


def test_every_file_is_listed_in_order() -> None:
    there = sorted(path.stem for path in Path(package.__path__[0]).glob("map*.py"))

    assert there == [f"{rule.code.lower()}_{rule.slug.replace('-', '_')}" for rule in RULES]


def test_codes_and_slugs_are_unique() -> None:
    names = [name for rule in (*ALL, *RULES) for name in (rule.code, rule.slug)]

    assert len(names) == len(set(names))


FOLDERS = sorted(path.parent.relative_to(CASES).as_posix() for path in CASES.rglob("old.mapping"))
each_folder = pytest.mark.parametrize("case", [f"{folder}/diff" for folder in FOLDERS])


@each_rule
def test_a_rule_has_cases(rule: ChangeRule) -> None:
    assert len([folder for folder in FOLDERS if f"/{rule.code}/" in folder]) >= 2


def compared(case: str) -> tuple[list[Change], MappingPair]:
    folder = CASES / case.removesuffix("/diff")
    texts = [files.read_text(str(folder / f"{side}.mapping")) for side in ("old", "new")]
    old, new = (
        meant(text, f"{at}.mapping") for at, text in zip(("old", "new"), texts, strict=True)
    )
    both = pair(old.mapping, new.mapping, respelled=texts[0] != texts[1])
    found = engine.run(both)
    assert not found.crashes
    return found.changes, both


@each_folder
def test_changes(case: str, golden: Any) -> None:
    found, both = compared(case)
    lines = {change.digest: accepted.line(change) for change in found}

    matters = any(c.risk is not Risk.STYLE for c in found)
    told = diff_text.render("new.mapping", found, lines)
    assert (
        f"{told}\n{clicks_text.render('new.mapping', clicks(both, found), changed=matters)}"
        == golden(name=f"{case}.want.txt")
    )


@each_folder
def test_a_change_there_and_back_is_as_bad(case: str) -> None:
    found, both = compared(case)
    back = engine.run(pair(both.new, both.old, respelled=both.respelled)).changes

    assert bool(back) == bool(found)
    assert {c.risk for c in back} & {Risk.STYLE} == {c.risk for c in found} & {Risk.STYLE}
    assert not {c.digest for c in back if c.risk in accepted.ACCEPTABLE} & {c.digest for c in found}


@each_folder
def test_nothing_changed_between_a_mapping_and_itself(case: str) -> None:
    _, both = compared(case)

    for mapping in (both.old, both.new):
        assert engine.changes(mapping, mapping).changes == []


@change_rule("MAP899", "broken", Risk.VALUE)
def broken(_: MappingPair, __: Context) -> Any:
    """Fail."""
    raise ZeroDivisionError


def test_a_rule_that_crashes_is_told() -> None:
    mapping = meant("").mapping

    found = engine.run(pair(mapping, mapping), [broken])

    assert [(crash.rule.code, type(crash.error)) for crash in found.crashes] == [
        ("MAP899", ZeroDivisionError)
    ]


def test_the_worst_comes_first() -> None:
    old = 'users { scope country = "US"\n jobTitle -> title }'
    new = 'users { scope country = "UK"\n department -> title\n mail -> userName match 1 }'

    told = changed(old, new)

    assert [change.code for change in told] == ["MAP802", "MAP812", "MAP815", "MAP820"]
    assert diff_text.sentence(told).startswith("1 change can make people new users: `userName`; 1 ")
