"""What the catalog says of a source attribute, as a shape."""

from __future__ import annotations

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.resolve.address import SHORTEST
from mapping_dsl.resolve.shape import NUMBER, TRUTH, UNKNOWN, Form, Letters, Often, Shape, Type

_GUID = 36
_COUNTRY = 2
_TYPES = {
    AttributeType.STRING: Type.TEXT,
    AttributeType.INTEGER: Type.INTEGER,
    AttributeType.BOOLEAN: Type.BOOLEAN,
    AttributeType.DATETIME: Type.DATE,
    AttributeType.REFERENCE: Type.REFERENCE,
    AttributeType.BINARY: Type.BINARY,
}
_WORD: dict[str, object] = {"local": Often.ALWAYS, "letters": Letters.WORD}
_FORMS: dict[Form, dict[str, object]] = {
    "guid": {**_WORD, "shortest": _GUID, "longest": _GUID},
    "language": _WORD,
    "country": {**_WORD, "shortest": _COUNTRY, "longest": _COUNTRY, "upper": True},
    "proxy-address": {"local": Often.NEVER, "at": True},
    "distinguished-name": {"local": Often.NEVER},
    "phone": {},
}


def of_attribute(name: str, attribute: Attribute | None) -> Shape:
    """Return the shape of a source attribute; little is known of one that is in no catalog.

    A directory attribute is null rather than empty: Graph refuses to store `""`. Of a text that
    the catalog says is never an address it is taken that there is no `@` in it, as in names.
    """
    one = _one(attribute).but(skipped=False, fails=False, fixed=True, injective=name)
    if attribute is None or not attribute.multivalued:
        return one
    return Shape(
        Type.LIST, one.absent, skipped=False, fails=False, shortest=1, email=Often.NEVER,
        local=Often.NEVER, items=one.but(absent=False, injective=None), fixed=True, injective=name,
    )  # fmt: skip


def _one(attribute: Attribute | None) -> Shape:
    """Return the shape of one value."""
    if attribute is None:
        return UNKNOWN.but(shortest=1)
    match attribute.type:
        case AttributeType.BOOLEAN:
            return TRUTH.but(absent=attribute.nullable)
        case AttributeType.INTEGER:
            return NUMBER.but(absent=attribute.nullable)
        case AttributeType.STRING | AttributeType.DATETIME:
            return _text(attribute)
        case _:
            known = _TYPES[attribute.type], Often(attribute.email)
            at = known[1] is not Often.NEVER
            return Shape(known[0], attribute.nullable, shortest=1, email=known[1], at=at)


def _text(attribute: Attribute) -> Shape:
    email = Often(attribute.email)
    shape = Shape(
        _TYPES[attribute.type],
        attribute.nullable,
        shortest=1,
        longest=attribute.longest,
        email=email,
        local=Often.SOMETIMES if email is Often.NEVER else Often.UNKNOWN,
        at=email is not Often.NEVER,
    )
    if attribute.type is AttributeType.DATETIME:
        return shape.but(local=Often.UNKNOWN, letters=Letters.ASCII)
    if email is Often.ALWAYS:
        return shape.but(shortest=SHORTEST, local=Often.NEVER, letters=Letters.ASCII)
    if attribute.local_part:
        return shape.but(local=Often.ALWAYS, letters=Letters.ASCII)
    if attribute.form:
        return shape.but(form=attribute.form, **_FORMS[attribute.form])
    return shape
