"""MAP502."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP502",
    "read-only-target",
    Severity.ERROR,
    "Cisco, SCIM 2 API: what is read-only is ignored when it is sent",
    "azure-docs, issue 43807: the primary key cannot be mapped",
)
def read_only_target(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A target is one that only the target system itself writes.

    Webex ignores what is sent for it, without an error. `id` is the key by which Entra remembers
    who is who, and a mapping onto it breaks that; the place for Entra's own id is `externalId`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> id }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> externalId }
    """
    for row in objects.mappings:
        target = context.target(objects, row)
        if target and target.mutability == "ReadOnly":
            path = shorten(row.target.path)
            yield read_only_target.at(
                row.target.place,
                f"`{path}` is read-only",
                help="map it to `externalId`" if target.anchor else "remove the row",
                subject=path,
            )
