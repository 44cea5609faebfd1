"""A JSON text as nodes with their places, so that it can be edited without being written anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, TypeAlias

from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source, Span

DEEPEST = 5_000
"""Levels that are read; the longest expression of Entra's, written as a tree, has half as many."""

Scalar: TypeAlias = str | int | Decimal | bool | None

_TOKEN = re.compile(
    r"""[ \t\n\r]*+ (?:
        (?P<string> "(?: [^"\\\x00-\x1f]++ | \\["\\/bfnrt] | \\u[0-9a-fA-F]{4} )*+" )
      | (?P<number> -?(?: 0 | [1-9][0-9]*+ ) (?: \.[0-9]++ )? (?: [eE][+-]?[0-9]++ )? (?![\w.]) )
      | (?P<word> (?: true | false | null ) (?!\w) )
      | (?P<mark> [\[\]{}:,] )
    )""",
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\n\r]*+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_ANY_INT = 300
"""Digits that `int` is asked to read: it refuses very long ones, which `Decimal` takes."""


class Kind(StrEnum):
    """What a value is."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class Member(Frozen):
    """One member of an object; `key_span` has the quotes in it."""

    key: str
    key_span: Span
    value: Node


class Node(Frozen):
    """A value and where its text is; `value` is of scalars, escapes read, numbers exact."""

    kind: Kind
    value: Scalar
    span: Span
    members: tuple[Member, ...] = ()
    items: tuple[Node, ...] = ()

    def get(self, key: str) -> Node | None:
        """Return the value of a member; of a key that is given twice the last, as Graph reads."""
        for member in reversed(self.members):
            if member.key == key:
                return member.value
        return None

    def at(self, pointer: str) -> Node:
        """Return the node that a JSON pointer (RFC 6901) names; LookupError if there is none."""
        node = self
        for step in steps(pointer):
            node = _child(node, step, pointer)
        return node

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed([*node.items, *(member.value for member in node.members)])


class NotJsonError(ToolError):
    """A text that is no JSON; the message says where, as `name:line:column`."""


def steps(pointer: str) -> list[str]:
    """Return the keys and indexes of a JSON pointer; LookupError for what is no pointer."""
    if pointer and not pointer.startswith("/"):
        raise LookupError(f"{pointer!r} is no JSON pointer: one begins with `/`")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def step(key: str | int) -> str:
    """Return what a key or an index adds to a JSON pointer."""
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def read(text: str, name: str = "JSON") -> Node:
    """Read a JSON text (RFC 8259); NotJsonError for anything else, or if it is nested too deeply.

    `name` is what the error calls the text. Keys that are given twice are both there.
    """
    return _Reader(Source(name, text)).document()


def _child(node: Node, name: str, pointer: str) -> Node:
    found = None
    if node.kind is Kind.OBJECT:
        found = node.get(name)
    elif name.isdecimal() and name.isascii() and str(int(name)) == name:
        found = node.items[int(name)] if int(name) < len(node.items) else None
    if found is None:
        raise LookupError(f"{pointer}: there is no `{name}`")
    return found


class _Open:
    """An object or an array whose end has not been read yet."""

    def __init__(self, kind: Kind, start: int) -> None:
        self.kind, self.start = kind, start
        self.members: list[Member] = []
        self.items: list[Node] = []
        self.key: tuple[str, Span] | None = None

    def take(self, node: Node) -> None:
        if self.key is None:
            self.items.append(node)
        else:
            self.members.append(Member(*self.key, node))
            self.key = None

    def closed(self, end: int) -> Node:
        span = Span(self.start, end)
        return Node(self.kind, None, span, tuple(self.members), tuple(self.items))


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source, self.text, self.at = source, source.text, 0
        self.open: list[_Open] = []

    def document(self) -> Node:
        """Read the whole text without recursion, one value or one end of one a turn."""
        node = self._value()
        while node is None or self.open:
            node = self._value() if node is None else self._after(node)
        end = self._past_space()
        if end < len(self.text):
            self._fail(end, "there is text after the end")
        return node

    def _value(self) -> Node | None:
        """Read a value up to its end, or up to the first child of an object or array."""
        found, start = self._token("a value")
        if found["string"] is not None:
            return Node(Kind.STRING, _string(found["string"]), Span(start, self.at))
        if found["number"] is not None:
            return Node(Kind.NUMBER, _number(found["number"]), Span(start, self.at))
        if found["word"] is not None:
            word = _WORDS[found["word"]]
            kind = Kind.NULL if word is None else Kind.BOOLEAN
            return Node(kind, word, Span(start, self.at))
        if found["mark"] not in ("{", "["):
            self._fail(start, "a value is expected")
        return self._begin(found["mark"], start)

    def _begin(self, mark: str, start: int) -> Node | None:
        opened = _Open(Kind.OBJECT if mark == "{" else Kind.ARRAY, start)
        if len(self.open) >= DEEPEST:
            self._fail(start, f"it is nested more than {DEEPEST:,} levels deep")
        close = "}" if mark == "{" else "]"
        end = self._past_space()
        if self.text.startswith(close, end):
            self.at = end + 1
            return opened.closed(self.at)
        self.open.append(opened)
        if mark == "{":
            self._key("a key in double quotes, or `}`,")
        return None

    def _key(self, expected: str) -> None:
        found, start = self._token(expected)
        if found["string"] is None:
            self._fail(start, f"{expected} is expected")
        span = Span(start, self.at)
        colon, where = self._token("`:`")
        if colon["mark"] != ":":
            self._fail(where, "`:` is expected")
        self.open[-1].key = _string(found["string"]), span

    def _after(self, node: Node) -> Node | None:
        """Put a node into what holds it, and read on; return the holder if that ends here."""
        holder = self.open[-1]
        holder.take(node)
        close = "}" if holder.kind is Kind.OBJECT else "]"
        found, start = self._token(f"`,` or `{close}`")
        if found["mark"] == close:
            self.open.pop()
            return holder.closed(self.at)
        if found["mark"] != ",":
            self._fail(start, f"`,` or `{close}` is expected")
        if holder.kind is Kind.OBJECT:
            self._key("a key in double quotes")
        return None

    def _token(self, expected: str) -> tuple[re.Match[str], int]:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            self._unreadable(self._past_space(), expected)
        self.at = found.end()
        return found, found.start(found.lastgroup or 0)

    def _past_space(self) -> int:
        found = _SPACE.match(self.text, self.at)
        return found.end() if found else self.at

    def _unreadable(self, at: int, expected: str) -> NoReturn:
        if at >= len(self.text):
            self._fail(at, f"it ends where {expected} is expected")
        if self.text[at] == '"':
            self._fail(at, "a text is not closed, or has a bad escape or a control character in it")
        self._fail(at, f"{expected} is expected")

    def _fail(self, at: int, what: str) -> NoReturn:
        line, column = self.source.line_column(at)
        raise NotJsonError(f"{self.source.path}:{line}:{column}: not JSON: {what}")


def _string(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    value: str = json.loads(token)
    return value


def _number(token: str) -> int | Decimal:
    is_plain = token.removeprefix("-").isdecimal() and len(token) < _ANY_INT
    return int(token) if is_plain else Decimal(token)
