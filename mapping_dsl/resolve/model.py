"""What a mapping means: no syntax, and an expression is one of four plain Entra nodes.

A mapping that was formatted anew, or read from Entra's JSON, is the same value. Names are Graph's.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeAlias

from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.unsaid import Unsaid
from mapping_dsl.source import Span

# --- expressions -------------------------------------------------------------------------------


class Kind(StrEnum):
    """What a constant was: a literal, `%DomainFQDN%`, or a bare word such as `vbTextCompare`."""

    LITERAL = "literal"
    ENVIRONMENT = "environment"
    WORD = "word"


class Attribute(Frozen):
    """A source attribute, by its provisioning name."""

    name: str


class Constant(Frozen):
    """A constant's text: whether it was quoted is the printer's affair."""

    text: str
    kind: Kind = Kind.LITERAL


class Comparison(Frozen):
    """`left operator right`, with one of Entra's `=`, `<>`, `>`, `>=`, `<`, `<=`."""

    left: Expression
    operator: str
    right: Expression


class Call(Frozen):
    """A function and its arguments: (Microsoft's parameter name, values) in declared order.

    An omitted slot is not there. Only a repeating parameter has more than one value.
    """

    function: str
    arguments: tuple[tuple[str, tuple[Expression, ...]], ...]


Expression: TypeAlias = Attribute | Constant | Comparison | Call


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly inside one, in the order of evaluation."""
    match expression:
        case Comparison():
            return expression.left, expression.right
        case Call():
            return tuple(value for _, values in expression.arguments for value in values)
        case _:
            return ()


def walk(expression: Expression | None) -> Iterator[Expression]:
    """Yield an expression and all in it, in the order of the text.

    Parts are shared, and an expression written out can be longer than the world: each comes once.
    """
    waiting, seen = [expression] if expression else [], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += reversed(parts(one))


def reads(expression: Expression | None) -> tuple[str, ...]:
    """Return the attributes that an expression uses, each once, in the order of the text."""
    names = (one.name for one in walk(expression) if isinstance(one, Attribute))
    return tuple(dict.fromkeys(names))


# --- mappings ----------------------------------------------------------------------------------


class Target(Frozen, aside=("path", "place")):
    """A target attribute: `key` compares, `path` is as Entra writes it, prefixes expanded."""

    key: str
    path: str
    place: Place


class Allow(Frozen, aside=("place",)):
    """A rule that is suppressed here, why, and until which day (ISO 8601)."""

    rule: str
    until: str | None
    reason: str
    place: Place


class AttributeMapping(Frozen, aside=("reason", "allows", "origin", "source_origin")):
    """One row: where a target's value comes from. `origin` is the whole row's place."""

    source: Expression | None
    target: Target
    matching_priority: int
    flow_type: str
    flow_behavior: str
    default: str | None
    reason: str
    allows: tuple[Allow, ...]
    origin: Place
    source_origin: Place


class Clause(Frozen, aside=("span",)):
    """One test of a scoping filter: the operator in the language's words, `not matches`.

    `span` is where the test stands that it was made of, in the file of its scope.
    """

    attribute: str
    operator: str
    value: str | None
    span: Span | None = None


Groups: TypeAlias = tuple[tuple[Clause, ...], ...]
"""Groups of clauses: all clauses of any one group must hold. Empty: everything is in scope."""


class Scope(Frozen, aside=("place",)):
    """A scoping filter of one of Entra's three kinds: `groups`, `input` or `category`."""

    kind: str
    groups: Groups
    place: Place


class ObjectMapping(
    Frozen,
    aside=("allows", "origin", "unresolved", "open_scopes", "dropped", "says_actions", "unsaid"),
):
    """All rows from one kind of source object to one kind of target object.

    `kind` is `users`, `groups` or `object`. `unresolved` are the keys of the targets whose rows
    have errors, and `open_scopes` the kinds of the scopes that have, so that nobody concludes that
    these are not mapped, and that everybody is in scope. `dropped` are the keys of the targets that
    a `drop` names: nobody forgot those. Without `says_actions` they are the ones by default.
    `unsaid` is what its comments list of the schema that it was imported from.
    """

    kind: str
    source_object: str
    target_object: str
    enabled: bool
    actions: frozenset[str]
    scopes: tuple[Scope, ...]
    mappings: tuple[AttributeMapping, ...]
    allows: tuple[Allow, ...]
    origin: Place
    unresolved: frozenset[str]
    open_scopes: tuple[str, ...] = ()
    dropped: frozenset[str] = frozenset()
    says_actions: bool = True
    unsaid: tuple[Unsaid, ...] = ()


class SynchronizationRule(Frozen, aside=("origin",)):
    """Object mappings between two directories; `name` is empty where none was written."""

    name: str
    source_directory: str
    target_directory: str
    object_mappings: tuple[ObjectMapping, ...]
    origin: Place


class Declared(Frozen, aside=("place",)):
    """An attribute that the tenant's attribute list adds; names of Graph's attributeDefinition."""

    side: str
    name: str
    type: str
    multivalued: bool
    required: bool
    anchor: bool
    case_exact: bool
    mutability: str
    place: Place


class Mapping(Frozen, aside=("origin", "allows", "unsaid")):
    """A whole mapping; `bases` are the presets and files that it extends, nearest first.

    `unsaid` is what comments outside of its blocks list of the schema that it was imported from.
    """

    name: str
    system: str
    bases: tuple[str, ...]
    declared: tuple[Declared, ...]
    rules: tuple[SynchronizationRule, ...]
    allows: tuple[Allow, ...]
    origin: Place
    unsaid: tuple[Unsaid, ...] = ()
