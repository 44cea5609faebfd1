"""What is known of an expression's values before there is a record: proven, or called unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Literal, TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.characters import lower, upper
from mapping_dsl.lang.types import EvaluationError, integer
from mapping_dsl.resolve.address import ALPHANUMERIC, FOLDED_TO_ASCII, is_email, is_local


class Often(StrEnum):
    """How often something is so, over all records; `UNKNOWN` where nothing is proven."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    UNKNOWN = "unknown"


class Type(StrEnum):
    """What a value is. All but integers and lists are texts; `DATE` is a text with a day in it."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    REFERENCE = "reference"
    BINARY = "binary"
    LIST = "list"
    UNKNOWN = "unknown"


class Letters(IntEnum):
    """Which characters there can be, each kind with those before it; `WORD` adds A-z, - and _."""

    DIGITS = 0
    WORD = 1
    ASCII = 2
    ANY = 3


Form: TypeAlias = Literal[
    "guid", "language", "country", "proxy-address", "distinguished-name", "domain", "phone"
]


class Shape(Frozen):
    """What is known of the results of an expression, over all records.

    `absent`, `skipped`, `fails`: that may be the result. `shortest`, `longest`: the UTF-16 units of
    a value. `text`: the value, where it is the same for every record.

    The rest is about values that are there and are not `""`. `email`: it is an e-mail address.
    `local`: it could stand before the `@` of one. `at`: there may be an `@` in it. `lower`,
    `upper`: .NET's `ToLower`, `ToUpper` would not change it. `items`: of a list, each item.

    `fixed`: asked again for the same record, it is the same. `injective`: this attribute's values
    give different results when they differ, whatever else a record has; with `folded`, when they
    differ by more than case.
    """

    type: Type = Type.UNKNOWN
    absent: bool = True
    skipped: bool = True
    fails: bool = True
    shortest: int = 0
    longest: int | None = None
    text: str | None = None
    email: Often = Often.UNKNOWN
    local: Often = Often.UNKNOWN
    at: bool = True
    lower: bool = False
    upper: bool = False
    letters: Letters = Letters.ANY
    form: Form | None = None
    items: Shape | None = None
    fixed: bool = False
    injective: str | None = None
    folded: bool = False

    @property
    def empty(self) -> bool:
        """It may be `""`."""
        return self.shortest == 0

    @property
    def unsent(self) -> bool:
        """It may be absent or skipped, so that nothing is sent."""
        return self.absent or self.skipped

    @property
    def missing(self) -> bool:
        """It may be absent, empty or skipped, so that a reader sees nothing."""
        return self.unsent or self.empty

    @property
    def nothing(self) -> bool:
        """There is never a value, or none but `""`."""
        return self.longest == 0

    @property
    def boolean(self) -> bool:
        """A value is "True" or "False"."""
        return self.type is Type.BOOLEAN

    @property
    def textual(self) -> bool:
        """It can be read as one text: it is no list."""
        return self.type not in (Type.LIST, Type.UNKNOWN)

    @property
    def comparable(self) -> bool:
        """A Switch can take it as its source: it is one text, and no reference."""
        return self.textual and self.type is not Type.REFERENCE

    def after(self, *given: Shape, fails: bool = False) -> Shape:
        """Return the shape with what its arguments bring: that they skip, fail, or are random."""
        skipped = any(shape.skipped for shape in given)
        fails = fails or any(shape.fails for shape in given)
        return self.but(
            skipped=skipped,
            fails=fails,
            text=None if skipped or fails or self.absent else self.text,
            fixed=all(shape.fixed for shape in given),
        )

    def there(self) -> Shape:
        """Return the shape of those results that are values and are not `""`."""
        return self.but(absent=False, skipped=False, shortest=max(self.shortest, 1))

    def can_be(self, text: str) -> bool:
        """Tell whether a result may equal a text; absent reads as `""`. False is proven."""
        if self.text is not None and self.type is not Type.INTEGER:
            return self.text == text
        if not text:
            return self.absent or self.empty
        if self.nothing or not self.textual:
            return not self.nothing
        return self._may_be(of_text(text))

    def _may_be(self, other: Shape) -> bool:
        """Tell whether a constant that is not empty has what every value here has."""
        text, length = other.text or "", other.longest or 0
        if self.type is Type.INTEGER:
            return is_integer(text)
        return not (
            (self.boolean and not other.boolean)
            or length < self.shortest
            or (self.longest is not None and length > self.longest)
            or (self.lower and not other.lower)
            or (self.upper and not other.upper)
            or self.letters < other.letters
            or (self.email is Often.ALWAYS and other.email is Often.NEVER)
            or (self.local is Often.ALWAYS and other.local is Often.NEVER)
        )


UNKNOWN = Shape()
ABSENT = Shape(
    absent=True, skipped=False, fails=False, shortest=1, longest=0, email=Often.NEVER,
    local=Often.NEVER, at=False, lower=True, upper=True, letters=Letters.DIGITS, fixed=True,
)  # fmt: skip
TRUTH = Shape(
    Type.BOOLEAN, absent=False, skipped=False, fails=False, shortest=4, longest=5,
    email=Often.NEVER, local=Often.ALWAYS, at=False, letters=Letters.WORD, fixed=True,
)  # fmt: skip
NUMBER = Shape(
    Type.INTEGER, absent=False, skipped=False, fails=False, shortest=1, longest=20,
    email=Often.NEVER, local=Often.ALWAYS, at=False, lower=True, upper=True,
    letters=Letters.WORD, fixed=True,
)  # fmt: skip


def of_text(text: str) -> Shape:
    """Return the shape of a constant."""
    length = units(text)
    no = Often.UNKNOWN if FOLDED_TO_ASCII.intersection(text) else Often.NEVER
    return Shape(
        Type.BOOLEAN if text in ("True", "False") else Type.TEXT,
        absent=False,
        skipped=False,
        fails=False,
        shortest=length,
        longest=length,
        text=text,
        email=Often.ALWAYS if is_email(text) else no,
        local=Often.ALWAYS if is_local(text) else no,
        at="@" in text,
        lower=lower(text, "") == text,
        upper=upper(text, "") == text,
        letters=letters(text),
        fixed=True,
    )


def letters(text: str) -> Letters:
    """Return the narrowest kind that all characters of a text are of."""
    if not text.isascii():
        return Letters.ANY
    if text.isdecimal() or not text:
        return Letters.DIGITS
    return Letters.ASCII if text.strip(ALPHANUMERIC + "-_") else Letters.WORD


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as Entra counts."""
    return len(text) if text.isascii() else len(text) + sum(c > "\uffff" for c in text)


def either(shapes: Iterable[Shape]) -> Shape:
    """Return the shape of a result that is one of several, nobody knows which."""
    known = list(shapes)
    there = [shape for shape in known if not shape.nothing] or known
    if len(known) <= 1 or all(shape == known[0] for shape in known):
        return known[0] if known else ABSENT
    lengths = [shape.longest for shape in known if shape.longest is not None]
    return Shape(
        _type(there),
        absent=any(shape.absent for shape in known),
        skipped=any(shape.skipped for shape in known),
        fails=any(shape.fails for shape in known),
        shortest=min(shape.shortest for shape in known),
        longest=max(lengths) if len(lengths) == len(known) else None,
        email=often(shape.email for shape in there),
        local=often(shape.local for shape in there),
        at=any(shape.at for shape in there),
        lower=all(shape.lower for shape in there),
        upper=all(shape.upper for shape in there),
        letters=max(shape.letters for shape in there),
        form=there[0].form if len({shape.form for shape in there}) == 1 else None,
        fixed=all(shape.fixed for shape in known),
    )


def _type(shapes: list[Shape]) -> Type:
    types = {shape.type for shape in shapes}
    if len(types) == 1:
        return types.pop()
    return Type.UNKNOWN if types & {Type.UNKNOWN, Type.LIST, Type.INTEGER} else Type.TEXT


def often(verdicts: Iterable[Often]) -> Often:
    """Return how often something is so if each of several verdicts holds for some records."""
    found = set(verdicts)
    if len(found) == 1:
        return found.pop()
    return Often.UNKNOWN if Often.UNKNOWN in found else Often.SOMETIMES


def is_integer(text: str) -> bool:
    """Tell whether a text spells an integer, as a parameter that takes one would read it."""
    try:
        integer(text)
    except EvaluationError:
        return False
    return True
