"""MAP503."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import Attribute as Cataloged
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import Attribute, AttributeMapping, ObjectMapping
from mapping_dsl.resolve.shape import ABSENT, Shape, Type, units
from mapping_dsl.rule import rule


@rule(
    "MAP503",
    "value-too-long",
    Severity.WARNING,
    "Cisco, SCIM 2 API: the lengths of the published schema, read as characters",
    "Microsoft Graph, user: the lengths of its properties",
)
def value_too_long(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A value has, or can have, more characters than Webex's schema has room for.

    Whether Webex refuses it or cuts it is not known. The bound that is shown is proven from the
    lengths that Microsoft documents; nothing is said where one of them is not known, nor of the
    rows that Cisco itself has as its defaults. A warning where it is sure, and for `userName`,
    without which there is no user; else an info, for few people have a name of 256 characters.
    `Left([…], 64)` makes sure.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { [displayName] & " of Contoso" -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Left([displayName] & " of Contoso", 256) -> nickName }
    """
    for row in objects.mappings:
        target = context.target(objects, row)
        if target is None or target.longest is None:
            continue
        sent = ABSENT if _is_default(row, target) else context.shape(objects, row.source)
        told, sure = _told(sent, target.longest, row)
        weighty = sure or row.target.key == "username"
        if told and (weighty or context.own(row)) and context.knows(objects, row.source):
            path = shorten(row.target.path)
            default = written.default(row, context) if "default" in told else None
            yield value_too_long.at(
                default or row.source_origin,
                f"`{path}` has room for {target.longest} characters, and {told}",
                help="shorten it" if default else f"cut it: `Left(…, {target.longest})`",
                severity=Severity.WARNING if weighty else Severity.INFO,
                subject=path,
            )


def _told(shape: Shape, room: int, row: AttributeMapping) -> tuple[str, bool]:
    """Return how long a value can be, where that is too long, and whether it always is."""
    if row.default is not None and units(row.default) > room:
        return f"the default has {units(row.default)}", True
    longest = shape.longest
    if longest is None or longest <= room or shape.type in (Type.LIST, Type.UNKNOWN):
        return "", False
    if shape.text is not None:
        return f"this has {longest}", True
    return f"this can have up to {longest}", shape.shortest > room


def _is_default(row: AttributeMapping, target: Cataloged) -> bool:
    """Tell whether a row is what Cisco has as the default of its target."""
    source = row.source.name if isinstance(row.source, Attribute) else None
    return target.default is not None and target.default.source == source
