"""Values in generated code: how they are written there, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, TypeAlias

from mapping_dsl.frozen import Frozen

Kinds: TypeAlias = frozenset[type]
"""The types that a value can have; `object` among them is any type at all."""

ANYTHING: Kinds = frozenset({object})
BOOL: Kinds = frozenset({bool})
NONE: Kinds = frozenset({NoneType})
NOTHING: Kinds = frozenset()
PLAIN: Kinds = frozenset({str, int, tuple, NoneType})
TEXT: Kinds = frozenset({str})
TUPLE: Kinds = frozenset({tuple})

_ANNOTATED: Mapping[str, Kinds] = {
    "str": TEXT,
    "str | None": TEXT | NONE,
    "int": frozenset({int}),
    "bool": BOOL,
    "tuple[str, ...]": TUPLE,
    "tuple": TUPLE,
    "NoReturn": NOTHING,
    "Value": PLAIN,
}


def annotated(function: Callable[..., Any]) -> Kinds:
    """Return the types that the annotation of a function's result allows."""
    found = getattr(function, "__annotations__", {}).get("return")
    name = found if isinstance(found, str) else getattr(found, "__name__", str(found))
    return _ANNOTATED.get(name, ANYTHING)


class Operand(Frozen):
    """A value: `text` is a name or a literal if it is `atomic`, else an expression in parentheses.

    `constant` is the value itself, in a tuple, where that is known. `truth` is the condition of
    which this is the text "True" or "False".
    """

    text: str
    kinds: Kinds = ANYTHING
    atomic: bool = False
    constant: tuple[Any] | None = None
    truth: str = ""

    def is_always(self, kinds: Kinds) -> bool:
        """Tell whether there is a value for certain, and it is of one of these types."""
        return bool(self.kinds) and self.kinds <= kinds

    def is_never(self, kind: type) -> bool:
        """Tell whether the value is certainly not of this type."""
        return not self.kinds & {kind, object}


def of_condition(text: str) -> Operand:
    """Return the text "True" or "False" of a condition."""
    return Operand(f'("True" if {text} else "False")', TEXT, text.isidentifier(), None, text)
