"""The nodes of a whole file: what was written, and where."""

from __future__ import annotations

from typing import TypeAlias

from mapping_dsl.syntax.expression import Expression, Name, Node, Number, Reference, String


class ScopeTest(Node):
    """`country = "US"`; the operator in canonical words (`=`, `not matches`, `is null`)."""

    attribute: Name
    operator: str
    value: String | Number | Reference | None


class ScopeNot(Node):
    """`not test`: the exact complement."""

    inner: ScopeExpression


class ScopeGroup(Node):
    """`(test)`."""

    inner: ScopeExpression


class ScopeAnd(Node):
    """`a and b`."""

    parts: tuple[ScopeExpression, ...]


class ScopeOr(Node):
    """`a or b`."""

    parts: tuple[ScopeExpression, ...]


ScopeExpression: TypeAlias = ScopeTest | ScopeNot | ScopeGroup | ScopeAnd | ScopeOr


class Scope(Node):
    """`scope …`, or `input scope …`, or `category scope …`."""

    kind: Name | None
    test: ScopeExpression


# --- rows and their options --------------------------------------------------------------------


class Match(Node):
    """`match 1`."""

    priority: Number


class OnCreate(Node):
    """`on create`."""


class FlowAlways(Node):
    """`flow always`."""


class FlowType(Node):
    """`flow type MultiValueAddOnly`."""

    name: Name


class Default(Node):
    """`default "x"` or `default $name`."""

    value: String | Reference


class Because(Node):
    """`because "the reason"`."""

    reason: String


class Allow(Node):
    """`allow RULE until DATE because "reason"`."""

    rule: Name
    until: Name | None
    reason: String


Option: TypeAlias = Match | OnCreate | FlowAlways | FlowType | Default | Because | Allow


class Direct(Node):
    """A bare source attribute."""

    name: Name


class Nothing(Node):
    """`none`."""


class Row(Node):
    """`SOURCE -> TARGET OPTION…`: one attribute mapping."""

    source: Direct | Nothing | Expression
    target: Name
    options: tuple[Option, ...]


class Drop(Node):
    """`drop TARGET`."""

    target: Name


class Actions(Node):
    """`actions create, update`; `actions none` has no names."""

    names: tuple[Name, ...]


Entry: TypeAlias = Scope | Actions | Drop | Row


class Block(Node):
    """`users { … }`, `groups { … }` or `object "S" -> "T" { … }`: one object mapping."""

    kind: Name
    source: String | None
    target: String | None
    disabled: bool
    allows: tuple[Allow, ...]
    entries: tuple[Entry, ...]


# --- tests -------------------------------------------------------------------------------------


class JsonNumber(Node):
    """A number of a record."""

    text: str


class JsonWord(Node):
    """`true`, `false` or `null`."""

    text: str


class JsonPair(Node):
    """`name: value` of a record; the name may be quoted."""

    name: Name | String
    value: Json


class JsonObject(Node):
    """`{ … }`."""

    pairs: tuple[JsonPair, ...]


class JsonArray(Node):
    """`[ … ]`."""

    items: tuple[Json, ...]


Json: TypeAlias = String | JsonNumber | JsonWord | JsonObject | JsonArray


class Sends(Node):
    """`"x" -> title`."""

    value: Json
    target: Name


class SendsNothing(Node):
    """`absent -> title`."""

    target: Name


class OutOfScope(Node):
    """`out of scope`."""


class NoRequest(Node):
    """`no request`."""


Expectation: TypeAlias = Sends | SendsNothing | OutOfScope | NoRequest


class Test(Node):
    """`test "…" { given {…} expect {…} }`."""

    kind: Name | None
    title: String
    given: JsonObject
    assigned: bool | None
    current: JsonObject | None
    on_update: bool
    expectations: tuple[Expectation, ...]


# --- the file ----------------------------------------------------------------------------------


class Param(Node):
    """`param name = "default"`."""

    name: Name
    default: String | None


class Let(Node):
    """`let name = expression`."""

    name: Name
    value: Expression


class Declaration(Node):
    """`name: type modifiers` in an `attributes` block; the name may be quoted."""

    name: Name | String
    type: Name
    modifiers: tuple[Name, ...]


class Attributes(Node):
    """`attributes source { … }`."""

    side: Name
    declarations: tuple[Declaration, ...]


class RuleBlock(Node):
    """`rule "NAME" from "DIRECTORY" to "DIRECTORY" { … }`: a synchronization rule."""

    name: String
    source: String | None
    target: String | None
    blocks: tuple[Block, ...]


class Header(Node):
    """`mapping "name" for "webex" extends "base"`."""

    name: String
    system: String | None
    base: String | None
    allows: tuple[Allow, ...]


Item: TypeAlias = Param | Let | Attributes | Block | RuleBlock | Test


class File(Node):
    """A whole mapping file."""

    header: Header | None
    items: tuple[Item, ...]
