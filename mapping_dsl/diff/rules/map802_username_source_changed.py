"""MAP802."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.rules.map804_username_domain_or_case import proven
from mapping_dsl.diff.told import of_source
from mapping_dsl.resolve.model import AttributeMapping


@change_rule(
    "MAP802",
    "username-source-changed",
    Risk.IDENTITY,
    "Cisco's help on synchronised users: who has another user name is provisioned as a new user",
    "Microsoft Learn, how provisioning works: unlinked people are searched by the matching value",
)
def username_source_changed(pair: RowPair, context: Context) -> Iterator[Change]:
    """`userName` comes from somewhere else: who is who can change.

    Webex takes the e-mail address for the user name. Whoever gets another one is renamed if Entra
    has linked the two accounts, and is a stranger if it has not: a second account, without the
    history, the meetings and the licences of the first.

    Next: Entra sends the new `userName` to all whom it has linked,
    and searches Webex with it for all others; who is not found is provisioned as a new user.

    Steps:
        1. List who gets another value: `preview` both versions over an export of your people.
        2. Give these people the new address in Webex first, and have its domain verified there.
        3. Stop provisioning, save, and provision one of them on demand: the log must say Update.
        4. Start provisioning, and look for Create in the log of the first cycle.

    Old:
        users { userPrincipalName -> userName match 1 }

    Bad:
        users { mail -> userName match 1 }

    Good:
        users { [userPrincipalName] -> userName match 1 because "Webex signs people in by it" }
    """
    if pair.role is not Role.USERNAME or not differs(pair.old, pair.new) or proven(pair, context):
        return
    old, new = of_source(pair.old), of_source(pair.new)
    if pair.new is None:
        message = "`userName` is no longer mapped: nobody can be provisioned"
    elif pair.old is None:
        message = "`userName` is mapped where it was not before"
    else:
        message = "`userName` comes from another source: who is who can change"
    place = pair.blocks[1].origin if pair.new is None else None
    yield username_source_changed.change(pair.block, pair.target, message, old, new, place=place)


def differs(old: AttributeMapping | None, new: AttributeMapping | None) -> bool:
    """Tell whether a value comes from somewhere else, or is no longer or newly mapped."""
    return old is None or new is None or old.source != new.source
