"""Whatever the text is: findings, never a traceback, and never a damaged file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from draw import files as drawn_files
from golden import CASES
from mapping_dsl.api.format import format_source
from mapping_dsl.api.lint import PLAIN, lint_source
from mapping_dsl.findings import Finding
from mapping_dsl.fmt.format import print_file
from mapping_dsl.report.findings_json import as_data
from mapping_dsl.report.text import render
from mapping_dsl.source import Source
from mapping_dsl.syntax.generate import lark
from mapping_dsl.syntax.lexer import END
from mapping_dsl.syntax.parser import parse, parse_expression
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.webex.transform import transform
from share import share

SAMPLES = [p.read_text("utf-8", "replace") for p in sorted(CASES.rglob("*.mapping"))]
PIECES = [*SAMPLES, *"\"'[](){}<>=&|?,.:;$%#\\\n\r\t\0", "->", "users {", "𐐀", "\ud800", "\u202e"]


def examine(text: str) -> None:
    source = Source("drawn.mapping", text)
    report = lint_source(source, day="2026-01-01")
    assert not report.crashes, report.crashes
    check_places(source, report.findings)
    format_source(source)
    mapping = PLAIN.read(source).mapping
    emit(mapping)
    transform(mapping)


def check_places(source: Source, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        start, end = finding.place.span
        text = finding.place.source.text
        assert 0 <= start <= end <= len(text)
        assert finding.message
        assert as_data(finding)["location"]["start"]["line"] >= 1
    assert render(findings) or not findings
    assert source.line_column(len(source.text))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = draw(st.integers(at, min(len(text), at + 12)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[until:]
    return text


@given(mutated())
@settings(max_examples=share(250), deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files(text: str) -> None:
    examine(text)


@given(drawn_files.map(print_file))
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_drawn_files(text: str) -> None:
    examine(text)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
@settings(max_examples=share(150), deadline=None)
def test_any_text(text: str) -> None:
    examine(text)


@pytest.mark.slow
@given(from_lark(lark(), start="file"))
@settings(max_examples=share(150), deadline=None, suppress_health_check=list(HealthCheck))
def test_texts_drawn_from_the_grammar(text: str) -> None:
    examine(text)


@pytest.mark.slow
@given(mutated())
@settings(max_examples=share(2000), deadline=None, suppress_health_check=list(HealthCheck))
def test_many_mutated_files(text: str) -> None:
    examine(text)


def test_reading_ends_where_an_unclosed_block_is_followed_by_what_is_none() -> None:
    examine('users { a -> b "c"\n\nusers from "User" tmapping "d" for "e"\n')


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("ToLower(", ")"), ("not ", ""), ("[", "]"), ("{", "}")]
)
def test_nested_ten_thousand_deep(opening: str, closing: str) -> None:
    examine(f'users {{ {opening * 10_000}"a"{closing * 10_000} -> title }}')


@pytest.mark.parametrize("nested", [50, 150, 190])
def test_what_is_nested_reasonably_is_read(nested: int) -> None:
    source = Source("deep", "ToLower(" * nested + "[mail]" + ")" * nested)
    assert parse_expression(source)[0] is not None
    examine(f"users {{ {source.text} -> title }}")


def test_a_long_chain_of_conditions() -> None:
    chain = " else ".join(f'if [a] = "{n}" then "{n}"' for n in range(100))
    examine(f'users {{ {chain} else "" -> title }}')


def test_ten_megabytes() -> None:
    row = "department -> title # a comment\n"
    parsed = parse(Source("long", "users {\n" + "x" * 10_000_000 + "\n" + row + "}"))
    assert parsed.findings
    assert END


def test_many_errors_end() -> None:
    parsed = parse(Source("errors", "users {\n" + "mail userName\n" * 100_000 + "}"))
    assert len(parsed.findings) == 101
