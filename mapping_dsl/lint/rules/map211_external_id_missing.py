"""MAP211."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import ObjectMapping
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
    """No row gives users an `externalId`, so that their link to Entra is never stored.

    With it a user whose address has changed can still be told to be the same person: by people,
    by other tools, and by the next synchronization after a new start.

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
    nothing = row is not None and row.source is None
    if nothing or (row is None and context.complete):
        yield external_id_missing.at(
            row.source_origin if row else context.block(objects),
            f"`externalId` {'has no source' if nothing else 'is not mapped'}",
            help="map `objectId -> externalId`",
            subject="externalId",
        )
