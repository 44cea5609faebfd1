"""Proofs that two sources of an address differ in its domain only, or in its case only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping_dsl.resolve.concatenation import concatenated, takes_domain
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind
from mapping_dsl.resolve.shape import Often, Shape

_CASES = ("ToLower", "ToUpper")
_INVARIANT = ("", "en-us", "en")
OfShape = Callable[[Expression], Shape]


def differs_in(old: Expression, new: Expression, shape: OfShape) -> str | None:
    """Return what it is proven that two sources differ in at most: `case`, `domain`, or both.

    None where nothing is proven. `shape` says what is known of the values of an expression.
    """
    if _folded(old) == _folded(new):
        return "case"
    before, after = _before_at(old, shape), _before_at(new, shape)
    if before is None or after is None:
        return None
    if _form(old) != _form(new) and any(_can_lack(piece, shape) for piece in (*before, *after)):
        return None
    if before == after:
        return "domain"
    folded = tuple(map(_folded, before)), tuple(map(_folded, after))
    return "domain and case" if folded[0] == folded[1] else None


# --- case ----------------------------------------------------------------------------------------


def _folded(expression: Expression) -> Expression:
    """Return an expression without what changes only the case of its value."""
    match expression:
        case Constant(text, Kind.LITERAL):
            return Constant(text.lower()) if text.isascii() else expression
        case Call(function) if function in _CASES and _invariant(expression):
            return _folded(_given(expression)[0])
        case Call(function, arguments) if function in _VALUES:
            return Call(function, tuple(_VALUES[function](arguments)))
        case _:
            return expression


Arguments = tuple[tuple[str, tuple[Expression, ...]], ...]


def _all(arguments: Arguments) -> Iterator[tuple[str, tuple[Expression, ...]]]:
    for name, values in arguments:
        yield name, tuple(_folded(value) for value in values)


def _branches(arguments: Arguments) -> Iterator[tuple[str, tuple[Expression, ...]]]:
    """Fold what a condition chooses from, and not the condition, which may look at the case."""
    for name, values in arguments:
        chosen = name in ("valueIfTrue", "valueIfFalse", "defaultValue")
        if name == "switchValue":
            yield name, tuple(_folded(v) if at % 2 else v for at, v in enumerate(values))
        else:
            yield name, tuple(_folded(value) for value in values) if chosen else values


_VALUES = {
    "Append": _all,
    "Coalesce": _all,
    "Join": _all,
    "Trim": _all,
    "IIF": _branches,
    "Switch": _branches,
}
"""Functions whose value is made of those of their arguments, whatever their case."""


def _invariant(call: Call) -> bool:
    """Tell whether a change of case is that of every culture but the Turkish ones."""
    culture = dict(call.arguments).get("culture", ())
    return all(isinstance(c, Constant) and c.text.lower() in _INVARIANT for c in culture)


# --- domain --------------------------------------------------------------------------------------


def _form(expression: Expression) -> tuple[str, ...]:
    """Return what decides what comes of an absent part: it is dropped, or nothing is sent."""
    if isinstance(expression, Call) and expression.function in ("Join", "Append"):
        inner = (value for _, values in expression.arguments for value in values)
        return (expression.function, *(name for one in inner for name in _form(one)))
    return ("Word",) if isinstance(expression, Call) and expression.function == "Word" else ()


def _can_lack(piece: Expression, shape: OfShape) -> bool:
    known = shape(piece)
    return known.absent or known.skipped or known.fails


def _before_at(expression: Expression, shape: OfShape) -> tuple[Expression, ...] | None:
    """Return what makes the part before the `@`, or None where nobody can say what does.

    An expression whose values always are addresses stands for the part before their `@`.
    """
    match expression:
        case Call("Join") | Call("Append"):
            return _joined(expression, shape)
        case Call("Replace"):
            return _replaced(expression, shape)
        case Attribute() if shape(expression).email is Often.ALWAYS:
            return (expression,)
        case _:
            return None


def _joined(call: Call, shape: OfShape) -> tuple[Expression, ...] | None:
    """Take the pieces of a concatenation up to a constant that ends it with `@` and a domain."""
    pieces = list(concatenated(call))
    end = pieces.pop() if pieces else None
    if not (isinstance(end, Constant) and end.kind is Kind.LITERAL and end.text.count("@") == 1):
        return None
    before = end.text.partition("@")[0]
    return _local([*pieces, Constant(before)] if before else pieces, shape)


def _local(pieces: list[Expression], shape: OfShape) -> tuple[Expression, ...] | None:
    """Return the pieces if there is no `@` in them; `Word(x, 1, "@")` is what x has before it."""
    taken = tuple(_taken(piece, shape) for piece in pieces)
    if any(shape(p).at for p, t in zip(pieces, taken, strict=True) if p is t):
        return None
    return taken


def _taken(piece: Expression, shape: OfShape) -> Expression:
    match piece:
        case Call(
            "Word",
            (
                ("String", (source,)),
                ("WordNumber", (Constant("1"),)),
                ("delimiters", (Constant("@"),)),
            ),
        ) if shape(source).email is Often.ALWAYS:
            return source
        case _:
            return piece


def _replaced(call: Call, shape: OfShape) -> tuple[Expression, ...] | None:
    """Take the source of a `Replace` that puts one domain in the place of another."""
    given = {name: values[0] for name, values in call.arguments}
    source = given.pop("source", None)
    new = given.pop("replacementValue", None)
    if source is None or not isinstance(new, Constant) or not _is_domain(new.text):
        return None
    if "$" in new.text or shape(source).email is not Often.ALWAYS or len(given) != 1:
        return None
    ((name, old),) = given.items()
    if not isinstance(old, Constant) or isinstance(source, Constant | Comparison):
        return None
    literal = name == "oldValue" and _is_domain(old.text)
    pattern = name == "regexPattern" and takes_domain(old.text)
    return (source,) if literal or pattern else None


def _is_domain(text: str) -> bool:
    return text.startswith("@") and text.count("@") == 1


def _given(call: Call) -> tuple[Expression, ...]:
    return tuple(value for _, values in call.arguments for value in values)
