"""The branches of what is written: the ways that its evaluation can go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.binding import bind
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.preview.causes import SOFT_DELETED
from mapping_dsl.resolve.model import Expression
from mapping_dsl.source import Source, Span
from mapping_dsl.spec.marks import Mark
from mapping_dsl.spec.recording import Record
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

_SKIPPING = "IgnoreFlowIfNullOrEmpty"
_MEETS, _FAILS = "meets the condition", "fails the condition"
_CONNECTING = (ex.Parenthesis, ex.Negation, ex.Conjunction, ex.Disjunction)


class Branch(Frozen, aside=("node",)):
    """One way to go in what records of a `kind` come to: `node` has to get the mark.

    `node` is the identity of a plain node, or of a written test of a scope. `what` ends the
    sentence "no test …".
    """

    kind: str
    place: Place
    what: str
    node: int
    mark: Mark


class Branches:
    """The branches of what one file says of objects of a kind, lowered with a record."""

    def __init__(self, kind: str, source: Source, record: Record) -> None:
        self._kind, self._source, self._record = kind, source, record

    def of(self, written: ex.Expression) -> Iterator[Branch]:
        """Yield the branches of an expression and of all below it, in the order of the text."""
        logic = set[int]()
        for node in ex.walk(written):
            match node:
                case ex.Conditional():
                    yield from self._condition(node.condition, logic)
                    yield from self._arms(node.then, node.otherwise)
                case ex.Comparison() | ex.Negation() | ex.Conjunction() | ex.Disjunction():
                    if id(node) not in logic:
                        yield from self._condition(node, logic, alone=True)
                case ex.Coalesced():
                    yield from self._fallbacks(node.parts)
                case ex.Case():
                    yield from self._case(node)
                case ex.Call() if self._value(node) is not None:
                    yield from self._call(node, logic)

    def of_scope(self, test: tree.ScopeTest) -> Iterator[Branch]:
        """Yield both ways of a test of a scope."""
        for what, mark in (("meets this", Mark.TRUE), ("fails this", Mark.FALSE)):
            yield Branch(self._kind, Place(self._source, test.span), what, id(test), mark)

    def _branch(
        self, span: Span, what: str, node: Expression | None, mark: Mark
    ) -> Iterator[Branch]:
        """Yield a branch, unless its node has errors and became nothing."""
        if node is not None:
            yield Branch(self._kind, Place(self._source, span), what, id(node), mark)

    def _value(self, node: ex.Expression) -> Expression | None:
        return self._record.values.get(id(node))

    def _arms(self, then: ex.Expression, otherwise: ex.Expression) -> Iterator[Branch]:
        for node, what in ((then, _MEETS), (otherwise, _FAILS)):
            yield from self._branch(node.span, what, self._value(node), Mark.TAKEN)

    def _condition(
        self, condition: ex.Expression, logic: set[int], *, alone: bool = False
    ) -> Iterator[Branch]:
        """Yield both ways of each part of a condition; the arms stand for those of a single one.

        What it consists of is added to `logic`.
        """
        inside = list(_logical(condition))
        logic.update(map(id, inside))
        atoms = [node for node in inside if not isinstance(node, _CONNECTING)]
        for atom in atoms if alone or len(atoms) > 1 else ():
            node = self._record.truths.get(id(atom))
            yield from self._branch(atom.span, "meets this", node, Mark.TRUE)
            yield from self._branch(atom.span, "comes to this and fails it", node, Mark.FALSE)

    def _fallbacks(self, parts: tuple[ex.Expression, ...]) -> Iterator[Branch]:
        for number, part in enumerate(parts, 1):
            last = number == len(parts)
            what = "comes to this fallback" if number > 1 else "has a value here"
            yield from self._branch(
                part.span, what, self._value(part), Mark.TAKEN if last else Mark.GIVES
            )

    def _case(self, node: ex.Case) -> Iterator[Branch]:
        for arm in node.arms:
            span = Span(arm.keys[0].span.start, arm.keys[-1].span.end)
            yield from self._pair(span, arm.value)
        keys = [key.value for arm in node.arms for key in arm.keys if isinstance(key, ex.String)]
        if not _exhausted(node.subject, keys):
            yield from self._otherwise(node, node.otherwise)

    def _pair(self, keys: Span, value: ex.Expression) -> Iterator[Branch]:
        told = " ".join(self._source.text[keys.start : keys.end].split())
        span = Span(keys.start, value.span.end)
        yield from self._branch(span, f"has {told} here", self._value(value), Mark.TAKEN)

    def _otherwise(
        self, node: ex.Call | ex.Case, otherwise: ex.Expression | None
    ) -> Iterator[Branch]:
        what = "has something else here"
        if otherwise is None:
            yield from self._branch(node.span, what, self._value(node), Mark.NOTHING_CHOSEN)
        else:
            yield from self._branch(otherwise.span, what, self._value(otherwise), Mark.TAKEN)

    # --- calls -------------------------------------------------------------------------------

    def _call(self, node: ex.Call, logic: set[int]) -> Iterator[Branch]:
        match node.function.text:
            case "IIF":
                yield from self._iif(node, logic)
            case "Switch":
                yield from self._switch(node)
            case "Coalesce":
                yield from self._fallbacks(_arguments(node)["source"])
            case name if name == _SKIPPING:
                lowered = self._value(node)
                yield from self._branch(node.span, "has a value here", lowered, Mark.GIVES)
                yield from self._branch(node.span, "has nothing here", lowered, Mark.SKIPS)

    def _iif(self, node: ex.Call, logic: set[int]) -> Iterator[Branch]:
        given = _arguments(node)
        yield from self._condition(given["condition"][0], logic)
        then = given["valueIfTrue"][0]
        if "valueIfFalse" in given:
            yield from self._arms(then, given["valueIfFalse"][0])
        else:
            yield from self._branch(then.span, _MEETS, self._value(then), Mark.TAKEN)
            yield from self._branch(node.span, _FAILS, self._value(node), Mark.NOTHING_CHOSEN)

    def _switch(self, node: ex.Call) -> Iterator[Branch]:
        given = _arguments(node)
        pairs = given.get("switchValue", ())
        for key, value in zip(pairs[::2], pairs[1::2], strict=True):
            yield from self._pair(key.span, value)
        keys = [key.value for key in pairs[::2] if isinstance(key, ex.String)]
        default = given.get("defaultValue")
        if not _exhausted(given["source"][0], keys):
            yield from self._otherwise(node, default[0] if default else None)


def _arguments(node: ex.Call) -> dict[str, tuple[ex.Expression, ...]]:
    slots = [a.value if a else None for a in node.arguments if a is None or a.name is None]
    named = [(a.name.text, a.value) for a in node.arguments if a is not None and a.name is not None]
    return dict(bind(FUNCTIONS[node.function.text], slots, named)[0])


def _exhausted(subject: ex.Expression, keys: Collection[str]) -> bool:
    """Tell whether nothing is left for a default: IsSoftDeleted is computed, and one of two."""
    return subject == ex.Attribute(subject.span, SOFT_DELETED) and {"True", "False"} <= set(keys)


def _logical(condition: ex.Expression) -> Iterator[ex.Expression]:
    """Yield what `and`, `or` and `not` put together to a condition, and these themselves."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ex.Parenthesis | ex.Negation):
            waiting.append(node.inner)
        elif isinstance(node, ex.Conjunction | ex.Disjunction):
            waiting += reversed(node.parts)
