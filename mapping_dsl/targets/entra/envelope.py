"""What a JSON file holds: a schema, a template with one, or a part that stands alone."""

from __future__ import annotations

import json
from typing import Any

from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import Kind, Node, step
from mapping_dsl.source import Source, Span

_RULE = "/synchronizationRules/0"
_BLOCK = f"{_RULE}/objectMappings/0"
_ROWS = f"{_BLOCK}/attributeMappings"
_PARTS = (
    (("objectMappings",), _RULE),
    (("attributeMappings",), _BLOCK),
    (("targetAttributeName", "source"), f"{_ROWS}/0"),
)
"""The names that tell a part, and where it belongs."""

_WANTED = "a schema with `synchronizationRules`, a template with one, or `attributeMappings`"


class Envelope(Frozen):
    """A schema as a value, and where its parts stand in the file.

    What a whole schema has at the pointer `inside` stands in the file at `outside`; what is not
    below it was not in the file. `beside` are pointers of the file around the schema.
    """

    source: Source
    root: Node
    value: dict[str, Any]
    inside: str = ""
    outside: str = ""
    beside: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether a schema was there, not only a part of one."""
        return not self.inside

    def pointer(self, inner: str) -> str:
        """Return where a part of the schema stands in the file."""
        below = inner == self.inside or inner.startswith(f"{self.inside}/")
        return self.outside + inner[len(self.inside) :] if below else self.outside

    def place(self, pointer: str) -> Place:
        """Return the place of what a pointer of the file leads to, or of what should have it."""
        while True:
            try:
                return Place(self.source, Span(*self.root.at(pointer).span))
            except LookupError:
                pointer = pointer.rpartition("/")[0]


def opened(root: Node, source: Source) -> Envelope:
    """Return the schema of a file; ToolError says what the file is instead."""
    return _opened(Envelope(source, root, {}), root, "")


def _opened(found: Envelope, node: Node, at: str) -> Envelope:
    value = plain(node, found.source)
    if isinstance(value, list):
        if value and not all(_is_row(item) for item in value):
            raise _refused(found, node)
        return found.but(value=_wrapped(_ROWS, value), inside=_ROWS, outside=at)
    if not isinstance(value, dict):
        raise _refused(found, node)
    if "synchronizationRules" in value or "directories" in value:
        return found.but(value=value, outside=at)
    for name in ("schema", "value"):
        if isinstance(value.get(name), dict | list):
            return _inner(found, node, at, name)
    for names, inside in _PARTS:
        if any(name in value for name in names):
            return found.but(value=_wrapped(inside, value), inside=inside, outside=at)
    raise _refused(found, node)


def _inner(found: Envelope, node: Node, at: str, name: str) -> Envelope:
    """Return the schema of a template, or of the only one of a list."""
    inner = next(member.value for member in node.members if member.key == name)
    beside = (member.key for member in node.members if member.key != name)
    around = (*found.beside, *(at + step(one) for one in beside))
    found, at = found.but(beside=around), f"{at}/{name}"
    rows = bool(inner.items) and all(map(_is_row, plain_items(inner, found.source)))
    if inner.kind is Kind.ARRAY and not rows:
        if len(inner.items) != 1:
            what = f"a list of {len(inner.items)}, and one template or schema is expected"
            raise ToolError(f"{where(found.source, inner)}: {what}")
        inner, at = inner.items[0], f"{at}/0"
    return _opened(found, inner, at)


def plain(node: Node, source: Source) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return a value as Python has it; ToolError for a name that an object has twice."""
    match node.kind:
        case Kind.OBJECT:
            found: dict[str, Any] = {}
            for member in node.members:
                if member.key in found:
                    line, column = source.line_column(member.key_span.start)
                    what = f"the key {json.dumps(member.key)} is given twice"
                    raise ToolError(f"{source.path}:{line}:{column}: {what}")
                found[member.key] = plain(member.value, source)
            return found
        case Kind.ARRAY:
            return plain_items(node, source)
        case _:
            return node.value


def plain_items(node: Node, source: Source) -> list[Any]:
    """Return the values of an array."""
    return [plain(item, source) for item in node.items]


def _is_row(value: object) -> bool:
    return isinstance(value, dict) and ("targetAttributeName" in value or "source" in value)


def _wrapped(inside: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON is anything)
    """Return a schema in which a part stands where it belongs."""
    for token in reversed(inside.split("/")[1:]):
        value = [value] if token.isdecimal() else {token: value}
    whole: dict[str, Any] = value
    return whole


def _refused(found: Envelope, node: Node) -> ToolError:
    return ToolError(
        f"{where(found.source, node)}: this is {_article(node)}, and no part of a schema: {_WANTED}"
    )


def where(source: Source, node: Node) -> str:
    """Return the place of a value for a message: file, line and column."""
    line, column = source.line_column(node.span.start)
    return f"{source.path}:{line}:{column}"


def _article(node: Node) -> str:
    return "null" if node.kind == "null" else f"{'an' if node.kind[0] in 'ao' else 'a'} {node.kind}"
