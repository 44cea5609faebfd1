"""docs/rules.md: an index of all rules, and the page of each as `explain` has it.

`python tests/rules_page.py` writes it anew; a test holds it fresh.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from command import ROOT
from mapping_dsl.api.catalogues import rules
from mapping_dsl.rule import Rule
from rule_examples import WITH_EXAMPLES, example, found

PAGE = ROOT / "docs" / "rules.md"
AREAS = {
    "0": "Syntax",
    "1": "Names and types",
    "2": "Identity and matching",
    "3": "Values, and their absence",
    "4": "Access",
    "5": "Webex's targets",
    "6": "Entra's limits",
    "8": "Changes",
    "9": "This tool",
}
_HEAD = """\
# The rules

`make generate` writes this page from what `mapping-dsl explain CODE` says; examples are run by the
tests. *Bad* gives the finding and *Good* does not; one that begins with a block stands below
`mapping "contoso" extends "webex/default@1"`. What `--fix` mends keeps its meaning, what
`--fix --unsafe` mends may not. A rule with a † cannot be allowed in a mapping, only turned off in
the configuration, if at all. Changes are what `diff` finds between two versions.

A finding stands at the part of a row or of a scope that it is about; where a `$name` stands for
that, at the name. An info about a row or a scope is told in the file that has it, or defines a
`$name` in it, a warning or an error also in those that extend it.
"""
_HEADING = re.compile(r"^(\w+):\n((?:(?:    .*)?\n)+)", re.MULTILINE)
_CODE = re.compile(r"(`[^`]+`)")
_MARKS = re.compile(r"([\\<])")


def page() -> str:
    return f"{_HEAD}\n{''.join(_index())}{''.join(map(_page, rules()))}"


def _index() -> Iterator[str]:
    for digit, area in groupby(rules(), key=lambda rule: rule.code[3]):
        yield f"## {AREAS[digit]}\n\n"
        yield "| code | name | level | fix | what is found |\n| --- | --- | --- | --- | --- |\n"
        yield from map(_line, area)
        yield "\n"


def _line(rule: Rule) -> str:
    code = f"[{rule.code}](#{rule.code.lower()}-{rule.slug})"
    level = f"{rule.kind}{'' if rule.allowable else ' †'}"
    cells = code, rule.slug, level, _fix(rule), _prose(rule.title).replace("|", "\\|")
    return f"| {' | '.join(cells)} |\n"


def _fix(rule: Rule) -> str:
    """Return with which options the bad example is mended."""
    told = found(example(rule, "Bad")) if rule in WITH_EXAMPLES else ()
    fixes = [finding.fix for finding in told if finding.code == rule.code and finding.fix]
    if not fixes:
        return ""
    return "`--fix`" if all(fix.safe for fix in fixes) else "`--fix --unsafe`"


def _page(rule: Rule) -> str:
    """Return a page as Markdown: what is indented under a heading is an example or a list."""
    text, last = f"{rule.page}\n", 0
    level = f"*{rule.kind}*{'' if rule.allowable else ', cannot be allowed in a mapping'}"
    parts = [f"### {rule.code} {rule.slug}\n\n{level}\n\n"]
    for heading in _HEADING.finditer(text):
        parts += [_prose(text[last : heading.start()]), _section(heading[1], heading[2])]
        last = heading.end()
    told = "".join([*parts, _prose(text[last:])]).strip()
    evidence = "".join(f"- {_prose(line)}\n" for line in rule.evidence)
    return f"\n{told}\n" + (f"\nEvidence:\n\n{evidence}" if evidence else "")


def _section(heading: str, indented: str) -> str:
    body = re.sub("^    ", "", indented, flags=re.MULTILINE).strip("\n")
    shown = body if heading == "Steps" else f"```\n{body}\n```"
    return f"{heading}:\n\n{shown}\n\n"


def _prose(text: str) -> str:
    """Return a text in which nothing but code in backticks means anything to Markdown."""
    parts = _CODE.split(text)
    return "".join(p if p[:1] == "`" else _MARKS.sub(r"\\\1", p) for p in parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
