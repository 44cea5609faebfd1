"""What is known of values that have little to do with what they are made of."""

from __future__ import annotations

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.arguments import Given
from mapping_dsl.resolve.infer_changes import Infer
from mapping_dsl.resolve.shape import (
    ABSENT,
    NUMBER,
    TRUTH,
    Letters,
    Often,
    Shape,
    Type,
    either,
    of_text,
)

# --- whether there is a value --------------------------------------------------------------------


def is_present(given: Given) -> Shape:
    """Return whether there is a value and it is not `""`."""
    found = given.first
    return _answer(given, yes=not found.missing, no=found.nothing)


def is_null_or_empty(given: Given) -> Shape:
    """Return whether there is no value, or `""`."""
    found = given.first
    return _answer(given, yes=found.nothing, no=not found.missing)


def is_null(given: Given) -> Shape:
    """Return whether there is no value."""
    found = given.first
    return _answer(given, yes=found == ABSENT, no=not found.absent)


def _answer(given: Given, *, yes: bool, no: bool) -> Shape:
    """Return the shape of an answer; one that is certain is known where nothing goes wrong."""
    shape = TRUTH.after(*given.all)
    if (yes or no) and not shape.skipped and not shape.fails:
        return of_text(str(yes))
    return shape


def truth(given: Given) -> Shape:
    """Return the shape of a Boolean function's answer."""
    return TRUTH.after(*given.all)


# --- numbers, days and what is made up -----------------------------------------------------------


def count(given: Given) -> Shape:
    """Return the shape of the number of items."""
    return NUMBER.after(*given.all)


def number(given: Given) -> Shape:
    """Return the shape of a number that is computed."""
    return NUMBER.but(absent=_absent(given)).after(*given.all, fails=True)


def _absent(given: Given) -> bool:
    """Tell whether a call may be absent: a function that is not strict makes it an error."""
    function = FUNCTIONS[given.call.function]
    needed = {parameter.name for parameter in function.parameters if parameter.needed}
    values = (
        value for name, several in given.call.arguments if name in needed for value in several
    )
    return function.strict and any(given.shape(value).absent for value in values)


def day(given: Given) -> Shape:
    """Return the shape of a day in .NET's own form."""
    absent = _absent(given)
    found = Shape(Type.DATE, absent, shortest=1, email=Often.NEVER, at=False, letters=Letters.ASCII)
    return found.after(*given.all, fails=True)


def now(_: Given) -> Shape:
    """Return the shape of the current time: `M/d/yyyy h:mm:ss tt`."""
    return Shape(
        Type.DATE, absent=False, skipped=False, fails=False, shortest=len("1/1/2026 1:00:00 AM"),
        longest=len("12/31/2026 12:00:00 PM"), email=Often.NEVER, local=Often.NEVER, at=False,
        letters=Letters.ASCII,
    )  # fmt: skip


def formatted(given: Given) -> Shape:
    """Return the shape of a day in a form of the author's."""
    form = given.one("outputFormat").text
    at = form is None or "@" in form
    email = Often.UNKNOWN if at else Often.NEVER
    found = Shape(Type.TEXT, _absent(given), email=email, at=at)
    return found.after(*given.all, fails=True)


def guid(_: Given) -> Shape:
    """Return the shape of a GUID: 36 digits, letters and hyphens, in lower case."""
    return Shape(
        Type.TEXT, absent=False, skipped=False, fails=False, shortest=36, longest=36,
        email=Often.NEVER, local=Often.ALWAYS, at=False, letters=Letters.WORD, form="guid",
    )  # fmt: skip


def random(given: Given) -> Shape:
    """Return the shape of a random text, as long as it says, or longer for what it must hold."""
    return Shape(Type.TEXT, _absent(given)).after(*given.all, fails=True)


def domain(_: Given) -> Shape:
    """Return the shape of the tenant's default domain; that there is none is an error."""
    return Shape(
        Type.TEXT, absent=False, skipped=False, fails=True, shortest=len("b.cc"),
        email=Often.NEVER, local=Often.ALWAYS, at=False, letters=Letters.ASCII, form="domain",
        fixed=True,
    )  # fmt: skip


def error(given: Given) -> Shape:
    """Return the shape of what is always an error."""
    return ABSENT.but(absent=False, fails=True).after(*given.all, fails=True)


def unique(given: Given) -> Shape:
    """Return the shape of the first of several that nobody has yet."""
    found = either(given.all)
    return found.but(text=None, injective=None).after(*given.all, fails=True)


VALUES: dict[str, Infer] = {
    "BitAnd": number,
    "CBool": truth,
    "CDate": day,
    "Count": count,
    "DateAdd": day,
    "DateDiff": number,
    "DateFromNum": day,
    "DefaultDomain": domain,
    "Error": error,
    "FormatDateTime": formatted,
    "Guid": guid,
    "InStr": number,
    "IsNull": is_null,
    "IsNullOrEmpty": is_null_or_empty,
    "IsPresent": is_present,
    "Not": truth,
    "Now": now,
    "NumFromDate": number,
    "RandomString": random,
    "SelectUniqueValue": unique,
}
