"""The nodes of expressions: what was written, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Span

_ESCAPE = re.compile(r'\\(["\\])')


class Node(Frozen, aside=("span",)):
    """A node of the tree; two are equal when they say the same, wherever they stand."""

    span: Span


class Name(Node):
    """A word that names something: an attribute, a function, a target, a keyword's choice."""

    text: str


class String(Node):
    r"""`"…"`, its text as written: only `\"` and `\\` are escapes, other backslashes stay."""

    text: str

    @property
    def value(self) -> str:
        """What the string stands for."""
        text = self.text[1:-1]
        return _ESCAPE.sub(r"\1", text) if "\\" in text else text


class Number(Node):
    """`1`, `-10`, `42568.75`, `&HF7`, as written."""

    text: str


class Reference(Node):
    """`$name` of a `let` or a `param`; `name` is without the dollar."""

    name: str


class Attribute(Node):
    """`[mail]`."""

    name: str


class Environment(Node):
    """`%DomainFQDN%`, with its signs."""

    text: str


class Word(Node):
    """A bare word in an expression, such as `vbTextCompare`."""

    text: str


class Parenthesis(Node):
    """`(expression)`: kept, so that formatting never moves a parenthesis."""

    inner: Expression


class Argument(Node):
    """One slot of a call that is not empty, perhaps `name: value`."""

    name: Name | None
    value: Expression


class Call(Node):
    """`Name(a, , name: b)`; an empty slot is `None`."""

    function: Name
    arguments: tuple[Argument | None, ...]


class Joined(Node):
    """`a & b & c`."""

    parts: tuple[Expression, ...]


class Coalesced(Node):
    """`a ?? b ?? c`."""

    parts: tuple[Expression, ...]


class Comparison(Node):
    """`a = b`."""

    left: Expression
    operator: Name
    right: Expression


class Negation(Node):
    """`not a`."""

    inner: Expression


class Conjunction(Node):
    """`a and b and c`."""

    parts: tuple[Expression, ...]


class Disjunction(Node):
    """`a or b or c`."""

    parts: tuple[Expression, ...]


class Conditional(Node):
    """`if a then b else c`."""

    condition: Expression
    then: Expression
    otherwise: Expression


class Arm(Node):
    """`"x", "y" => value` of a `case`."""

    keys: tuple[String | Number | Reference, ...]
    value: Expression


class Case(Node):
    """`case subject { arms, else => value }`."""

    subject: Expression
    arms: tuple[Arm, ...]
    otherwise: Expression | None


Expression: TypeAlias = (
    Attribute | String | Number | Reference | Environment | Word | Parenthesis | Call | Joined
    | Coalesced | Comparison | Negation | Conjunction | Disjunction | Conditional | Case
)  # fmt: skip


class _Branches(dict[type, tuple[str, ...]]):
    """For each kind of node its fields that can hold nodes, the last first."""

    def __missing__(self, kind: type[Node]) -> tuple[str, ...]:
        values = ("Span", "str", "bool", "int")
        types = {
            name: text
            for one in kind.__mro__
            for name, text in vars(one).get("__annotations__", {}).items()
        }
        fields = (name for name in reversed(kind.__match_args__) if types[name] not in values)
        return self.setdefault(kind, tuple(fields))


_BRANCHES = _Branches()


def walk(node: Node, enters: Callable[[Node], bool] | None = None) -> Iterator[Node]:
    """Yield a node and all below it, in the order of the text; only what it `enters`, if given."""
    waiting: list[Node] = [node]
    while waiting:
        node = waiting.pop()
        if enters and not enters(node):
            continue
        yield node
        for field in _BRANCHES[type(node)]:
            value = getattr(node, field)
            if type(value) is tuple:
                waiting += [child for child in reversed(value) if child is not None]
            elif isinstance(value, Node):
                waiting.append(value)
