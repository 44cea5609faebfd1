"""Every input below `cases/fmt` in its layout, and in no other when it is formatted again."""

from typing import Any

import pytest

from golden import CASES, cases
from mapping_dsl.fmt import format as formatter
from mapping_dsl.fmt.format import FormatError, format_text, print_file
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse

ROWS = "users { # everyone\nmail->userName\n}\n"


def formatted(text: str) -> str:
    result = format_text(Source("case.mapping", text))
    assert result.findings == []
    return result.text


@pytest.mark.parametrize("case", cases("fmt"))
def test_layout(case: str, golden: Any) -> None:
    text = formatted((CASES / f"{case}.mapping").read_text("utf-8"))

    assert text == golden(name=f"{case}.want.mapping")
    assert formatted(text) == text


@pytest.mark.parametrize("case", cases("fmt"))
def test_no_line_is_longer_than_it_has_to_be(case: str) -> None:
    """What is still too long is a string, a target, a comment, or one of these and its keyword."""
    for line in (CASES / f"{case}.want.mapping").read_text("utf-8").split("\n"):
        code = line.partition("  #")[0]
        assert len(code) <= 100 or code.endswith('"'), line


def test_line_ends_become_unix_ones_except_in_strings() -> None:
    text = 'let a = "1\r\n2"\r\n\r\n# about b \r\nlet b = [mail]\r\n'

    assert formatted(text) == 'let a = "1\r\n2"\n\n# about b\nlet b = [mail]\n'


def test_a_tree_alone_has_no_blank_lines_but_those_between_blocks() -> None:
    file = parse(Source("case.mapping", f"param a\n\nlet b=[c]\n{ROWS}groups {{}}")).file

    assert print_file(file) == (
        "param a\nlet   b = [c]\n\nusers {\n  mail -> userName\n}\n\ngroups {}\n"
    )


def test_a_file_with_errors_stays_as_it_is() -> None:
    text, findings = format_text(Source("case.mapping", "users {   mail = userName }"))

    assert text == "users {   mail = userName }"
    assert findings


@pytest.mark.parametrize(
    ("damaged", "fault"),
    [
        ("users { # everyone\nmail => userName\n}\n", "it no longer parses"),
        ("users { # everyone\nmail -> nickName\n}\n", "the tree changed"),
        ("users {\nmail -> userName\n}\n", "the comments changed"),
        ("users {\n# everyone\nmail -> userName\n}\n", "a second time gives another layout"),
    ],
)
def test_a_fault_of_ours_damages_no_file(
    damaged: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts = iter([damaged, ROWS])
    monkeypatch.setattr(formatter, "render", lambda _: next(layouts))

    with pytest.raises(FormatError, match=fault):
        format_text(Source("case.mapping", ROWS))
