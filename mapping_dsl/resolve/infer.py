"""The shape of an expression, from the shapes of the attributes in it."""

from __future__ import annotations

from collections.abc import Callable

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind
from mapping_dsl.resolve.shape import (
    ABSENT,
    UNKNOWN,
    Often,
    Shape,
    either,
    is_domain,
    joined,
    of_text,
)

OfAttribute = Callable[[str], Shape]

_TRUTH = Shape(False, False, Often.NEVER, Often.ALWAYS, 5, boolean=True)
_NUMBER = Shape(False, False, Often.NEVER, Often.ALWAYS, 20)


class Inference:
    """Shapes of expressions over one directory's attributes; `attribute` gives those."""

    def __init__(self, attribute: OfAttribute) -> None:
        self._attribute = attribute
        self._known: dict[int, tuple[Expression, Shape]] = {}

    def shape(self, expression: Expression | None) -> Shape:
        """Return what is known of the values of an expression; of `none`, that they are absent."""
        if expression is None:
            return ABSENT
        known = self._known.get(id(expression))
        if known is None or known[0] is not expression:
            known = self._known[id(expression)] = expression, self._infer(expression)
        return known[1]

    def _infer(self, expression: Expression) -> Shape:
        match expression:
            case Attribute():
                return self._attribute(expression.name)
            case Constant():
                return of_text(expression.text) if expression.kind is Kind.LITERAL else UNKNOWN
            case Comparison():
                return _TRUTH
            case Call():
                return self._call(expression)

    def _call(self, call: Call) -> Shape:
        infer = _FUNCTIONS.get(call.function)
        if infer:
            return infer(self, call)
        return _OF_TYPE.get(FUNCTIONS[call.function].returns, UNKNOWN)

    def given(self, call: Call, name: str) -> list[Shape]:
        """Return the shapes of what a parameter is given."""
        return [self.shape(value) for value in argument(call, name)]

    def one(self, call: Call, name: str) -> Shape:
        """Return the shape of what a parameter is given; absent if its slot is empty."""
        return next(iter(self.given(call, name)), ABSENT)


_DIGITS = 10
_OF_TYPE = {Type.BOOLEAN: _TRUTH, Type.INTEGER: _NUMBER}


def argument(call: Call, name: str) -> tuple[Expression, ...]:
    """Return what a parameter of a call is given, by Microsoft's name."""
    return next((values for key, values in call.arguments if key == name), ())


def constant(call: Call, name: str) -> str | None:
    """Return the text of a constant argument, or none."""
    values = argument(call, name)
    return values[0].text if values and isinstance(values[0], Constant) else None


def _join(known: Inference, call: Call) -> Shape:
    separator, sources = constant(call, "separator"), known.given(call, "source")
    return UNKNOWN.but(absent=False) if separator is None else joined(sources, separator)


def _append(known: Inference, call: Call) -> Shape:
    return joined([known.one(call, "source"), known.one(call, "suffix")])


def _coalesce(known: Inference, call: Call) -> Shape:
    """Return the first that is there: what follows one that is never absent is never taken."""
    taken: list[Shape] = []
    for shape in known.given(call, _first_name(call)):
        taken.append(shape)
        if not shape.absent:
            break
    return either(taken).but(absent=taken[-1].absent if taken else True)


def _first_name(call: Call) -> str:
    return call.arguments[0][0]


def _branches(known: Inference, call: Call) -> Shape:
    return either([known.one(call, "valueIfTrue"), known.one(call, "valueIfFalse")])


def _switch(known: Inference, call: Call) -> Shape:
    pairs, source = argument(call, "switchValue"), known.one(call, "source")
    keys = {key.text for key in pairs[::2] if isinstance(key, Constant)}
    values = [known.shape(value) for value in pairs[1::2]]
    if source.boolean and not source.missing and keys >= {"True", "False"}:
        return either(values)
    default = known.one(call, "defaultValue")
    if "" in keys and argument(call, "defaultValue") == argument(call, "source"):
        default = default.but(absent=False, empty=False)
    return either([*values, default])


def _ignore_flow(known: Inference, call: Call) -> Shape:
    """Skipped where it would be missing: nothing is sent then, as when it is absent."""
    shape = known.one(call, _first_name(call))
    return shape.but(absent=shape.missing, empty=False)


def _same_form(known: Inference, call: Call) -> Shape:
    """Return the shape of a text whose letters change, and not what it is."""
    source = known.one(call, _first_name(call))
    text = None if source.text is None else FUNCTIONS[call.function].call(_slots(call, source.text))
    return source if text is None else of_text(str(text))


def _slots(call: Call, text: str) -> list[str | None]:
    rest = len(FUNCTIONS[call.function].parameters) - 1
    return [text, *[None] * rest]


def _normalize(known: Inference, call: Call) -> Shape:
    """Return the shape of a text whose letters may each become two."""
    source = _same_form(known, call)
    doubled = None if source.longest is None else source.longest * 2
    return source if source.text is not None else source.but(longest=doubled)


def _strip(known: Inference, call: Call) -> Shape:
    source = _same_form(known, call)
    spaces_only = source.text is None and source.email is not Often.ALWAYS
    return source.but(empty=source.empty or spaces_only)


def _cut(known: Inference, call: Call) -> Shape:
    """Return the shape of the beginning or the middle of a text."""
    source, length = known.one(call, _first_name(call)), constant(call, _last_name(call))
    at_most = int(length) if length and length.isdecimal() and len(length) < _DIGITS else None
    bounds = [bound for bound in (at_most, source.longest) if bound is not None]
    email = Often.NEVER if source.email is Often.NEVER else Often.UNKNOWN
    local = Often.ALWAYS if source.local is Often.ALWAYS else Often.UNKNOWN
    absent = source.absent and FUNCTIONS[call.function].strict
    return Shape(absent, True, email, local, min(bounds, default=None))


def _last_name(call: Call) -> str:
    return FUNCTIONS[call.function].parameters[-1].name


def _item(known: Inference, call: Call) -> Shape:
    """Return the shape of one element: the part before the `@` is known of an address."""
    values = argument(call, "attribute")
    source = values[0] if values else None
    if (
        isinstance(source, Call)
        and source.function == "Split"
        and constant(source, "delimiter") == "@"
    ):
        return _part_of_address(known.one(source, "source"), constant(call, "index"))
    return UNKNOWN


def _word(known: Inference, call: Call) -> Shape:
    if constant(call, "delimiters") != "@":
        return UNKNOWN
    return _part_of_address(known.one(call, _first_name(call)), constant(call, "WordNumber"))


def _part_of_address(source: Shape, index: str | None) -> Shape:
    if source.email is not Often.ALWAYS or index not in ("1", "2"):
        return UNKNOWN
    local = Often.ALWAYS if index == "1" else Often.UNKNOWN
    return Shape(source.absent, source.empty, Often.NEVER, local, source.longest)


def _replace(known: Inference, call: Call) -> Shape:
    """Return the shape of an address whose domain is exchanged; of other texts little is known."""
    source = known.one(call, "source")
    old, new = constant(call, "oldValue"), constant(call, "replacementValue")
    if old and new and is_domain(old) and is_domain(new):
        return source.but(longest=None, text=None)
    return Shape(source.absent, True)


_FUNCTIONS: dict[str, Callable[[Inference, Call], Shape]] = {
    "Append": _append,
    "Coalesce": _coalesce,
    "IgnoreFlowIfNullOrEmpty": _ignore_flow,
    "IIF": _branches,
    "Item": _item,
    "Join": _join,
    "Left": _cut,
    "Mid": _cut,
    "NormalizeDiacritics": _normalize,
    "Replace": _replace,
    "StripSpaces": _strip,
    "Switch": _switch,
    "ToLower": _same_form,
    "ToUpper": _same_form,
    "Word": _word,
}
