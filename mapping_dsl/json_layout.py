"""How a JSON text is laid out, so that what is added to it looks as if it had been there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.source import Span

Json: TypeAlias = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | Decimal | None
"""What can be printed; a key's place in a mapping is its place in the text."""

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n"}
_SHORT |= {"\r": "\\r", "\t": "\\t"}
_HTML = "'<>&"  # what Windows PowerShell's ConvertTo-Json writes as \u0027 and the like
_SURROGATES = range(0xD800, 0xE000)
_BEYOND, _ASTRAL, _SPACE = 0x7F, 0x10000, 0x20
_BLANK_LINE = 2


class Escapes(Frozen):
    r"""Which characters stand as `\u0027` and how; `quote` and `slash` are as they are written."""

    characters: frozenset[str]
    ascii_only: bool
    upper: bool
    quote: str
    slash: str

    def encoded(self, text: str) -> str:
        """Write a text as JSON, with its quotes."""
        return '"' + "".join(map(self._character, text)) + '"'

    def _character(self, one: str) -> str:
        if one == '"':
            return self.quote
        if one == "/":
            return self.slash
        if one in _SHORT:
            return _SHORT[one]
        code = ord(one)
        hidden = code < _SPACE or code in _SURROGATES or one in self.characters
        return self._numbered(code) if hidden or (self.ascii_only and code >= _BEYOND) else one

    def _numbered(self, code: int) -> str:
        if code >= _ASTRAL:
            high, low = divmod(code - _ASTRAL, 0x400)
            return self._numbered(0xD800 + high) + self._numbered(0xDC00 + low)
        return "\\u" + (f"{code:04X}" if self.upper else f"{code:04x}")


class Layout(Frozen):
    """A text's layout: `newline` is empty where all stands on one line.

    `aligned` is Windows PowerShell's: what is inside stands a `unit` right of its bracket, not of
    its line. `array` and `object` are what an empty one has inside, None for an aligned blank line.
    `flat` are the places of those that are filled and stand on one line.
    """

    newline: str
    unit: str
    aligned: bool
    colon: str
    comma: str
    pad: str
    array: str | None
    object: str | None
    escapes: Escapes
    flat: frozenset[Span]

    def printed(
        self, value: Json, indent: str, column: int, like: Node | None = None, *, line: bool = False
    ) -> str:
        """Print a value that begins in a column (from 0) of a line with an indent.

        What stands on one line in `like`, a node of the same text, does so here; with `line` all.
        """
        return _Printer(self, column).text(value, indent, like, line=line or not self.newline)

    def empty(self, *, is_object: bool, column: int) -> str:
        """Return an empty object or array whose bracket stands in a column."""
        inside = self.object if is_object else self.array
        if inside is None:
            inside = self.newline * _BLANK_LINE + " " * column
        return f"{{{inside}}}" if is_object else f"[{inside}]"


def layout(text: str, root: Node) -> Layout:
    """Return the layout of a text that is read as `root`, by what most of it does."""
    nodes = list(root.nodes())
    filled = [node for node in nodes if node.members or node.items]
    broken = [node for node in filled if "\n" in _lead(text, node)]
    aligned = _is_aligned(text, broken)
    first = broken[0] if broken else None
    lead = _lead(text, first) if first else ""
    own = indentation(text, first.span.start) if first else ""
    colon = _most((_colon(text, node) for node in filled), ": " if broken else ":")
    flat = [node for node in filled if "\n" not in text[node.span.start : node.span.end]]
    comma = _most((_comma(text, node) for node in flat), ", " if colon.endswith(" ") else ",")
    return Layout(
        lead[: lead.find("\n") + 1].lstrip(" \t"),
        lead.rpartition("\n")[2].removeprefix(own),
        aligned,
        colon,
        comma,
        _most((_lead(text, n) for n in flat if n.kind is Kind.OBJECT), ""),
        _inside(text, nodes, Kind.ARRAY, aligned=aligned),
        _inside(text, nodes, Kind.OBJECT, aligned=aligned),
        _escapes(text, html=aligned),
        frozenset(node.span for node in flat),
    )


def indentation(text: str, offset: int) -> str:
    """Return what the line of an offset begins with."""
    start = text.rfind("\n", 0, offset) + 1
    end = start
    while end < offset and text[end] in " \t":
        end += 1
    return text[start:end]


def column_of(text: str, offset: int) -> int:
    """Return how many characters stand before an offset in its line."""
    return offset - text.rfind("\n", 0, offset) - 1


def begins(node: Node) -> int:
    """Return where the first child of an object or array begins."""
    return node.members[0].key_span.start if node.members else node.items[0].span.start


def _lead(text: str, node: Node) -> str:
    return text[node.span.start + 1 : begins(node)]


def _is_aligned(text: str, broken: list[Node]) -> bool:
    """Tell whether children stand by their bracket, where that differs from by their line."""
    votes = Counter[bool]()
    unit = len(_lead(text, broken[0]).rpartition("\n")[2]) if broken else 0
    for node in broken:
        column = column_of(text, node.span.start)
        if column != len(indentation(text, node.span.start)):
            inside = len(_lead(text, node).rpartition("\n")[2])
            votes[inside == column + unit] += 1
    return votes[True] > votes[False]


def _colon(text: str, node: Node) -> str | None:
    if not node.members:
        return None
    member = node.members[0]
    return text[member.key_span.end : member.value.span.start]


def _comma(text: str, node: Node) -> str | None:
    ends = [item.span for item in node.items[:2]]
    if node.kind is Kind.OBJECT:
        ends = [Span(m.key_span.start, m.value.span.end) for m in node.members[:2]]
    return text[ends[0].end : ends[1].start] if len(ends) > 1 else None


def _inside(text: str, nodes: list[Node], kind: Kind, *, aligned: bool) -> str | None:
    empty = (node for node in nodes if node.kind is kind and not (node.members or node.items))
    spaces = (text[node.span.start + 1 : node.span.end - 1] for node in empty)
    found = _most(spaces, "\n" if aligned else "")
    return None if "\n" in found else found


def _most(found: Iterable[str | None], otherwise: str) -> str:
    counted = Counter(one for one in found if one is not None)
    return counted.most_common(1)[0][0] if counted else otherwise


def _escapes(text: str, *, html: bool) -> Escapes:
    """Return which characters a text escapes: those that never stand as they are."""
    found = {match[1] for match in _ESCAPE.finditer(text)}
    numbers = [one[1:] for one in found if len(one) > 1]
    numbered = {chr(int(number, 16)) for number in numbers}
    raw = set(text)
    hidden = {one for one in numbered if one >= " "} - raw - set('"/')
    if (html or '"' in numbered or hidden & set(_HTML)) and not raw & set(_HTML):
        hidden |= set(_HTML)
    letters = "".join(number.strip("0123456789") for number in numbers)
    upper = letters.isupper()
    slash = "/" if "/" not in found or "/" in text.replace("\\/", "") else "\\/"
    if "/" in numbered and "/" not in raw:
        slash = "\\u002F" if upper else "\\u002f"
    quote = "\\u0022" if '"' in numbered and '"' not in found else '\\"'
    beyond = text.isascii() and any(not one.isascii() for one in numbered)
    return Escapes(frozenset(hidden), beyond, upper, quote, slash)


class _Printer:
    """One value on its way to text, without recursion; `column` is where the next sign stands."""

    def __init__(self, how: Layout, column: int) -> None:
        self.how, self.column = how, column
        self.out: list[str] = []
        self.waiting: list[str | tuple[Json, str, Node | None, bool]] = []

    def text(self, value: Json, indent: str, like: Node | None, *, line: bool) -> str:
        self.waiting.append((value, indent, like, line))
        while self.waiting:
            one = self.waiting.pop()
            self._write(one) if isinstance(one, str) else self._value(*one)
        return "".join(self.out)

    def _write(self, text: str) -> None:
        self.out.append(text)
        _, newline, after = text.rpartition("\n")
        self.column = len(after) if newline else self.column + len(text)

    def _value(self, value: Json, indent: str, like: Node | None, line: bool) -> None:  # noqa: FBT001 (a frame of the stack)
        match value:
            case str():
                self._write(self.how.escapes.encoded(value))
            case Mapping() | Sequence() if not value:
                empty = self.how.empty(is_object=isinstance(value, Mapping), column=self.column)
                self._write(empty)
            case Mapping() | Sequence():
                self._container(
                    value,
                    indent,
                    like,
                    line=line or (like is not None and like.span in self.how.flat),
                )
            case _:
                self._write(_scalar(value))

    def _container(
        self,
        value: Mapping[str, Json] | Sequence[Json],
        indent: str,
        like: Node | None,
        *,
        line: bool,
    ) -> None:
        how, marks = self.how, "{}" if isinstance(value, Mapping) else "[]"
        around = " " * self.column if how.aligned else indent
        inner = around + how.unit
        pad = how.pad if marks == "{}" else ""
        first = pad if line else how.newline + inner
        between = how.comma if line else f",{how.newline}{inner}"
        parts: list[str | tuple[Json, str, Node | None, bool]] = [marks[0]]
        for at, (key, part) in enumerate(_children(value)):
            parts.append(between if at else first)
            if key is not None:
                parts.append(how.escapes.encoded(key) + how.colon)
            parts.append((part, inner, _alike(like, key), line))
        parts += [pad if line else how.newline + around, marks[1]]
        self.waiting += reversed(parts)


def _children(value: Mapping[str, Json] | Sequence[Json]) -> list[tuple[str | None, Json]]:
    if isinstance(value, Mapping):
        return list(value.items())
    return [(None, part) for part in value]


def _alike(like: Node | None, key: str | None) -> Node | None:
    """Return the child of a model that a child is printed after."""
    if like is None:
        return None
    return like.get(key) if key is not None else next(iter(like.items), None)


def _scalar(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
