"""Drawn programs, printed and read again, are the same, wherever comments stand in them."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import draw
from mapping_dsl.fmt.format import format_text, print_expression, print_file
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.lexer import Token, token
from mapping_dsl.syntax.parser import Parsed, parse, parse_expression
from share import share

COMMENTS = [" # {}\n", "\n# {}\n", "\n\n  #{}  \n\n", " # {}\r\n"]


def read(text: str) -> Parsed:
    return parse(Source("drawn.mapping", text))


def formatted(text: str) -> str:
    result = format_text(Source("drawn.mapping", text))
    assert result.findings == []
    return result.text


def node_classes() -> set[type[Frozen]]:
    """Return the classes of which trees are made."""
    named = (vars(ex) | vars(tree)).values()
    return {kind for kind in named if isinstance(kind, type) and ex.Node in kind.__mro__[1:]}


@given(draw.files)
def test_what_is_printed_reads_back(file: tree.File) -> None:
    text = print_file(file)

    assert read(text) == (file, (), [])
    assert formatted(text) == text


@given(draw.expression())
def test_expressions_read_back(expression: ex.Expression) -> None:
    text = print_expression(expression)

    assert parse_expression(Source("drawn", text)) == (expression, [])


@pytest.mark.slow
def test_of_a_thousand_draws_nearly_all_parse_and_nothing_is_missing() -> None:
    parsed: Counter[bool] = Counter()
    seen: set[type[Frozen]] = set()

    @settings(max_examples=share(1000), phases=[Phase.generate], database=None)
    @given(draw.files)
    def draws(file: tree.File) -> None:
        parsed[not read(print_file(file)).findings] += 1
        seen.update(type(node) for node in ex.walk(file))

    draws()

    assert parsed.total() >= 1000
    assert parsed[True] >= 0.9 * parsed.total()
    assert node_classes() == seen


def gaps(text: str) -> Iterator[int]:
    """Yield the offsets between tokens at which a comment can stand.

    It cannot inside the brackets of an attribute, nor behind a name that is known for what it is by
    the parenthesis or the colon behind it.
    """
    tokens: list[Token] = []

    def lex(*arguments: Any) -> Token:
        tokens.append(token(*arguments))
        return tokens[-1]

    with patch("mapping_dsl.syntax.driver.token", lex):
        read(text)
    yield 0
    for before, after in pairwise(tokens):
        glued = {"FUNCTION", "PARAMETER", "ATTRIBUTE"}
        if before.terminal not in glued and after.terminal != "ATTRIBUTE":
            yield before.end


@given(draw.files, st.data())
def test_comments_survive_wherever_they_stand(file: tree.File, data: st.DataObject) -> None:
    text = print_file(file)
    places = st.tuples(st.sampled_from(list(gaps(text))), st.sampled_from(COMMENTS))
    drawn = sorted(data.draw(st.lists(places, max_size=8)))
    for number, (at, comment) in reversed(list(enumerate(drawn))):
        text = text[:at] + comment.format(number) + text[at:]

    laid_out = formatted(text)

    again = read(laid_out)
    said = [laid_out[start + 1 : end].strip() for start, end in again.comments]
    assert said == [str(number) for number in range(len(drawn))]
    assert again.file == file
    assert formatted(laid_out) == laid_out
