"""MAP302."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule


@rule(
    "MAP302",
    "stale-when-cleared",
    Severity.INFO,
    "Cisco help 6ta3gz: Entra does not send what is null",
    "Microsoft Learn, known issues: null attributes cannot be provisioned",
)
def stale_when_cleared(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A value can become absent, and then the target keeps the old one for ever.

    Entra sends no null. Whoever moves out of an office keeps its number in Webex until somebody
    overwrites it there; a `default` is for new users only. Where that matters, send something
    else when there is nothing, with `??` or `case`. Reported for the rows that a file itself
    writes: what a base has is its own affair, and every mapping would have it twice. Targets that
    must never be absent are left to MAP202, MAP402 and MAP501, and lists of references, such as
    the members of a group, are not concerned: what is taken from them is removed.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { jobTitle -> title }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { [jobTitle] ?? "n/a" -> title }
    """
    for row in objects.mappings:
        if (
            row.source is not None
            and row.flow_type != ON_CREATE
            and context.own(row)
            and context.shape(objects, row.source).unsent
            and not _told_otherwise(objects, row, context)
        ):
            path = shorten(row.target.path)
            yield stale_when_cleared.at(
                row.source_origin,
                f"`{path}` keeps its old value when this is cleared",
                help='send something in its place: `?? "n/a"`',
                subject=path,
            )


def _told_otherwise(objects: ObjectMapping, row: AttributeMapping, context: Context) -> bool:
    """Tell whether another rule speaks of the row, or clearing does reach the target."""
    if context.webex and objects.kind == "users" and row.target.key in ("username", "active"):
        return True
    target = context.target(objects, row)
    listed = target and target.multivalued and target.type is AttributeType.REFERENCE
    required = target and target.required and row.default is None
    return bool(listed or required) or not context.knows(objects, row.source)
