"""What a function of the language is: one row, made of the body that computes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.evidence import PAGE
from mapping_dsl.lang.types import CONVERSIONS, Bare, Lazy, Type, Value, text

_NONE: Mapping[str, Any] = {}
REQUIRED: Any = object()
"""The default of a parameter that follows optional ones and must be given nevertheless."""

_KEPT = 256  # prepared arguments per parameter; a mapping writes far fewer patterns


class Parameter(Frozen, aside=("convert",)):
    """One parameter, by the name that Microsoft's page gives it.

    `key` is what the synchronization schema calls it; `key_verified` is false where no document
    and no export shows the key, so that it is a guess. `repeating` is 0, or how many arguments
    repeat together: 1 for the sources of Join, 2 for the pairs of Switch. A bare word is its own
    text where a parameter `takes_words`.

    `convert` turns an argument into what the body is given. It depends on nothing else, so that
    whoever compiles a call converts a constant argument once.
    """

    name: str
    key: str
    key_verified: bool
    type: Type
    convert: Callable[[Any], Any]
    optional: bool
    repeating: int
    lazy: bool
    takes_words: bool

    @property
    def needed(self) -> bool:
        """Whether it is one argument and must be given."""
        return not self.optional and not self.repeating

    def __str__(self) -> str:
        return f"{self.name}{'?' if self.optional else ''}{'…' if self.repeating else ''}"


class Function(Frozen, aside=("body",)):
    """One row of the table.

    `text` is its page, indented as in the source. `required` counts the parameters, first in
    order and none of them repeating, that must be given; a `strict` function is absent when one
    that must be given is. With `all_slots` every slot is written, be it empty. `older` names the
    parameters of a former signature, told by its number of slots. `documented` is false for what
    works in real schemas and does not stand on Microsoft's page of functions.
    """

    name: str
    parameters: tuple[Parameter, ...]
    required: int
    returns: Type
    text: str
    strict: bool
    deterministic: bool
    documented: bool
    all_slots: bool
    older: tuple[str, ...]
    evidence: tuple[str, ...]
    body: Callable[..., Any]

    @property
    def signature(self) -> str:
        """The call as people write it: `Switch(source, defaultValue?, switchValue…)`."""
        return f"{self.name}({', '.join(map(str, self.parameters))})"

    @property
    def page(self) -> str:
        """The page without the indentation of the source."""
        return "\n".join(line.removeprefix("    ") for line in self.text.strip().splitlines())

    @property
    def examples(self) -> Iterator[tuple[str, str]]:
        """The examples of the page: a call, and what it gives, both in the language.

        An argument can also be `absent`; a result can be `absent`, `skipped`, `error: ` and its
        message, or a list such as `["a", "b"]`.
        """
        lines = self.page.splitlines()
        for call, result in pairwise(lines):
            if call.startswith(">>> "):
                yield call.removeprefix(">>> "), result

    def call(self, arguments: Sequence[Any]) -> Value:
        """Return the value for one argument per parameter, in the order of the parameters.

        An argument is a value; `None` when it is absent or omitted; for a lazy parameter a value
        or a `Lazy`; for a repeating one the tuple of its arguments. Raises EvaluationError, Skip.
        """
        needed = (a for p, a in zip(self.parameters, arguments, strict=True) if p.needed)
        if self.strict and None in needed:
            return None
        given: list[Any] = []
        for parameter, argument in zip(self.parameters, arguments, strict=True):
            if parameter.repeating:
                given += map(parameter.convert, argument)
            else:
                given.append(parameter.convert(argument))
        result: Value = self.body(*given)
        return str(bool(result)) if self.returns is Type.BOOLEAN else result


def function(
    *,
    strict: bool = True,
    deterministic: bool = True,
    documented: bool = True,
    all_slots: bool = False,
    older: tuple[str, ...] = (),
    repeating: int = 1,
    keys: Mapping[str, str] = _NONE,
    guessed: Sequence[str] = (),
    prepare: Mapping[str, Callable[[str], Any]] = _NONE,
    evidence: tuple[str, ...] = (PAGE,),
) -> Callable[[Callable[..., Any]], Function]:
    """Make the row of a body, whose annotations are its signature (see `CONVERSIONS`).

    A parameter with a default is optional; `*name` repeats, `repeating` arguments together.
    `keys` are the JSON keys that differ from the name, `guessed` the parameters whose key no
    source shows. `prepare` makes of a text what the body needs, such as a compiled pattern: the
    language passes the text, the body is given the thing, and the last few are kept.
    """

    def make(body: Callable[..., Any]) -> Function:
        annotations = dict(body.__annotations__)
        returns, _ = CONVERSIONS[annotations.pop("return")]
        singles = body.__code__.co_argcount
        defaults = body.__defaults__ or ()
        required = singles - len(defaults)
        optional = [default is not REQUIRED for default in defaults]
        parameters = []
        for index, (name, annotation) in enumerate(annotations.items()):
            made = _prepared(prepare[name]) if name in prepare else CONVERSIONS[annotation]
            parameter = Parameter(
                name,
                key=keys.get(name, name),
                key_verified=name not in guessed,
                type=made[0],
                convert=made[1],
                optional=required <= index < singles and optional[index - required],
                repeating=repeating if index >= singles else 0,
                lazy=annotation == Lazy,
                takes_words=annotation == Bare | None,
            )
            parameters.append(parameter)
        return Function(
            body.__name__,
            tuple(parameters),
            required,
            returns,
            body.__doc__ or "",
            strict,
            deterministic,
            documented,
            all_slots,
            older,
            evidence,
            body,
        )

    return make


def _prepared(prepare: Callable[[str], Any]) -> tuple[Type, Callable[[Value], Any]]:
    kept = lru_cache(maxsize=_KEPT)(prepare)
    return Type.STRING, lambda value: None if value is None else kept(text(value))
