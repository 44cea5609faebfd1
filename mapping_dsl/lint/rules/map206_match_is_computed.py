"""MAP206."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import Call, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP206",
    "match-is-computed",
    Severity.INFO,
    "Microsoft Learn, account discovery: matching attributes have to be mapped directly",
)
def match_is_computed(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The value that is matched on is computed by an expression.

    Provisioning itself evaluates it and asks for the result. Entra's account discovery, which
    lists who is in the target and not in Entra, compares attributes only, and a person who looks
    for somebody in both systems has no value to compare either. Reported for the rows that a file
    itself writes.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { [mail] ?? [userPrincipalName] -> userName match 1 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName match 1 }
    """
    for row in objects.mappings:
        if row.matching_priority and isinstance(row.source, Call) and context.own(row):
            path = shorten(row.target.path)
            yield match_is_computed.at(
                row.source_origin,
                f"`{path}` is matched on and computed",
                help="map an attribute as it is where one will do",
                subject=path,
            )
