"""MAP803."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.rules.map802_username_source_changed import differs
from mapping_dsl.diff.told import of_source


@change_rule(
    "MAP803",
    "external-id-changed",
    Risk.IDENTITY,
    "Cisco's help on synchronised users: objectId flows to externalId when an account is linked",
    "wxc_sdk, test_scim.py: Webex does not search by externalId",
)
def external_id_changed(pair: RowPair, _: Context) -> Iterator[Change]:
    """`externalId`, which ties a Webex user to the object in Entra, comes from somewhere else.

    By it other tools, and an administrator who repairs a broken link, know whose account it is. It
    is lost with the old value, and one that people can change is no tie at all.

    Next: the first cycle writes the new `externalId` to everybody in scope. Whoever is out of scope
    keeps the old one, so that both kinds stand side by side.

    Steps:
        1. Export the Webex users with their `externalId`: it is the only copy of the old ties.
        2. Make sure that the new value is there and unique for everybody in scope.
        3. Change what reads `externalId` besides Entra.
        4. Save, and compare the export after the first cycle.

    Old:
        users { objectId -> externalId }

    Bad:
        users { employeeId -> externalId }

    Good:
        users { objectId -> externalId flow always }
    """
    if pair.role is not Role.EXTERNAL_ID or not differs(pair.old, pair.new):
        return
    if pair.new is None:
        message = "`externalId` is no longer mapped: new accounts have no tie to Entra"
    elif pair.old is None:
        message = "`externalId` is mapped where it was not before"
    else:
        message = "`externalId` comes from another source"
    place = pair.blocks[1].origin if pair.new is None else None
    old, new = of_source(pair.old), of_source(pair.new)
    yield external_id_changed.change(pair.block, pair.target, message, old, new, place=place)
