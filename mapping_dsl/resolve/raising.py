"""From the model back to a tree: what a person would write so that it resolves to the same.

The opposite of lowering, for mappings that come from Entra's JSON. Each piece is lowered again and
compared, so that what comes out is what went in, or `Unsayable` is raised.
"""

from __future__ import annotations

import re
from typing import NoReturn

from mapping_dsl.catalog import paths
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.resolve import model
from mapping_dsl.resolve.lowering import LONGEST, Lowering
from mapping_dsl.resolve.model import Kind
from mapping_dsl.resolve.rows import ALWAYS, FLOW_TYPES, ON_CREATE
from mapping_dsl.resolve.scoping import Scoping
from mapping_dsl.source import Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.tables import LITERALS

_HERE = Span(0, 0)
_NAME = re.compile(r"[A-Za-z_]\w*([.\-]\w+)*")
_BRACKETED = re.compile(r"[^\]\s]([^\]\n]*[^\]\s])?")
_TARGET = re.compile(r'[A-Za-z](\w|:|-(?!>)|\.(?=\w))*(\[("[^"\n]*"|[^\]"\n])*\])?(\.\$?\w+)*')
_ENVIRONMENT = re.compile(r"%\w+%")
_WORD = re.compile(r"[A-Za-z_]\w*")
_ESCAPED = re.compile(r'["\\]')
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""What no editor shows, or what makes it show another text: the language has no escape for it."""
_INTEGER = re.compile("0|-?[1-9][0-9]*", re.ASCII)
_MOST = 2**31 - 1
_FLOW_BEHAVIORS = ("FlowWhenChanged", "FlowAlways")


class Unsayable(ValueError):  # noqa: N818 (it is not a fault of anybody's)
    """The language has no words for something; the message says what it is, in a clause."""


def string(text: str) -> ex.String:
    """Return a text in quotes."""
    if "\r\n" in text:
        raise Unsayable("a text with a line end of Windows'")
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Unsayable("a text with half a character")
    if _UNSEEN.search(text):
        raise Unsayable("a text with a control character")
    return ex.String(_HERE, '"' + _ESCAPED.sub(r"\\\g<0>", text) + '"')


def name(text: str) -> ex.Name:
    """Return a word of a tree."""
    return ex.Name(_HERE, text)


def row(mapping: model.AttributeMapping) -> tree.Row:
    """Return the row that means an attribute mapping."""
    if mapping.flow_behavior not in _FLOW_BEHAVIORS:
        raise Unsayable(f"the flow behavior `{mapping.flow_behavior}`")
    if mapping.flow_type not in FLOW_TYPES:
        raise Unsayable(f"the flow type `{mapping.flow_type}`")
    if not 0 <= mapping.matching_priority <= _MOST:
        raise Unsayable("a matching priority below zero")
    return tree.Row(_HERE, _source(mapping.source), target(mapping.target), _options(mapping))


def _options(mapping: model.AttributeMapping) -> tuple[tree.Option, ...]:
    found: list[tree.Option] = []
    if mapping.matching_priority:
        found.append(tree.Match(_HERE, ex.Number(_HERE, str(mapping.matching_priority))))
    if mapping.flow_type == ON_CREATE:
        found.append(tree.OnCreate(_HERE))
    elif mapping.flow_type != ALWAYS:
        found.append(tree.FlowType(_HERE, name(mapping.flow_type)))
    if mapping.flow_behavior == "FlowAlways":
        found.append(tree.FlowAlways(_HERE))
    if mapping.default is not None:
        found.append(tree.Default(_HERE, string(mapping.default)))
    if mapping.reason:
        found.append(tree.Because(_HERE, string(mapping.reason)))
    return tuple(found)


def target(meant: model.Target) -> ex.Name:
    """Return a target as people write it: a known URN as its prefix, what is no path in quotes."""
    if not meant.path.strip():
        raise Unsayable("no target")
    string(meant.path)
    short = paths.shorten(meant.path)
    if _TARGET.fullmatch(short) and paths.expand(short) == meant.path:
        return name(short)
    odd = "`" in meant.path or "\n" in meant.path or "\r" in meant.path
    if odd or paths.expand(meant.path) != meant.path:
        raise Unsayable("a target that cannot be spelled so")
    return name(f"`{meant.path}`")


def attribute(text: str) -> ex.Name:
    """Return the name of a source attribute."""
    if not _BRACKETED.fullmatch(text):
        raise Unsayable("an attribute's name that cannot stand in brackets")
    string(text)
    return name(text)


def _source(source: model.Expression | None) -> tree.Direct | tree.Nothing | ex.Expression:
    match source:
        case None:
            return tree.Nothing(_HERE)
        case model.Attribute(named) if _is_bare(named):
            return tree.Direct(_HERE, name(named))
        case model.Constant(_, Kind.WORD):
            return ex.Parenthesis(_HERE, expression(source))
        case _:
            return expression(source)


def _is_bare(named: str) -> bool:
    return bool(_NAME.fullmatch(named)) and named not in LITERALS and named.lower() != "null"


def expression(meant: model.Expression) -> ex.Expression:
    """Return an expression as Entra writes it; it has been lowered again and is the same."""
    raised = _raised(meant)
    lowered = Lowering(_no_reference, _function, _refuse).value(raised)
    if lowered is None or lowered.node != meant:
        raise Unsayable("an expression that means something else when it is written")
    if lowered.size > LONGEST:
        raise Unsayable(f"an expression of more than {LONGEST:,} characters")
    return raised


def _raised(meant: model.Expression) -> ex.Expression:
    match meant:
        case model.Attribute(named):
            return ex.Attribute(_HERE, attribute(named).text)
        case model.Constant(text, Kind.WORD) if _WORD.fullmatch(text) and text not in LITERALS:
            return ex.Word(_HERE, text)
        case model.Constant(text, Kind.ENVIRONMENT) if _ENVIRONMENT.fullmatch(text):
            return ex.Environment(_HERE, text)
        case model.Constant(text, Kind.LITERAL):
            return string(text)
        case model.Constant(text):
            raise Unsayable(f"the constant `{text}`")
        case model.Comparison(left, operator, right):
            return ex.Comparison(_HERE, _raised(left), name(operator), _raised(right))
        case model.Call():
            return _call(meant)


def _call(meant: model.Call) -> ex.Call:
    """Return a call with its slots; empty ones at its end stand only where every slot must."""
    function = FUNCTIONS.get(meant.function)
    if function is None:
        raise Unsayable(f"the function `{meant.function}`, which this version does not know")
    given = dict(meant.arguments)
    slots: list[ex.Argument | None] = []
    for parameter in function.parameters:
        values = given.get(parameter.name, ())
        slots += [ex.Argument(_HERE, None, _argument(value, parameter.type)) for value in values]
        slots += [None] * (not values and not parameter.repeating)
    while slots and slots[-1] is None and not function.all_slots:
        slots.pop()
    return ex.Call(_HERE, name(meant.function), tuple(slots))


def _argument(value: model.Expression, type_: Type) -> ex.Expression:
    """Return an argument; a whole number stands without quotes where a number is expected."""
    match value:
        case model.Constant(text, Kind.LITERAL) if type_ is Type.INTEGER and _INTEGER.fullmatch(
            text
        ):
            return ex.Number(_HERE, text)
        case _:
            return _raised(value)


def _function(call: ex.Call) -> Function:
    return FUNCTIONS[call.function.text]


def _no_reference(_: ex.Reference) -> NoReturn:
    raise AssertionError("nothing refers to a name here")


def _refuse(_: ex.Call | ex.Case, message: str, __: int | None) -> NoReturn:
    raise Unsayable(f"a call that cannot be written: {message}")


def scope(meant: model.Scope) -> tree.Scope:
    """Return a scope: groups of clauses as `or` of `and`."""
    groups: list[tree.ScopeExpression] = [_all([_test(c) for c in group]) for group in meant.groups]
    test = groups[0] if len(groups) == 1 else tree.ScopeOr(_HERE, tuple(groups))
    if Scoping(_no_reference, _complain).groups(test) != meant.groups:
        raise Unsayable("a filter that means something else when it is written")
    kind = None if meant.kind == "groups" else name(meant.kind)
    return tree.Scope(_HERE, kind, test)


def _all(tests: list[tree.ScopeExpression]) -> tree.ScopeExpression:
    if not tests:
        raise Unsayable("a group without clauses")
    return tests[0] if len(tests) == 1 else tree.ScopeAnd(_HERE, tuple(tests))


def _test(clause: model.Clause) -> tree.ScopeExpression:
    numeric = clause.operator in (">", ">=", "has bits", "lacks bits")
    value: ex.String | ex.Number | None = None
    if clause.value is not None:
        is_number = numeric and _INTEGER.fullmatch(clause.value)
        value = ex.Number(_HERE, clause.value) if is_number else string(clause.value)
    return tree.ScopeTest(_HERE, attribute(clause.attribute), clause.operator, value)


def _complain(_: tree.ScopeExpression | ex.Reference, message: str, __: str) -> NoReturn:
    raise Unsayable(f"a filter that cannot be written: {message}")


_TYPES = {"DateTime": "datetime"}
_MUTABILITY = {
    "ReadWrite": (),
    "ReadOnly": ("read-only",),
    "WriteOnly": ("write-only",),
    "Immutable": ("immutable",),
}


def declaration(meant: model.Declared) -> tree.Declaration:
    """Return the line of an `attributes` block that declares an attribute."""
    bare = _NAME.fullmatch(meant.name)
    words = (
        *(("multivalued",) * meant.multivalued),
        *(("required",) * meant.required),
        *(("anchor",) * meant.anchor),
        *(("case-exact",) * meant.case_exact),
        *_MUTABILITY[meant.mutability],
    )
    return tree.Declaration(
        _HERE,
        name(meant.name) if bare else string(meant.name),
        name(_TYPES.get(meant.type, meant.type.lower())),
        tuple(map(name, words)),
    )
