"""MAP211."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP211",
    "external-id-missing",
    Severity.WARNING,
    "Cisco help d3p9vfb: a user who is in Webex already gets the object id as externalId",
    allowable=False,
    webex=True,
)
def external_id_missing(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """No row gives users an `externalId` of their own, so that their link to Entra is never stored.

    With it a user whose address has changed can still be told to be the same person: by people,
    by other tools, and by the next synchronization after a new start. A text that is the same for
    everybody tells nobody from anybody.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { drop externalId }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> externalId }
    """
    if objects.kind != "users" or "externalid" in objects.unresolved or not objects.enabled:
        return
    row = row_of(objects, "externalid")
    if row is not None:
        what = _useless(row, objects, context)
    else:
        what = "is not mapped" if context.complete else ""
    if what:
        yield external_id_missing.at(
            row.source_origin if row else context.block(objects),
            f"`externalId` {what}",
            help="map `objectId -> externalId`",
            subject="externalId",
        )


def _useless(row: AttributeMapping, objects: ObjectMapping, context: Context) -> str:
    """Return why a row gives nobody an own one, or nothing."""
    if row.source is None:
        return "has no source"
    text = context.shape(objects, row.source).text
    return "" if text is None else f"is `{text}` for everybody"
