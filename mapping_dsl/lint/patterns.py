"""The patterns of a block: where each stands, and what is matched against it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang import ambiguity
from mapping_dsl.lang.escapes import PatternError
from mapping_dsl.lang.pattern import translate
from mapping_dsl.lang.pattern_tree import (
    Chars,
    Choice,
    Edge,
    Group,
    Pattern,
    Repeat,
    Sequence,
    parse,
)
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Expression,
    ObjectMapping,
    Scope,
)
from mapping_dsl.resolve.shape import Shape
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import String, walk

_TRIES = 100_000_000  # that take about a second


class Use(Frozen):
    """One pattern in a row's Replace, or in a scope.

    `matched` is what it is matched against, `shape` what is known of that. A scope has an
    `operator`, a Replace has not.
    """

    pattern: str
    subject: str
    matched: Expression
    shape: Shape
    within: AttributeMapping | Scope
    group: str | None = None
    replacement: str | None = None
    operator: str = ""

    def what(self, context: Context) -> str:
        """Return what it is matched against, for a message."""
        if isinstance(self.within, AttributeMapping):
            return written.shown(self.within, self.matched, context)
        return self.subject

    def place(self, context: Context) -> Place:
        """Return where the pattern stands."""
        if isinstance(self.within, AttributeMapping):
            return written.string(self.within, self.pattern, context)
        return _in_scope(self.within.place, self.pattern, context)


@cache
def tree_of(pattern: str) -> Pattern | None:
    """Return a pattern's tree; none for one that is no pattern, or too deep to be looked at."""
    try:
        translate(pattern)
        return parse(pattern)
    except PatternError:
        return None


@cache
def runs_away(pattern: str) -> bool:
    """Tell whether a pattern is known to run away."""
    tree = tree_of(pattern)
    return tree is not None and ambiguity.runs_away(_opened(tree))


def reversed_bounds(pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Yield the bounds of repetitions that have more at least than at most, as in `a{2,1}`."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Repeat) and node.most is not None and node.most < node.least:
            yield node.least, node.most
        waiting += _within(node)


def _within(node: Pattern) -> list[Pattern]:
    match node:
        case Sequence(items) | Choice(items):
            return list(items)
        case Repeat(inner) | Group(inner):
            return [inner]
        case Edge(_, inner) if inner is not None:
            return [inner]
        case _:
            return []


def _opened(node: Pattern) -> Pattern:
    """Return a pattern with those counted repetitions without end that could as well have none.

    Each round of `(?:a{1,5}){1,20}` can end in five places: there are as many ways as anybody
    would wait for, though not more and more of them.
    """
    match node:
        case Sequence(items) | Choice(items):
            return node.but(items=tuple(map(_opened, items)))
        case Group(inner):
            return node.but(inner=_opened(inner))
        case Repeat(inner, least, most):
            endless = most is not None and most >= least and _choices(inner) ** most >= _TRIES
            return Repeat(_opened(inner), least, None if endless else most)
        case _:
            return node


def _choices(node: Pattern) -> int:
    """Return in how many places a counted repetition of one character can end."""
    while isinstance(node, Group) and not node.atomic:
        node = node.inner
        if isinstance(node, Sequence | Choice) and len(node.items) == 1:
            (node,) = node.items
    if not isinstance(node, Repeat) or not isinstance(node.inner, Chars) or node.most is None:
        return 1
    return max(node.most - node.least + 1, 1)


def uses(objects: ObjectMapping, context: Context) -> list[Use]:
    """Return the patterns of a block's rows and scopes, as far as they are constants."""
    return context.once((uses, id(objects)), lambda: list(_uses(objects, context)))


def _uses(objects: ObjectMapping, context: Context) -> Iterator[Use]:
    for row, flow in context.flows(objects):
        for call, known in flow.calls("Replace"):
            pattern = constant(call, "regexPattern")
            if pattern is not None:
                yield _in_row(pattern, row, call, known)
    yield from _in_scopes(objects, context)


def _in_row(pattern: str, row: AttributeMapping, call: Call, known: Inference) -> Use:
    (matched,) = argument(call, "replacementAttributeName") or argument(call, "source")
    return Use(
        pattern,
        shorten(row.target.path),
        matched,
        known.shape(matched),
        row,
        constant(call, "regexGroupName"),
        constant(call, "replacementValue"),
    )


def _in_scopes(objects: ObjectMapping, context: Context) -> Iterator[Use]:
    shapes = context.unscoped(objects)
    for scope in objects.scopes:
        clauses = {clause: None for group in scope.groups for clause in group}
        for clause in clauses:
            if clause.operator.endswith("matches"):
                attribute, pattern = Attribute(clause.attribute), clause.value or ""
                shape, operator = shapes.attribute(clause.attribute), clause.operator
                yield Use(pattern, clause.attribute, attribute, shape, scope, operator=operator)


def _in_scope(scope: Place, pattern: str, context: Context) -> Place:
    """Return where a pattern stands in a scope; the whole scope if it does not."""
    for block in context.resolved.merged.blocks.values():
        for node, source in block.scopes.values():
            if source is scope.source and node.span == scope.span:
                found = (n for n in walk(node) if isinstance(n, tree.ScopeTest))
                texts = (n.value for n in found if isinstance(n.value, String))
                span = next((text.span for text in texts if text.value == pattern), scope.span)
                return Place(source, span)
    return scope
