"""The parts of an expression: those whose results are sent, and those that only decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Expression
from mapping_dsl.resolve.shape import Shape, Type

DECIDING = {
    "IIF": {"condition"},
    "Switch": {"source"},
    "CBool": {"Expression"},
    "InStr": {"value1", "value2", "start", "compareType"},
    "Count": {"attribute"},
}
"""Parameters of which nothing comes to be in the result but an answer."""
CHOOSING = ("IIF", "Switch", "Coalesce", "IgnoreFlowIfNullOrEmpty", "Redact", "SelectUniqueValue")
"""Functions that give one of their arguments as it is."""

KEEPING = ("ToLower", "ToUpper", "PCase", "Trim", "StripSpaces", "NormalizeDiacritics", "CStr")
"""Functions that change the case or the spaces of a text."""

Part = tuple[Expression, Inference]
Called = tuple[Call, Inference]


class Flow:
    """One source, taken apart once for all rules: each part with what is known in its branch."""

    def __init__(self, source: Expression, known: Inference) -> None:
        self.source, self.known = source, known

    @cached_property
    def shape(self) -> Shape:
        """What is known of the results, worked out from the innermost part to the whole."""
        for one, known in reversed(self.parts):
            known.shape(one)
        return self.known.shape(self.source)

    @cached_property
    def parts(self) -> list[Part]:
        """The source and all in it."""
        return list(_walk(self.source, self.known, sent_only=False))

    @cached_property
    def types(self) -> set[Type]:
        """The types of the source and of all in it."""
        return {known.shape(one).type for one, known in self.parts}

    @cached_property
    def names(self) -> set[str]:
        """The attributes that are used."""
        return {one.name for one, _ in self.parts if isinstance(one, Attribute)}

    @cached_property
    def sent(self) -> list[Part]:
        """The source and all in it of which something comes to be in the result."""
        return list(_walk(self.source, self.known, sent_only=True))

    def calls(self, *functions: str) -> Iterator[Called]:
        """Yield the calls of some functions."""
        for function in functions:
            yield from self._calls.get(function, ())

    def sent_calls(self, *functions: str) -> Iterator[Called]:
        """Yield those calls of which something comes to be in the result."""
        if any(function in self._calls for function in functions):
            for one, known in self.sent:
                if isinstance(one, Call) and one.function in functions:
                    yield one, known

    @cached_property
    def functions(self) -> set[str]:
        """The functions that are called."""
        return set(self._calls)

    @cached_property
    def _calls(self) -> dict[str, list[Called]]:
        calls = defaultdict(list)
        for one, known in self.parts:
            if isinstance(one, Call):
                calls[one.function].append((one, known))
        return dict(calls)


def _walk(expression: Expression, known: Inference, *, sent_only: bool) -> Iterator[Part]:
    waiting: list[Part] = [(expression, known)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        one, inner = waiting.pop()
        if (id(one), id(inner)) in seen:
            continue
        seen.add((id(one), id(inner)))
        yield one, inner
        below: list[Part] = []
        if isinstance(one, Call):
            below = list(sent_arguments(one, inner) if sent_only else _arguments(one, inner))
        elif isinstance(one, Comparison) and not sent_only:
            below = [(one.left, inner), (one.right, inner)]
        waiting += reversed(below)


def chosen(
    expression: Expression, known: Inference, through: tuple[str, ...] = ()
) -> Iterator[Part]:
    """Yield what an expression may come to as a whole: its branches, and theirs.

    `through` are functions that change a value a little, and are looked through.
    """
    waiting: list[Part] = [(expression, known)]
    while waiting:
        one, inner = waiting.pop()
        if isinstance(one, Call) and one.function in (*CHOOSING, *through):
            waiting += reversed(list(sent_arguments(one, inner)))
        else:
            yield one, inner


def _arguments(call: Call, known: Inference) -> Iterator[Part]:
    return ((value, inner) for _, value, inner in known.parts(call))


def sent_arguments(call: Call, known: Inference) -> Iterator[Part]:
    """Yield the arguments of a call of which something comes to be in its result."""
    deciding = DECIDING.get(call.function, ())
    key = False
    for name, value, inner in known.parts(call):
        key = name == "switchValue" and not key
        if name not in deciding and not key:
            yield value, inner
