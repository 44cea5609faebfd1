"""Edits of JSON: what comes out is what the program that wrote the text would have written."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node, read, step
from restyle import STYLES, Style
from test_json_spans import documents, plain, styles

SHOWN = {
    "numbers": [1, {"two": [2]}],
    "empty": [],
    "nothing": {},
    "text": "éü\"'<>&/",
}
"""A document that has it all shows its style."""


def pointers(node: Node, pointer: str = "") -> list[str]:
    """Return the pointers of all nodes."""
    children = [(step(m.key), m.value) for m in node.members]
    children += [(step(i), item) for i, item in enumerate(node.items)]
    return [pointer] + [p for name, child in children for p in pointers(child, pointer + name)]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Any, list[tuple[str, str, Any]]]:
    """Draw a document and edits that are not inside one another."""
    document = {"shown": SHOWN, "drawn": draw(documents), "list": draw(st.lists(documents))}
    root = read(json.dumps(document))
    found: list[tuple[str, str, Any]] = []
    places = [p for p in pointers(root) if p.startswith(("/drawn", "/list"))]
    for pointer in draw(st.lists(st.sampled_from(places), unique=True, max_size=5)):
        if any(pointer.startswith(one[1]) or one[1].startswith(pointer) for one in found):
            continue
        kinds = ["replace"]
        kinds += {Kind.ARRAY: ["add", "first", "remove"], Kind.OBJECT: ["put", "unput"]}.get(
            root.at(pointer).kind, []
        )
        found.append((draw(st.sampled_from(kinds)), pointer, draw(documents)))
    return document, found


def edited(text: str, changes: list[tuple[str, str, Any]]) -> str:
    root = read(text)
    editor = Editor(text, root)
    for what, pointer, value in changes:
        node = root.at(pointer)
        if what == "replace":
            editor.replace(node, value)
        elif what == "put":
            editor.put(node, "new'", value)
        elif what == "add":
            editor.add(node, value)
            editor.add(node, [value])
        elif what == "first":
            editor.add(node, value, 0 if node.items else None)
        elif node.items or node.members:
            editor.remove(node, 0)
    return editor.finish()


def changed(document: Any, changes: list[tuple[str, str, Any]]) -> Any:
    """Do the same to the value."""
    whole = deepcopy(document)
    for what, pointer, value in changes:
        *way, last = pointer.split("/")[1:]
        holder = whole
        for name in way:
            holder = holder[int(name) if isinstance(holder, list) else name]
        at: Any = int(last) if isinstance(holder, list) else last
        inside = holder[at]
        if what == "replace":
            holder[at] = value
        elif what == "put":
            inside["new'"] = value
        elif what == "add":
            inside += [value, [value]]
        elif what == "first":
            inside.insert(0, value)
        elif inside:
            inside.pop(0 if isinstance(inside, list) else next(iter(inside)))
    return whole


@given(edits(), styles)
def test_edited_is_as_if_written_so(drawn: Any, style: Style) -> None:
    document, changes = drawn
    text = style.text(document)

    done = edited(text, changes)

    assert done == style.text(changed(document, changes))


@given(edits(), styles)
def test_edited_without_a_style_to_see(drawn: Any, style: Style) -> None:
    """Even where little shows how the text is laid out, its value is right."""
    document, changes = drawn
    del document["shown"]
    text = style.text(document)

    assert plain(read(edited(text, changes))) == changed(document, changes)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_nothing_edited_is_the_same(style: Style) -> None:
    text = style.text(SHOWN)
    editor = Editor(text, read(text))
    assert not editor.changed
    assert editor.finish() == text


MIXED = """{
  "rows": [
    { "key": "a", "value": [1, 2] },
    { "key": "b", "value": [] }
  ],
  "last" : true
}"""


def test_what_stands_on_one_line_does_so_still() -> None:
    root = read(MIXED)
    editor = Editor(MIXED, root)
    editor.replace(root.at("/rows/0/value"), [3, [4]])
    editor.add(root.at("/rows"), {"key": "c", "value": [5]})
    editor.put(root.at("/rows/1"), "more", {"x": None}, ("key", "more", "value"))

    assert editor.finish() == (
        MIXED.replace("[1, 2]", "[3, [4]]")
        .replace('"b", ', '"b", "more": { "x": null }, ')
        .replace("[] }", '[] },\n    { "key": "c", "value": [5] }')
    )


def test_two_edits_in_one_place_are_a_fault() -> None:
    root = read("[[1]]")
    editor = Editor("[[1]]", root)
    editor.replace(root.at("/0"), 2)
    editor.replace(root.at("/0/0"), 3)
    with pytest.raises(ValueError, match="overlap"):
        editor.finish()
