"""What is known of a text whose characters are changed: casing, spaces, marks, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable

from mapping_dsl.resolve.arguments import Given
from mapping_dsl.resolve.shape import Letters, Often, Shape, Type

Infer = Callable[[Given], Shape]
_TURKIC = ("tr", "tur", "az", "aze")
_LANGUAGE = re.compile("[-_]")


def same(given: Given) -> Shape:
    """Return the shape of a text that stays what it is, as by CStr; a list is an error."""
    source = given.first
    kept = source if source.textual else Shape(absent=source.absent)
    kind = Type.TEXT if kept.type in (Type.INTEGER, Type.REFERENCE, Type.UNKNOWN) else kept.type
    return kept.but(type=kind).after(*given.all, fails=not source.textual)


def hidden(given: Given) -> Shape:
    """Return the shape of a value that is sent as it is, lists too."""
    return given.first


def _changed(given: Given) -> Shape:
    """Return what a change leaves as it is if every character stays one character.

    Nothing is known of each letter, so that case and kind are for the caller to tell.
    """
    source = given.first
    if not source.textual:
        return Shape(Type.TEXT, source.absent).after(*given.all, fails=True)
    changed = source.but(type=Type.TEXT, text=None, lower=False, upper=False, form=None)
    return changed.after(*given.all)


def to_lower(given: Given) -> Shape:
    """Return the shape of a text in lower case."""
    return _cased(given).but(lower=True, upper=given.first.letters is Letters.DIGITS)


def to_upper(given: Given) -> Shape:
    """Return the shape of a text in upper case."""
    return _cased(given).but(upper=True, lower=given.first.letters is Letters.DIGITS)


def _cased(given: Given) -> Shape:
    source, changed = given.first, _changed(given)
    culture = given.one("culture")
    if culture.nothing:
        kept = changed.but(injective=source.injective, folded=True)
        return kept.but(form="guid") if source.form == "guid" else kept
    known = culture.text is not None and _LANGUAGE.split(culture.text)[0].lower()
    changed = changed.but(injective=None, letters=Letters.ANY, fails=True)
    if known and known not in _TURKIC:
        return changed
    unsure = Often.NEVER if not source.at else Often.UNKNOWN
    return changed.but(email=unsure, local=Often.UNKNOWN)


def title_case(given: Given) -> Shape:
    """Return the shape of a text whose words begin with capitals."""
    return _changed(given).but(injective=None)


def strip_spaces(given: Given) -> Shape:
    """Return the shape of a text without its spaces."""
    return _without(given, trims=False)


def trim(given: Given) -> Shape:
    """Return the shape of a text, or of each item of a list, without white space around it."""
    if not given.first.textual:
        return Shape(given.first.type, given.first.absent).after(*given.all, fails=True)
    return _without(given, trims=True)


def _without(given: Given, *, trims: bool) -> Shape:
    """Return the shape of a text from which spaces were taken out."""
    source, changed = given.first, _changed(given)
    if not source.textual:
        return changed
    if has_no_space(source):
        return source.after(*given.all)
    return changed.but(
        lower=source.lower,
        upper=source.upper,
        shortest=0,
        email=_looser(source.email, at=source.at),
        local=Often.SOMETIMES if source.local is Often.SOMETIMES else Often.UNKNOWN,
        injective=None,
        letters=source.letters,
        form=source.form if trims else None,
    )


def has_no_space(shape: Shape) -> bool:
    """Tell whether no value has a space in it."""
    return Often.ALWAYS in (shape.email, shape.local) or shape.letters <= Letters.WORD


def _looser(email: Often, *, at: bool) -> Often:
    """Return what is left of a verdict when characters go that no address has."""
    if email is Often.NEVER:
        return Often.UNKNOWN if at else Often.NEVER
    return email


def normalize(given: Given) -> Shape:
    """Return the shape of a text whose letters lose their marks, and may become two."""
    source, changed = given.first, _changed(given)
    if not source.textual:
        return changed
    if source.letters <= Letters.ASCII:
        return source.after(*given.all)
    return changed.but(
        longest=None if source.longest is None else source.longest * 2,
        shortest=0,
        email=_looser(source.email, at=source.at),
        local=Often.SOMETIMES if source.local is Often.SOMETIMES else Often.UNKNOWN,
        injective=None,
    )


def base64(given: Given) -> Shape:
    """Return the shape of base64 of UTF-16: for each three bytes four signs."""
    return _encoded(given, longest=lambda units: -(-2 * units // 3) * 4)


def utf8_hex(given: Given) -> Shape:
    """Return the shape of hexadecimal digits, two for each byte of UTF-8."""
    shape = _encoded(given, longest=lambda units: 6 * units)
    return shape.but(letters=Letters.WORD, upper=True, local=Often.ALWAYS)


def _encoded(given: Given, longest: Callable[[int], int]) -> Shape:
    source = given.first
    return Shape(
        Type.TEXT,
        source.absent,
        shortest=source.shortest,
        longest=None if source.longest is None else longest(source.longest),
        email=Often.NEVER,
        at=False,
        letters=Letters.ASCII,
        injective=source.injective,
        folded=source.folded,
    ).after(*given.all, fails=not source.textual)


CHANGES: dict[str, Infer] = {
    "ConvertToBase64": base64,
    "ConvertToUTF8Hex": utf8_hex,
    "CStr": same,
    "NormalizeDiacritics": normalize,
    "PCase": title_case,
    "Redact": hidden,
    "StripSpaces": strip_spaces,
    "ToLower": to_lower,
    "ToUpper": to_upper,
    "Trim": trim,
}
