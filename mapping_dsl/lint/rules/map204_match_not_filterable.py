"""MAP204."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule

_USUAL = {"users": "userName", "groups": "displayName"}


@rule(
    "MAP204",
    "match-not-filterable",
    Severity.ERROR,
    "Cisco, SCIM 2 API: the attributes and operators of a search",
    "wxc_sdk: Webex's refusal of a search by externalId is quoted there",
    "Microsoft Learn, Cisco Webex tutorial: userName is the one that is marked for matching",
    webex=True,
)
def match_not_filterable(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A matching attribute is one by which Webex documents no search for equality.

    Entra looks for a user with `filter=… eq "…"`. Where Webex refuses the filter the user fails;
    where it finds nothing the user is made a second time. `externalId` is the tempting one: that
    it can be searched is documented nowhere.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> externalId match 2 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> externalId }
    """
    for row in objects.mappings if objects.kind in _USUAL else ():
        target = context.target(objects, row) if row.matching_priority else None
        if target and "eq" not in target.filters:
            path = shorten(row.target.path)
            yield match_not_filterable.at(
                context.match(row),
                f"Webex documents no search by `{path}`",
                help=f"match on `{_USUAL[objects.kind]}`",
                subject=path,
            )
