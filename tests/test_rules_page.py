"""docs/rules.md says what `explain` says."""

import re
from collections import Counter

from mapping_dsl.api.catalogues import rules
from rules_page import PAGE, page

TEXT = PAGE.read_text("utf-8")


def test_page_is_fresh() -> None:
    assert page() == TEXT, "run `make generate`"


def test_every_rule_has_a_line_and_a_page_that_it_leads_to() -> None:
    anchors = [rule.code.lower() + "-" + rule.slug for rule in rules()]
    headings = re.findall(r"^### (.*)$", TEXT, re.MULTILINE)

    assert re.findall(r"^\| \[MAP\d+\]\(#([^)]+)\)", TEXT, re.MULTILINE) == anchors
    assert [heading.lower().replace(" ", "-") for heading in headings] == anchors


def test_every_word_of_a_page_is_there() -> None:
    there = words(TEXT)

    for rule in rules():
        told = words(rule.page) + [word for line in rule.evidence for word in words(line)]
        assert Counter(told) <= Counter(there)
        assert " ".join(words(rule.title)) in " ".join(there)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_code_in_backticks_is_closed() -> None:
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)

    assert [line for line in prose.split("\n\n") if line.count("`") % 2] == []
