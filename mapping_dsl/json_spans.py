"""JSON with the place of each of its values: what is read stays where it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, NoReturn

from mapping_dsl.source import Span

_DIGITS = 300  # an integer of more is a float, as it is for most programs
_WORDS = {"true": True, "false": False, "null": None}
_TOKEN = re.compile(
    r"""[ \t\n\r]*
    (?: (?P<sign>[{}\[\]:,])
      | (?P<string>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*+")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.])
      | (?P<word>true|false|null)(?!\w) )""",
    re.VERBOSE,
)
_BLANK = re.compile(r"[ \t\n\r]*")


class Kind(StrEnum):
    """What a JSON value is."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class Member(NamedTuple):
    """One `"name": value` of an object; `name_span` is the name with its quotes."""

    name: str
    name_span: Span
    node: Node


class Node:
    """A value and its place; `members` are those of an object, `items` those of an array."""

    def __init__(self, kind: Kind, start: int) -> None:
        self.kind, self.span = kind, Span(start, start)
        self.members: list[Member] = []
        self.items: list[Node] = []
        self.scalar: str | float | bool | None = None

    @cached_property
    def value(self) -> Any:  # noqa: ANN401 (JSON is anything)
        """The value as Python has it."""
        match self.kind:
            case Kind.OBJECT:
                return {member.name: member.node.value for member in self.members}
            case Kind.ARRAY:
                return [item.value for item in self.items]
            case _:
                return self.scalar

    def at(self, pointer: str) -> Node:
        """Return the value at a JSON pointer (RFC 6901); KeyError if there is none."""
        node = self
        for token in pointer.split("/")[1:]:
            node = node.child(token.replace("~1", "/").replace("~0", "~"))
        return node

    def child(self, token: str) -> Node:
        """Return the value that one unescaped token of a pointer leads to."""
        if self.kind is Kind.ARRAY and token.isdecimal() and int(token) < len(self.items):
            return self.items[int(token)]
        try:
            return self._by_name[token]
        except KeyError:
            raise KeyError(f"there is no `{token}` here") from None

    @cached_property
    def _by_name(self) -> dict[str, Node]:
        return {member.name: member.node for member in self.members}


def read(text: str) -> Node:
    """Return the value that a text is; json.JSONDecodeError says what is wrong, and where.

    Deep nesting costs no stack here. A name that its object has already is an error.
    """
    reader = _Reader(text)
    root = reader.value()
    reader.end()
    return root


def pointer(*tokens: str | int) -> str:
    """Return the JSON pointer that leads through some names and indices."""
    return "".join(f"/{str(t).replace('~', '~0').replace('/', '~1')}" for t in tokens)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def value(self) -> Node:
        """Read one value and all in it."""
        waiting: list[tuple[Node, Iterator[Node]]] = []
        node = self._begin()
        root = node
        while True:
            if node.kind in (Kind.OBJECT, Kind.ARRAY) and node.span.end == node.span.start:
                waiting.append((node, self._parts(node)))
            while waiting:
                part = next(waiting[-1][1], None)
                if part is not None:
                    node = part
                    break
                waiting.pop()
            else:
                return root

    def end(self) -> None:
        self._at = self._blank()
        if self._at < len(self._text):
            self._fail("a second value")

    def _begin(self) -> Node:
        """Read a scalar whole, and of an object or array the bracket."""
        start = self._blank()
        kind, text = self._token("a value")
        if kind == "sign" and text not in "{[":
            self._fail("a value is missing", start)
        if kind == "sign":
            return Node(Kind.OBJECT if text == "{" else Kind.ARRAY, start)
        node = Node(_KINDS.get(text) or Kind(kind), start)
        node.scalar = _SCALARS[kind](text)
        node.span = Span(start, self._at)
        return node

    def _parts(self, node: Node) -> Iterator[Node]:
        """Yield the values in an object or array as their texts begin; set where it ends."""
        close, names = ("}", set[str]()) if node.kind is Kind.OBJECT else ("]", set[str]())
        if not self._accept(close):
            while True:
                yield self._member(node, names) if close == "}" else self._item(node)
                if self._accept(close):
                    break
                if not self._accept(","):
                    self._fail(f"`,` or `{close}` is missing")
        node.span = Span(node.span.start, self._at)

    def _item(self, node: Node) -> Node:
        node.items.append(self._begin())
        return node.items[-1]

    def _member(self, node: Node, names: set[str]) -> Node:
        start = self._blank()
        kind, token = self._token("a name in double quotes")
        if kind != "string":
            self._fail("a name in double quotes is missing", start)
        name = json.loads(token)
        if name in names:
            self._fail(f"the name {token} stands twice in one object", start)
        names.add(name)
        span = Span(start, self._at)
        if not self._accept(":"):
            self._fail("`:` is missing")
        node.members.append(Member(name, span, self._begin()))
        return node.members[-1].node

    def _token(self, wanted: str) -> tuple[str, str]:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            self._fail(f"{wanted} is missing")
        self._at = found.end()
        kind = str(found.lastgroup)
        return kind, found[kind]

    def _accept(self, sign: str) -> bool:
        at = self._blank()
        if not self._text.startswith(sign, at):
            return False
        self._at = at + 1
        return True

    def _blank(self) -> int:
        found = _BLANK.match(self._text, self._at)
        return found.end() if found else self._at

    def _fail(self, what: str, at: int | None = None) -> NoReturn:
        raise json.JSONDecodeError(what, self._text, self._blank() if at is None else at)


_KINDS = {"true": Kind.BOOLEAN, "false": Kind.BOOLEAN, "null": Kind.NULL}


def _number(token: str) -> float:
    whole = token.lstrip("-").isdecimal() and len(token) <= _DIGITS
    return int(token) if whole else float(token)


_SCALARS: dict[str, Any] = {"string": json.loads, "number": _number, "word": _WORDS.__getitem__}
