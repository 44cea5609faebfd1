"""What a shape claims, and which of its claims a result contradicts."""

import re
from collections.abc import Iterator

from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.lang.characters import lower, upper
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lang.types import integer
from mapping_dsl.resolve.address import is_domain, is_email, is_local
from mapping_dsl.resolve.shape import Often, Shape, Type, letters, units

_FORMS = {
    "guid": re.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    "country": re.compile("[A-Z]{2}"),
    "language": re.compile("[A-Za-z-]+"),
    "proxy-address": re.compile("[A-Za-z0-9]+:.*"),
    "distinguished-name": re.compile(".*=.*"),
    "phone": re.compile(".*", re.DOTALL),  # whatever somebody typed
}


def claims(shape: Shape) -> Iterator[str]:
    """Yield the names of what is claimed."""
    yield from (name for name in ("absent", "skipped", "fails") if not getattr(shape, name))
    if shape.shortest:
        yield "not empty"
    for name in ("longest", "text", "form", "items", "injective"):
        if getattr(shape, name) is not None:
            yield name
    for name in ("email", "local"):
        verdict = getattr(shape, name)
        if verdict is not Often.UNKNOWN:
            yield f"{name} {verdict}"
    for name in ("lower", "upper", "fixed"):
        if getattr(shape, name):
            yield name
    if shape.type is not Type.UNKNOWN:
        yield f"type {shape.type}"
    if not shape.at:
        yield "no @"
    yield f"letters {shape.letters.name}"


def broken(shape: Shape, result: Result) -> list[str]:
    """Return what a result contradicts; of one that is not known nothing can be said."""
    match result:
        case Unknown():
            return []
        case Absent():
            return ["absent"] * (not shape.absent) + ["text"] * (shape.text is not None)
        case Skipped():
            return ["skipped"] * (not shape.skipped) + ["text"] * (shape.text is not None)
        case Failed():
            return ["fails"] * (not shape.fails) + ["text"] * (shape.text is not None)
        case Value(value):
            return list(_broken(shape, value))


def _broken(shape: Shape, value: Plain) -> Iterator[str]:
    if isinstance(value, tuple):
        if shape.type not in (Type.LIST, Type.UNKNOWN):
            yield f"type {shape.type}"
        for item in value if shape.items else ():
            yield from (f"item: {claim}" for claim in _broken(shape.items or shape, item))
        return
    text = str(value)
    if units(text) < shape.shortest or (shape.longest is not None and units(text) > shape.longest):
        yield f"{units(text)} units, not {shape.shortest} to {shape.longest}"
    if shape.text is not None and shape.text != text:
        yield "text"
    if text:
        yield from _broken_text(shape, value, text)


def _broken_text(shape: Shape, value: Plain, text: str) -> Iterator[str]:
    for name, verdict, so in (
        ("email", shape.email, is_email(text)),
        ("local", shape.local, is_local(text)),
    ):
        if (verdict is Often.ALWAYS and not so) or (verdict is Often.NEVER and so):
            yield f"{name} {verdict}"
    tests = {
        "no @": not shape.at and "@" in text,
        "lower": shape.lower and lower(text, "") != text,
        "upper": shape.upper and upper(text, "") != text,
        "letters": letters(text) > shape.letters,
        "form": shape.form is not None and not _is_of(shape.form, text),
        "type": not _is_a(shape.type, value, text),
    }
    yield from (name for name, is_so in tests.items() if is_so)


def _is_of(form: str, text: str) -> bool:
    return is_domain(text) if form == "domain" else bool(_FORMS[form].fullmatch(text))


def _is_a(kind: Type, value: Plain, text: str) -> bool:
    match kind:
        case Type.BOOLEAN:
            return text in ("True", "False")
        case Type.INTEGER:
            integer(value)
            return True
        case Type.LIST:
            return False
        case Type.UNKNOWN:
            return True
        case _:
            return isinstance(value, str)


def folded(text: str) -> str:
    """Return what texts that differ in case only have in common."""
    return upper(lower(text, ""), "")
