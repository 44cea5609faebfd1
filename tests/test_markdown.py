"""The comment: what is rendered of it, what of others' texts does nothing, and its size."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from command import ROOT, run
from mapping_dsl.diff.change import Risk
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.report.diff_entries import CLASSES
from mapping_dsl.report.entry import SEVERITIES, Entry, Run
from mapping_dsl.report.excerpt import visible
from mapping_dsl.report.markdown import render
from mapping_dsl.report.paths import Paths
from mapping_dsl.report.prose import code, escaped, fenced
from mapping_dsl.source import Source, Span

LIMIT = 65_536
PLACE = Place(Source("a.mapping", "users {}"), Span(0, 5))
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = [
    "<script>alert(1)</script>",
    "</details> <!-- <img src=x>",
    "[x](https://example.com) ![y](//example.com/a.png) <https://example.com>",
    "@ada and @contoso/admins, #12, https://example.com/#1 www.example.com",
    "| a | b | **c** _d_ ~~e~~ $x$ &amp; \\",
    "`code` ``more ` code`` ` a lone one",
    "`\u202e<b>` \x1b[31m \U00010400",
    "- item",
    "1. first",
    "# heading",
    "=====",
]


class Reader(HTMLParser):
    """Reads HTML into its tags and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.code, self.prose, self.all = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.all += data
        if "code" in self.open:
            self.code += data
        else:
            self.prose += data


def rendered(text: str) -> Reader:
    reader = Reader()
    reader.feed(MARKDOWN.render(text))
    reader.close()
    assert reader.open == []
    return reader


def plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("`", "").split())


def harmless(reader: Reader) -> None:
    """Assert that no tag, mention, issue, link or formula came of a text."""
    assert not set(reader.tags) - {"p", "code", "ol", "li"}
    assert not re.search(r"@\w|#\w|://|www\.", reader.prose)


@pytest.mark.parametrize("text", NASTY)
def test_others_texts_do_nothing(text: str) -> None:
    found = rendered(f"**MAP001** {escaped(text)}")

    assert plain(found.all) == plain(f"MAP001 {visible(text)}")
    found.tags.remove("strong")
    harmless(found)


@given(st.text() | st.text(st.sampled_from("`\\<>[]()@#*_~&$|:/w. \n-1a𐐀")))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    found = rendered(f"x {escaped(text)} y")

    assert plain(found.all) == plain(f"x {visible(text)} y")
    harmless(found)


def test_no_formula() -> None:
    assert escaped("`$a` and $a$") == "`$a` and &#36;a&#36;"


@given(st.text(min_size=1) | st.text(st.sampled_from("` <a\n"), min_size=1))
def test_code_is_shown_as_it_is(text: str) -> None:
    inline, block = rendered(f"x{code(text)}y"), rendered(fenced([text, "~~~"], "diff"))

    assert inline.tags == ["p", "code"]
    assert inline.code.strip() == visible(text).strip()
    assert block.tags == ["pre", "code"]
    assert block.all == f"{visible(text)}\n~~~\n\n"


def entry(group: str, number: int, text: str) -> Entry:
    finding = Finding("MAP208", "x", Severity.ERROR, f"{number}: {text}", PLACE, help=text)
    return Entry(finding, group, "users", text, text, f"{number}", f"MAP208 x {number} {text}")


def comment(entries: list[Entry], summary: tuple[str, ...] = ()) -> str:
    run = Run("diff", tuple(entries), CLASSES, "tally\n", Paths("/", "/"), summary)
    return render(run)


@pytest.mark.parametrize("text", ["short", "𐐀@" * 2_000, "@\n" * 300, "a" * 70_000])
@pytest.mark.parametrize("number", [1, 40, pytest.param(3_000, marks=pytest.mark.slow)])
def test_the_size_has_a_limit_and_nothing_is_left_out_in_silence(text: str, number: int) -> None:
    groups = [group for group in CLASSES for _ in range(number)]
    entries = [entry(group, n, text) for n, group in enumerate(groups)]

    told = comment(entries, tuple(f"`{n}`: {text}" for n in range(number)))

    assert len(told.encode()) <= LIMIT
    titles = re.findall(r"<summary><b>(\w+)</b>: (\d+)</summary>", told)
    assert titles == [(group.upper(), str(number)) for group in CLASSES]
    shown = told.count("\n- **MAP208** ")
    head, *parts = told.split("<details")
    missing = [int(n) for part in parts for n in re.findall(r"\n(\d+) more, not shown", part)]
    assert shown + sum(missing) == len(entries)
    assert shown > 0
    sentences = [int(n) for n in re.findall(r"- (\d+) more, not shown", head)]
    assert head.count("\n- `") + sum(sentences) == number


def test_the_worst_stays_where_there_is_no_room() -> None:
    entries = [entry(risk.value, n, "𐐀" * 40) for risk in reversed(Risk) for n in range(30)]

    parts = comment(entries).split("<summary>")[1:]

    numbers = [len(re.findall(r"\n- \*\*MAP208\*\*", part)) for part in parts]
    assert parts[0].startswith("<b>IDENTITY")
    assert numbers[0] == 30
    assert numbers[-1] == 0
    assert numbers == sorted(numbers, reverse=True)


def test_a_table_stays_one() -> None:
    finding = Finding("MAP402", "x", Severity.ERROR, "m", PLACE, help="see\na    b\n`1`  2\nend")

    found = rendered(comment([Entry(finding, "error")]))

    assert found.code.endswith("a    b\n`1`  2\n")
    assert "see" in found.prose
    assert "end" in found.prose


def test_the_mark_is_first_and_the_worst_is_open() -> None:
    told = comment([entry("identity", 1, "a"), entry("value", 2, "b")])

    assert told.startswith("<!-- mapping-dsl diff -->\n")
    assert "<details open>\n<summary><b>IDENTITY" in told
    assert "<details>\n<summary><b>VALUE" in told


def test_a_comment_of_nothing_takes_the_place_of_one(tmp_path: Path) -> None:
    (tmp_path / "a.mapping").write_text('mapping "a" extends "webex/default@1"\n', "utf-8")

    done = run("lint", "--output-format", "markdown", cwd=tmp_path)

    assert done.out.startswith("<!-- mapping-dsl lint -->\n")
    assert "no findings, 0 allowed, 0 expired" in done.out
    assert "<details" not in done.out


@pytest.mark.parametrize("name", ["lint", "diff"])
def test_a_comment_rendered(name: str) -> None:
    """Every class is a fold, every entry an item of a list, and both sides are one block."""
    what = {
        "lint": ("lint", "samples/risky.mapping"),
        "diff": ("diff", "samples/base.mapping", "samples/branch-office.mapping"),
    }[name]
    told = run(*what, "--output-format", "markdown", cwd=ROOT).out
    lines = run(*what, "--output-format", "concise", cwd=ROOT).out.splitlines()

    found = rendered(told)

    classes = {line.split(": ")[1].split("[")[0] for line in lines}
    assert found.tags.count("details") == found.tags.count("summary") == len(classes)
    assert classes <= set(CLASSES if name == "diff" else SEVERITIES)
    assert len(re.findall(r"MAP\d{3} ", found.prose)) >= len(lines)
    assert "pre" in found.tags  # both sides of a change, or the table of `active`
    assert not set(found.tags) & {"a", "img", "h1", "table"}
