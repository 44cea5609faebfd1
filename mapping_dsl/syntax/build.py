"""Reductions of the grammar to nodes: one function a rule, nothing but construction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mapping_dsl.source import Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

Build = Callable[[list[Any], Span], Any]


def _as(node: Callable[..., Any]) -> Build:
    """Build a node whose fields are the children as they come."""
    return lambda children, span: node(span, *children)


def _text(node: Callable[..., Any], cut: int = 0) -> Build:
    """Build a leaf of one token's text, perhaps without its first character."""
    return lambda children, span: node(span, children[0].text[cut:])


def _parts(node: Callable[..., Any], first: int = 0) -> Build:
    """Build a node whose last field gathers the children from `first` on."""
    return lambda children, span: node(span, *children[:first], tuple(children[first:]))


def _string(name: ex.Name | None) -> ex.String | None:
    return None if name is None else ex.String(name.span, name.text)


def _file(children: list[Any], span: Span) -> tree.File:
    return tree.File(span, children[0], tuple(children[1:]))


def _header(children: list[Any], span: Span) -> tree.Header:
    name, system, base, *allows = children
    return tree.Header(span, ex.String(*_two(name)), _string(system), _string(base), tuple(allows))


def _two(name: ex.Name) -> tuple[Span, str]:
    return name.span, name.text


def _rule(children: list[Any], span: Span) -> tree.RuleBlock:
    name, source, target, *blocks = children
    title = ex.String(*_two(name))
    return tree.RuleBlock(span, title, _string(source), _string(target), tuple(blocks))


def _block(children: list[Any], span: Span) -> tree.Block:
    kind, source, target, disabled, *inside = children
    allows = tuple(node for node in inside if type(node) is tree.Allow)
    entries = tuple(node for node in inside if type(node) is not tree.Allow)
    return tree.Block(
        span, kind, _string(source), _string(target), disabled is not None, allows, entries
    )


def _actions(children: list[Any], span: Span) -> tree.Actions:
    return tree.Actions(span, tuple(name for name in children if name.text != "none"))


def _default(children: list[Any], span: Span) -> tree.Default:
    return tree.Default(span, children[0])


def _allow(children: list[Any], span: Span) -> tree.Allow:
    rule, until, reason = children
    return tree.Allow(span, rule, until, ex.String(*_two(reason)))


def _scope_test(children: list[Any], span: Span) -> tree.ScopeTest:
    attribute, (operator, value) = children
    return tree.ScopeTest(span, attribute, operator, value)


def _operator(words: str) -> Build:
    """Build the operator and value of a scope test."""
    return lambda children, _: (words, children[0])


def _scope_is(children: list[Any], _: Span) -> tuple[str, None]:
    negated, word = children
    return " ".join(["is", *(["not"] if negated else []), word.text]), None


def _arguments(children: list[Any]) -> tuple[ex.Argument | None, ...]:
    return () if children == [None] else tuple(children)


def _call(children: list[Any], span: Span) -> ex.Call:
    return ex.Call(span, children[0], _arguments(children[1:]))


def _case(children: list[Any], span: Span) -> ex.Case:
    subject, *arms, otherwise = children
    return ex.Case(span, subject, tuple(arms), otherwise)


def _arm(children: list[Any], span: Span) -> ex.Arm:
    return ex.Arm(span, tuple(children[:-1]), children[-1])


def _test(children: list[Any], span: Span) -> tree.Test:
    kind, title, given, assigned, current, (on_update, expectations) = children
    name = ex.String(*_two(title))
    return tree.Test(span, kind, name, given, assigned, current, on_update, expectations)


def _expect(children: list[Any], _: Span) -> tuple[bool, tuple[Any, ...]]:
    return children[0] is not None, tuple(children[1:])


def _first(children: list[Any], _: Span) -> Any:  # noqa: ANN401 (any node)
    return children[0]


BUILDERS: Mapping[str, Build] = {
    "file": _file,
    "header": _header,
    "rule": _rule,
    "param": lambda c, s: tree.Param(s, c[0], _string(c[1])),
    "let": _as(tree.Let),
    "attributes": _parts(tree.Attributes, 1),
    "declaration": _parts(tree.Declaration, 2),
    "quoted_name": _text(ex.String),
    "block": _block,
    "actions": _actions,
    "drop": _as(tree.Drop),
    "row": _parts(tree.Row, 2),
    "direct": _as(tree.Direct),
    "nothing": lambda _, s: tree.Nothing(s),
    "match": lambda c, s: tree.Match(s, ex.Number(*_two(c[0]))),
    "on_create": _as(tree.OnCreate),
    "flow_always": _as(tree.FlowAlways),
    "flow_type": _as(tree.FlowType),
    "default": _default,
    "because": lambda c, s: tree.Because(s, ex.String(*_two(c[0]))),
    "allow": _allow,
    "scope": _as(tree.Scope),
    "scope_or": _parts(tree.ScopeOr),
    "scope_and": _parts(tree.ScopeAnd),
    "scope_not": _as(tree.ScopeNot),
    "scope_group": _as(tree.ScopeGroup),
    "scope_test": _scope_test,
    "scope_attribute": _text(ex.Name),
    "scope_compare": lambda c, _: (c[0].text, c[1]),
    "scope_matches": _operator("matches"),
    "scope_not_matches": _operator("not matches"),
    "scope_is": _scope_is,
    "scope_ends_with": _operator("ends with"),
    "scope_includes": _operator("includes"),
    "scope_has_bits": _operator("has bits"),
    "scope_lacks_bits": _operator("lacks bits"),
    "conditional": _as(ex.Conditional),
    "disjunction": _parts(ex.Disjunction),
    "conjunction": _parts(ex.Conjunction),
    "negation": _as(ex.Negation),
    "comparison": _as(ex.Comparison),
    "coalesced": _parts(ex.Coalesced),
    "joined": _parts(ex.Joined),
    "attribute": _text(ex.Attribute),
    "string": _text(ex.String),
    "number": _text(ex.Number),
    "reference": _text(ex.Reference, 1),
    "environment": _text(ex.Environment),
    "word": _text(ex.Word),
    "parenthesis": _as(ex.Parenthesis),
    "call": _call,
    "argument": _as(ex.Argument),
    "case": _case,
    "arm": _arm,
    "otherwise": _first,
    "test": _test,
    "given": _first,
    "assigned": lambda c, _: c[0].text == "true",
    "current": _first,
    "expect": _expect,
    "on_update": lambda _, s: s,
    "sends": _as(tree.Sends),
    "sends_nothing": _as(tree.SendsNothing),
    "out_of_scope": _as(tree.OutOfScope),
    "no_request": _as(tree.NoRequest),
    "json_number": _text(tree.JsonNumber),
    "json_word": _text(tree.JsonWord),
    "json_object": _parts(tree.JsonObject),
    "json_pair": _as(tree.JsonPair),
    "json_array": _parts(tree.JsonArray),
}
