"""JSON with its places, read as Python's own reader does and refused where that is too kind."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.json_spans import DEEPEST, Kind, Node, NotJsonError, read, step
from restyle import STYLES, Style

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.sampled_from(["", "a", 'say "hi" \\ /', "éü😀", "'<b>&", "\u2028\x7f", "tab\tend\n"])
)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdé'"), inner, max_size=4)
    ),
    max_leaves=20,
)
styles = st.sampled_from(list(STYLES.values()))


def plain(node: Node) -> Any:
    """Return what a node is in Python."""
    match node.kind:
        case Kind.OBJECT:
            return {member.key: plain(member.value) for member in node.members}
        case Kind.ARRAY:
            return [plain(item) for item in node.items]
        case _:
            return node.value


@given(documents, styles)
def test_read_as_python_does(document: Any, style: Style) -> None:
    text = style.text(document)
    root = read(text)

    assert plain(root) == document
    for node in root.nodes():
        part = text[node.span.start : node.span.end]
        assert json.loads(part) == plain(node)
        for member in node.members:
            assert json.loads(text[member.key_span.start : member.key_span.end]) == member.key


@given(st.text('[]{},:"\\ \n0123e-+.truefalsn\u0000ud8', max_size=12))
def test_refused_as_python_does(text: str) -> None:
    try:
        expected = json.loads(text, parse_constant=_refuse, parse_float=Decimal)
    except ValueError:
        with pytest.raises(NotJsonError):
            read(text)
    else:
        assert plain(read(text)) == expected


def _refuse(word: str) -> None:
    raise ValueError(word)


def test_pointers() -> None:
    root = read('{"a/b": [1, {"~": 1.50}], "": {"": null}, "k": 1, "k": 2}')

    assert root.at("") is root
    assert root.at("/a~1b/0").value == 1
    assert root.at("/a~1b/1/~0").value == Decimal("1.50")
    assert root.at("//").kind is Kind.NULL
    assert root.at("/k").value == 2
    assert [member.key for member in root.members][-2:] == ["k", "k"]
    assert step("a/b~") == "/a~1b~0"
    for wrong in ("/a~1b/01", "/a~1b/2", "/a~1b/-", "/x", "a", "/k/0"):
        with pytest.raises(LookupError):
            root.at(wrong)


WRONG = {
    "": "live.json:1:1: not JSON: it ends where a value is expected",
    '{\n  "a": 1,\n}': "live.json:3:1: not JSON: a key in double quotes is expected",
    "[1,\n 2 3]": "live.json:2:4: not JSON: `,` or `]` is expected",
    "[1,]": "live.json:1:4: not JSON: a value is expected",
    '{"a" 1}': "live.json:1:6: not JSON: `:` is expected",
    "{} {}": "live.json:1:4: not JSON: there is text after the end",
    "[NaN]": "live.json:1:2: not JSON: a value is expected",
    "[-Infinity]": "live.json:1:2: not JSON: a value is expected",
    "[01]": "live.json:1:2: not JSON: a value is expected",
    "{'a': 1}": "live.json:1:2: not JSON: a key in double quotes, or `}`, is expected",
    '"\\x"': "live.json:1:1: not JSON: a text is not closed, or has a bad escape or a control "
    "character in it",
    "[" * 10_000: f"live.json:1:{DEEPEST + 1}: not JSON: it is nested more than 5,000 levels deep",
    '{"a":' * 10_000: "it is nested more than 5,000 levels deep",
}


@pytest.mark.parametrize(("text", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(NotJsonError, match="not JSON") as told:
        read(text, "live.json")
    assert message in str(told.value)


def test_as_deep_as_can_be() -> None:
    root = read("[" * DEEPEST + "]" * DEEPEST)
    assert sum(1 for _ in root.nodes()) == DEEPEST


def test_numbers_that_python_will_not_read() -> None:
    assert read("9" * 5000).value == Decimal("9" * 5000)
    assert read("1e999999").value == Decimal("1e999999")
