"""What is known of a part of a text, and of texts put together."""

from __future__ import annotations

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.address import SHORTEST
from mapping_dsl.resolve.arguments import Given
from mapping_dsl.resolve.infer_changes import Infer
from mapping_dsl.resolve.joining import joined
from mapping_dsl.resolve.model import Call, Expression
from mapping_dsl.resolve.shape import NUMBER, UNKNOWN, Letters, Often, Shape, Type

# --- put together --------------------------------------------------------------------------------


def join(given: Given) -> Shape:
    """Return the shape of a Join: lists are taken apart, and what is empty is left out."""
    separator = given.one("separator")
    pieces = [_flat(given.shape(value)) for value in _inlined(given.call, separator.text)]
    if separator.text is None and not separator.nothing:
        found = Shape(Type.TEXT, absent=False)
        return found.after(*given.all, fails=not separator.textual)
    return joined(pieces, separator.text or "").after(*given.all)


def append(given: Given) -> Shape:
    """Return the shape of two texts, one behind the other."""
    pieces = [given.shape(value) for value in _inlined(given.call, "")]
    unsure = not all(piece.textual or piece.nothing for piece in given.all)
    shape = joined([_flat(piece) for piece in pieces])
    absent = FUNCTIONS[given.call.function].strict and any(piece.absent for piece in given.all)
    return shape.but(absent=absent).after(*given.all, fails=unsure)


def _inlined(call: Call, separator: str | None) -> list[Expression]:
    """Return what is joined, with what is joined of it with nothing in between."""
    values = [v for name, several in call.arguments if name != "separator" for v in several]
    if separator:
        return values
    return [part for value in values for part in _parts(value)]


def _parts(value: Expression) -> list[Expression]:
    match value:
        case Call("Append"):
            return _inlined(value, "")
        case Call("Join", ((_, (separator,)), *_)) if getattr(separator, "text", None) == "":
            return _inlined(value, "")
        case _:
            return [value]


def _flat(piece: Shape) -> Shape:
    """Return what a piece is once it is joined; of a list's items nothing is said."""
    if piece.textual or piece.nothing:
        return piece
    return Shape(Type.TEXT, piece.absent, piece.skipped, piece.fails, fixed=piece.fixed)


# --- taken apart ---------------------------------------------------------------------------------


def left(given: Given) -> Shape:
    """Return the shape of the first characters; of nothing they are `""`."""
    source, count = given.one("String"), given.number("NumChars")
    shape = source if count is not None and count < 0 else _cut(source, 0, count)
    shape = shape.but(absent=False, shortest=0 if source.absent else shape.shortest)
    return shape.after(*given.all, fails=not source.textual or count is None)


def mid(given: Given) -> Shape:
    """Return the shape of a part from the middle."""
    source, start, count = given.one("source"), given.number("start"), given.number("length")
    numbers = given.one("start"), given.one("length")
    absent = source.absent or any(number.absent for number in numbers)
    shape = _cut(source, None if start is None else start - 1, count).but(absent=absent)
    unsure = start is None or count is None or start < 1 or count < 0
    return shape.after(*given.all, fails=unsure or not source.textual)


def _cut(source: Shape, before: int | None, count: int | None) -> Shape:
    """Return the shape of `count` units behind those `before` them, as far as these are known."""
    if not source.textual:
        return Shape(Type.TEXT, source.absent)
    if before == 0 and count is not None and source.longest is not None and count >= source.longest:
        return source.but(type=Type.TEXT)
    bounds = [max(bound, 0) for bound in (count, source.longest) if bound is not None]
    surely = 0
    if before is not None and count is not None:
        surely = max(min(source.shortest - before, count), 0)
    word = source.letters <= Letters.WORD
    whole = source.letters <= Letters.ASCII  # no character can lose its half
    return Shape(
        Type.TEXT,
        source.absent,
        shortest=surely,
        longest=min(bounds, default=None),
        email=_cut_email(source, count),
        local=Often.ALWAYS if word else _some(source.local),
        at=source.at,
        lower=source.lower and whole,
        upper=source.upper and whole,
        letters=source.letters,
    )


def _cut_email(source: Shape, count: int | None) -> Often:
    if not source.at or (count is not None and count < SHORTEST):
        return Often.NEVER
    return Often.SOMETIMES if source.email is Often.ALWAYS and count else Often.UNKNOWN


def _some(local: Often) -> Often:
    """Return what is left of a verdict when a text is cut, perhaps at a dot."""
    return Often.SOMETIMES if local in (Often.ALWAYS, Often.SOMETIMES) else Often.UNKNOWN


def word(given: Given) -> Shape:
    """Return the shape of one word; where there is none it is `""`."""
    source, delimiters = given.one("String"), given.one("delimiters").text
    number = given.number("WordNumber")
    unsure = number is None or not source.textual or not given.one("delimiters").textual
    if delimiters == "@" and source.email is Often.ALWAYS and number in (1, 2):
        shape = _of_address(source, number).but(absent=False)
        shape = shape.but(shortest=0) if source.absent else shape
    else:
        shape = _fragment(source, cut="@" in (delimiters or "")).but(absent=False)
    return shape.after(*given.all, fails=unsure)


def split(given: Given) -> Shape:
    """Return the shape of a list of fragments, of which there is one at least."""
    source, delimiter = given.one("source"), given.one("delimiter")
    unsure = not source.textual or not delimiter.textual
    return Shape(
        Type.LIST,
        source.absent or delimiter.absent,
        shortest=1,
        email=Often.NEVER,
        local=Often.NEVER,
        items=_fragment(source, cut=delimiter.text == "@").but(
            absent=False, skipped=False, fails=False
        ),
    ).after(*given.all, fails=unsure)


def _fragment(source: Shape, *, cut: bool) -> Shape:
    """Return the shape of what stands between delimiters, which may be nothing.

    `cut` says that each `@` delimits.
    """
    if not source.textual:
        return Shape(Type.TEXT, source.absent)
    at = source.at and not cut
    return Shape(
        Type.TEXT,
        source.absent,
        longest=source.longest,
        email=Often.UNKNOWN if at else Often.NEVER,
        local=Often.ALWAYS if source.letters <= Letters.WORD else _some(source.local),
        at=at,
        lower=source.lower and source.letters <= Letters.ASCII,
        upper=source.upper and source.letters <= Letters.ASCII,
        letters=source.letters,
        fixed=source.fixed,
    )


def item(given: Given) -> Shape:
    """Return the shape of one item of a list; a single text is a list of one."""
    source, index = given.one("attribute"), given.number("index")
    absent = source.absent or given.one("index").absent
    shape = source if source.textual else source.items or Shape()
    inner = given.call.arguments[0][1][0]
    parts = isinstance(inner, Call) and inner.function == "Split"
    if parts and index in (1, 2) and isinstance(inner, Call):
        whole = Given(inner, given.shape)
        text = whole.one("source")
        if whole.one("delimiter").text == "@" and text.email is Often.ALWAYS:
            found = _of_address(text, index).but(absent=absent)
            return found.after(*given.all, fails=text.empty and index > 1)
    known = source.type is not Type.UNKNOWN
    return shape.but(absent=absent).after(*given.all, fails=not (known and index == 1))


def _of_address(address: Shape, number: int) -> Shape:
    """Return the shape of what stands before the `@`, or behind it; of `""` that is `""`."""
    first, rest = min(address.shortest, 1), len("@b.cc") if number == 1 else len("a@")
    part = Shape(
        Type.TEXT,
        shortest=first,
        longest=None if address.longest is None else address.longest - rest,
        email=Often.NEVER,
        local=Often.ALWAYS,
        at=False,
        lower=address.lower,
        upper=address.upper,
        letters=Letters.ASCII,
    )
    return part if number == 1 else part.but(shortest=first and len("b.cc"), form="domain")


def single_role(given: Given) -> Shape:
    """Return the shape of the one role; several are an error."""
    source = given.first
    shape = source if source.textual else source.items or Shape()
    return shape.but(absent=source.absent).after(*given.all, fails=True)


def without_duplicates(given: Given) -> Shape:
    """Return the shape of a list without its duplicates; of one value it makes a list."""
    source = given.first
    if source.type is Type.LIST:
        return source.but(injective=None)
    if not source.textual:
        return UNKNOWN
    return UNKNOWN.but(absent=source.absent, shortest=source.shortest).after(*given.all)


def length(given: Given) -> Shape:
    """Return the shape of the length of a text."""
    return NUMBER.after(*given.all, fails=not given.first.textual)


PARTS: dict[str, Infer] = {
    "Append": append,
    "Item": item,
    "Join": join,
    "Left": left,
    "Len": length,
    "Mid": mid,
    "Prepend": append,
    "RemoveDuplicates": without_duplicates,
    "SingleAppRoleAssignment": single_role,
    "Split": split,
    "Word": word,
}
