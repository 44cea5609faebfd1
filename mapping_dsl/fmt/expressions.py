"""Expressions to documents. What does not fit a line breaks at its outermost call or keyword."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from mapping_dsl.fmt.columns import WIDEST, filled, widest
from mapping_dsl.fmt.document import (
    EMPTY,
    HARD,
    SOFT,
    SPACE,
    STEP,
    Doc,
    Group,
    Nest,
    braced,
    group,
    joined,
)
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.syntax import expression as ex

Leaf = ex.String | ex.Number | ex.Reference | ex.Attribute | ex.Environment | ex.Word
_HUGGED = (Leaf, ex.Parenthesis, ex.Call, ex.Case)


class Expressions:
    """The expressions of one file, with its comments."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def whole(self, node: ex.Expression, prefix: str = "") -> Doc:
        """Return a node with its comments; those above it stand above the prefix, too."""
        doc = self.bare(node)
        return self._notes.around(node, (prefix, doc) if prefix else doc)

    def after(self, prefix: Doc, node: ex.Expression) -> Doc:
        """Return a node behind something; operators and `if` go to a line of their own."""
        doc = self.bare(node)
        body = (" ", doc) if isinstance(node, _HUGGED) else group(Nest(STEP, (SPACE, doc)))
        return self._notes.around(node, (prefix, body))

    def bare(self, node: ex.Expression) -> Doc:
        """Return a node without the comments beside it, but with those inside it."""
        match node:
            case ex.String() | ex.Number() | ex.Environment() | ex.Word():
                return node.text
            case ex.Reference():
                return f"${node.name}"
            case ex.Attribute():
                return f"[{node.name}]"
            case ex.Parenthesis():
                inside = (self._notes.opened(node), SOFT, self.whole(node.inner))
                return group("(", Nest(STEP, inside), SOFT, ")")
            case ex.Call():
                return self._call(node)
            case ex.Joined():
                return self._chain("& ", node.parts)
            case ex.Coalesced():
                return self._chain("?? ", node.parts)
            case ex.Comparison():
                left = self.whole(node.left)
                right = Nest(STEP, (SPACE, self.whole(node.right, f"{node.operator.text} ")))
                return group(left, right if self._notes.touches(node.left) else group(right))
            case ex.Negation():
                return group(self.whole(node.inner, "not "))
            case ex.Conjunction():
                return self._chain("and ", node.parts)
            case ex.Disjunction():
                return self._chain("or ", node.parts)
            case ex.Conditional():
                return self._conditional(node)
            case ex.Case():
                return self._case(node)
            case _:
                assert_never(node)

    def _chain(self, operator: str, parts: tuple[ex.Expression, ...]) -> Doc:
        """Return operands, each but the first on a line that starts with the operator."""
        rest = tuple((SPACE, self.whole(part, operator)) for part in parts[1:])
        return group(self.whole(parts[0]), Nest(STEP, rest))

    def _conditional(self, node: ex.Conditional) -> Group:
        """Return a chain of conditions: one to a line, or all of it on one."""
        notes, condition = self._notes, node.condition
        inner = (self.bare(condition), notes.after(condition))
        then = Nest(STEP, (SPACE, self.whole(node.then, "then ")))
        clause = group(notes.before(condition), "if ", Nest(STEP, inner), then)
        if not isinstance(node.otherwise, ex.Conditional):
            return group(clause, SPACE, self.whole(node.otherwise, "else "))
        rest = self._conditional(node.otherwise)
        plain = not notes.touches(node.otherwise)
        known = plain and clause.flat is not None and rest.flat is not None
        text = f"{clause.flat} else {rest.flat}" if known else None
        otherwise = notes.around(node.otherwise, ("else ", rest.inner))
        return Group((clause, SPACE, otherwise), text)

    def _call(self, node: ex.Call) -> Doc:
        notes = self._notes
        name = notes.around(node.function, node.function.text)
        if not node.arguments:
            return group(braced(name, notes.within(node), "()"))
        slots = list(self._slots(node.arguments))
        if _pairs(node):
            slots = _in_pairs(slots)
        end = SPACE if node.arguments[-1] is None else SOFT
        inside = (notes.within(node), joined(SPACE, [slot for _, slot in slots]))
        return group(name, "(", Nest(STEP, (SOFT, inside)), end, ")")

    def _slots(self, arguments: tuple[ex.Argument | None, ...]) -> Iterator[tuple[int, Doc]]:
        """Yield each argument and its position, with the commas up to the next one."""
        there = [position for position, argument in enumerate(arguments) if argument]
        last = len(arguments) - 1
        if not there or there[0] > 0:
            yield 0, _commas(there[0] if there else last)
        for number, position in enumerate(there, 1):
            argument = arguments[position]
            following = there[number] if number < len(there) else last
            if argument:
                yield position, self._argument(argument, _commas(following - position))

    def _argument(self, argument: ex.Argument, commas: str) -> Doc:
        """Return an argument and the commas behind it; comments end the line or stand below."""
        notes, value = self._notes, argument.value
        doc = self.after(f"{argument.name.text}:", value) if argument.name else self.whole(value)
        if not notes.touches(argument):
            return (doc, commas)
        return (notes.before(argument), doc, notes.after(argument), commas, notes.under(argument))

    def _case(self, node: ex.Case) -> Doc:
        head = self.whole(node.subject, "case ")
        keys = [self._keys(arm) for arm in node.arms]
        last = [lines[-1] for lines in keys if lines] + ["else"] * (node.otherwise is not None)
        column = widest(map(len, last))
        arms = [
            self._notes.around(arm, self._arm(arm, lines, column))
            for arm, lines in zip(node.arms, keys, strict=True)
        ]
        if node.otherwise:
            arms.append(self.after(f"{'else'.ljust(column)} =>", node.otherwise))
        inside = joined(HARD, arms) if arms else self._notes.within(node)
        return group(braced((head, " "), inside))

    def _keys(self, arm: ex.Arm) -> list[str]:
        """Return the lines that an arm's keys fill, or none if there are comments between them."""
        if any(self._notes.touches(key) for key in arm.keys):
            return []
        lines = filled([_key(key) for key in arm.keys], WIDEST)
        return [*lines[:-1], lines[-1].removesuffix(",")]

    def _arm(self, arm: ex.Arm, lines: list[str], column: int) -> Doc:
        """Return an arm, its last line of keys as wide as a column."""
        if lines:
            keys = joined(HARD, [*lines[:-1], lines[-1].ljust(column)])
            return self.after((keys, " =>"), arm.value)
        notes = self._notes
        *others, last = arm.keys
        listed = [(notes.before(k), _key(k), ",", notes.after(k), HARD) for k in others]
        head = (*listed, notes.around(last, _key(last)), " =>")
        value = arm.value
        if notes.touches(last) or notes.before(value) != EMPTY:
            inner = (HARD, notes.before(value), self.bare(value))
            return (head, Nest(STEP, inner), notes.after(value))
        return self.after(head, value)


def _key(key: ex.String | ex.Number | ex.Reference) -> str:
    return f"${key.name}" if isinstance(key, ex.Reference) else key.text


def _commas(count: int) -> str:
    return ", " * (count - 1) + "," if count else ""


def _pairs(call: ex.Call) -> bool:
    """Tell whether the arguments belong together two by two."""
    named = any(argument and argument.name for argument in call.arguments)
    return call.function.text.casefold() == "switch" and not named


def _in_pairs(slots: list[tuple[int, Doc]]) -> list[tuple[int, Doc]]:
    """Put a `Switch`'s subject beside its default, and each key beside its value."""
    pairs: dict[int, list[Doc]] = {}
    for position, doc in slots:
        pairs.setdefault(position // 2, []).append(doc)
    return [(number, group(joined(SPACE, docs))) for number, docs in pairs.items()]
