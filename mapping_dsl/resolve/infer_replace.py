"""What is known of a text in which something is replaced."""

from __future__ import annotations

from mapping_dsl.resolve.address import (
    LOCAL,
    is_domain,
    is_local,
    is_possible,
    keeps_a_domain,
)
from mapping_dsl.resolve.arguments import Given
from mapping_dsl.resolve.infer_changes import Infer
from mapping_dsl.resolve.joining import joined
from mapping_dsl.resolve.shape import Letters, Often, Shape, Type, of_text

_DIGITS_OF_A_GUID, _HYPHENS_OF_A_GUID = 32, 4
_GUEST = "#EXT#"
_PREFIXES = ("SMTP:", "smtp:")
_FROM_THE_SIGN_ON = frozenset(
    f"{opened}@{rest}{closed}{end}"
    for rest in (".*", ".+", "(.)*", "(.*)", "(.+)", "[^@]*", "[^@]+")
    for opened, closed in (("", ""), ("(", ")"), ("(?:", ")"))
    for end in ("", "$")
)
"""Patterns of what an address has from its `@` on, the names of groups left out."""


def replace(given: Given) -> Shape:
    """Return the shape of a Replace, in the modes that it has."""
    names = {name for name, _ in given.call.arguments} - {"source"}
    source = given.one("source")
    if names == {"oldValue", "replacementValue"}:
        old, new = given.one("oldValue").text, given.one("replacementValue").text
        if old and new is not None and source.textual:
            return _swapped(source, old, new).after(*given.all)
    if names == {"oldValue", "template"}:
        old, frame = given.one("oldValue").text, given.one("template").text
        if old and frame is not None and source.textual:
            return _framed(source, old, frame).after(*given.all)
    if names == {"regexPattern", "replacementValue"} or "regexGroupName" in names:
        return _matched(given, names).after(*given.all, fails=True)
    return Shape(Type.TEXT, source.absent).after(*given.all, fails=True)


# --- a text by another ---------------------------------------------------------------------------


def _swapped(source: Shape, old: str, new: str) -> Shape:
    """Return the shape of a text in which one text takes another's place, wherever it stands."""
    if _cannot_hold(source, old):
        return source
    if source.form == "guid" and old == "-":
        return _with_other_hyphens(source, new)
    before, after = of_text(old), of_text(new)
    lengths = before.longest or 1, after.longest or 0
    return Shape(
        Type.TEXT,
        source.absent,
        shortest=_shortest(source, *lengths),
        longest=None if source.longest is None else _longest(source.longest, *lengths),
        email=_email(source, old, new),
        local=_local(source, old, new),
        at=(source.at and old != "@") or "@" in new,
        lower=source.lower and after.lower and source.letters <= Letters.ASCII,
        upper=source.upper and after.upper and source.letters <= Letters.ASCII,
        letters=max(source.letters, after.letters),
    )


def _with_other_hyphens(guid: Shape, new: str) -> Shape:
    """Return the shape of a GUID with a text, which may be `""`, for each of its four hyphens."""
    after = of_text(new)
    length = _DIGITS_OF_A_GUID + _HYPHENS_OF_A_GUID * (after.longest or 0)
    return guid.but(
        type=Type.TEXT,
        text=None,
        shortest=0 if guid.empty else length,
        longest=length,
        email=Often.UNKNOWN if after.at else Often.NEVER,
        local=Often.ALWAYS if is_local(f"a{new}a") else Often.UNKNOWN,
        at=after.at,
        lower=guid.lower and after.lower and after.letters <= Letters.ASCII,
        upper=guid.upper and after.upper and after.letters <= Letters.ASCII,
        letters=max(guid.letters, after.letters),
        form="guid" if new == "-" else None,
    )


def _cannot_hold(source: Shape, old: str) -> bool:
    """Tell whether a text is never found in a source, since no value has its characters."""
    if source.email is Often.ALWAYS:
        return not is_possible(old)
    return source.letters < of_text(old).letters or (not source.at and "@" in old)


def _shortest(source: Shape, old: int, new: int) -> int:
    if new >= old:
        return source.shortest
    return min(source.shortest, 1) if new else 0


def _longest(longest: int, old: int, new: int) -> int:
    if new <= old:
        return longest
    return longest // old * new + longest % old


def _email(source: Shape, old: str, new: str) -> Often:
    if source.email is Often.ALWAYS:
        return _email_of_address(old, new)
    if not source.at and "@" not in new:
        return Often.NEVER
    proxy = source.form == "proxy-address" and old in _PREFIXES and not new
    return Often.SOMETIMES if proxy else Often.UNKNOWN


def _email_of_address(old: str, new: str) -> Often:
    """Judge an address in which a text that it can hold is replaced."""
    if old in ("@", "."):  # each address has both
        kept = new.count("@") <= 1 if old == "@" else "." in new
        return Often.UNKNOWN if kept and old in new else Often.NEVER
    domains = old[:1] == "@" and is_domain(old[1:])
    if domains and new[:1] == "@" and is_domain(new[1:]):
        return Often.ALWAYS
    if domains and not new:
        return Often.SOMETIMES
    if old == _GUEST and not new:
        return Often.ALWAYS  # a guest has something in front of it
    ends = keeps_a_domain(old) and keeps_a_domain(new)
    if old[0] == "." and new[:1] == "." and ends:
        return Often.ALWAYS
    return Often.UNKNOWN


def _local(source: Shape, old: str, new: str) -> Often:
    """Judge whether it could stand before an `@`; dots may come to stand where none can."""
    if new.strip(LOCAL + "."):
        return Often.UNKNOWN
    if source.letters <= Letters.WORD and "." not in new:
        return Often.ALWAYS
    if source.local is Often.ALWAYS:
        return Often.ALWAYS if new and "." not in new else Often.UNKNOWN
    kept = source.local is Often.SOMETIMES and not ("." in new and "." in old)
    return Often.SOMETIMES if kept else Often.UNKNOWN


def _framed(source: Shape, old: str, frame: str) -> Shape:
    """Return the shape of a template in which a text takes another's place."""
    first, *others = frame.split(old)
    value = source.but(absent=False)
    pieces = [of_text(first)]
    for text in others:
        pieces += [value, of_text(text)]
    return joined(pieces).but(absent=source.absent)


# --- what a pattern matches ----------------------------------------------------------------------


def _matched(given: Given, names: set[str]) -> Shape:
    """Return the shape of a Replace by a pattern, of which the commonest is understood."""
    source, other = given.one("source"), given.one("replacementAttributeName")
    new = given.one("replacementValue").text
    pattern = _without_names(given.one("regexPattern").text or "")
    plain = new is not None and "$" not in new
    whole = "regexGroupName" not in names or pattern[:1] == "("
    by_value = names <= {"regexPattern", "regexGroupName", "replacementValue"}
    if by_value and plain and whole and new is not None:
        if source.email is Often.ALWAYS and pattern in _FROM_THE_SIGN_ON:
            return _with_another_end(source, new)
        if source.textual and "@" not in new and not source.at:
            return Shape(
                Type.TEXT, source.absent, email=Often.NEVER, local=_loose(source, new), at=False
            )
    absent = source.absent and (other.absent or "replacementAttributeName" in names)
    return Shape(Type.TEXT, absent)


def _without_names(pattern: str) -> str:
    """Return a pattern that begins with a named group as if that had none."""
    if not pattern.startswith("(?<"):
        return pattern
    name, closed, rest = pattern[3:].partition(">")
    return f"({rest}" if closed and name.isalnum() else pattern


def _with_another_end(address: Shape, new: str) -> Shape:
    longest = None if address.longest is None else address.longest - len("@b.cc")
    local = Shape(
        Type.TEXT, absent=False, skipped=False, shortest=1, longest=longest, email=Often.NEVER,
        local=Often.ALWAYS, at=False, lower=address.lower, upper=address.upper,
        letters=Letters.ASCII,
    )  # fmt: skip
    shape = joined([local, of_text(new)])
    return shape.but(absent=address.absent, shortest=0 if address.empty else shape.shortest)


def _loose(source: Shape, new: str) -> Often:
    """Judge whether a name of which parts were replaced could stand before an `@`."""
    fits = not new.strip(LOCAL + ".")
    return Often.SOMETIMES if fits and source.local is Often.SOMETIMES else Often.UNKNOWN


REPLACE: dict[str, Infer] = {"Replace": replace}
