"""MAP301."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Label, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP301",
    "duplicate-target",
    Severity.ERROR,
    "Microsoft Learn, SCIM reference: a `type` may stand once per attribute",
)
def duplicate_target(objects: ObjectMapping, _: Context) -> Iterator[Finding]:
    """Two mappings have the same target.

    Only one of them can win. The portal does not let you add a second one; in a file nothing
    else would stop you. Targets are compared without case, prefixes written out.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          displayName -> title
          "employee"  -> title
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          displayName -> nickName
          "employee"  -> title
        }
    """
    first: dict[str, AttributeMapping] = {}
    for row in objects.mappings:
        before = first.setdefault(row.target.key, row)
        if before is not row:
            path = shorten(row.target.path)
            yield duplicate_target.at(
                row.target.place,
                f"`{path}` has two sources",
                Label(before.target.place, "first mapped here"),
                help="keep one, or join them with `??`",
                subject=path,
            )
