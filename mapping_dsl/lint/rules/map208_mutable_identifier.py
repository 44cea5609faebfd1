"""MAP208."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import ObjectMapping, reads
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule

_CHANGE = {
    "userPrincipalName",
    "originalUserPrincipalName",
    "onPremisesUserPrincipalName",
    "onPremisesSamAccountName",
    "mail",
    "otherMails",
    "proxyAddresses",
    "mailNickname",
    "displayName",
    "givenName",
    "surname",
}
"""What changes with a name: on a marriage, a correction, a new domain, a group's new purpose."""


@rule(
    "MAP208",
    "mutable-identifier",
    Severity.WARNING,
    "azure-docs, issue 101526: take objectId, since the nickname that is the default can change",
    "Cisco help d3p9vfb: externalId from the object id",
)
def mutable_identifier(objects: ObjectMapping, _: Context) -> Iterator[Finding]:
    """`externalId` comes from something that changes with a name.

    It is meant to say for ever which object in Entra somebody in Webex is. An address or a
    nickname changes, and may be given to somebody else later. A row that flows `on create` only
    keeps what it had at first, and is not reported.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> externalId }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> externalId }
    """
    row = row_of(objects, "externalid")
    names = (
        sorted(_CHANGE.intersection(reads(row.source)))
        if row and row.flow_type != ON_CREATE
        else []
    )
    if row and names:
        listed = " or ".join(f"`{name}`" for name in names)
        yield mutable_identifier.at(
            row.source_origin,
            f"`externalId` changes with {listed}",
            help="map `objectId`, which stays the same for ever",
            subject="externalId",
        )
