"""MAP804."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.spelling import differs_in
from mapping_dsl.diff.told import of_source

_THEN = {
    "case": "Entra ignores a difference in case only, as `userName`"
    " is not case-exact: existing people keep their spelling, new ones get the new one.",
}


@change_rule(
    "MAP804",
    "username-domain-or-case",
    Risk.IDENTITY,
    "Microsoft Learn, attribute mappings: differences in case only are ignored unless case-exact",
    "help.webex.com WBX9000024083: a tool of Cisco's deletes people whose address differs by case",
)
def username_domain_or_case(pair: RowPair, context: Context) -> Iterator[Change]:
    """`userName` changes in its domain only, or in its case only: that is proven.

    The part before the `@` is the same for everybody, or the whole is but for capital letters. A
    move to another domain is the usual reason. It is still a change of who is who: an address of
    the new domain is another user name to Webex.

    Next: Entra renames all whom it has linked, and searches Webex
    with the new address for all others; who is not found is provisioned as a new user.

    Steps:
        1. Have the new domain verified in Control Hub; Webex refuses addresses of any other.
        2. Stop provisioning, save, and provision one person on demand: the log must say Update.
        3. Start provisioning, and look for Create in the log of the first cycle.

    Old:
        users { [mailNickname] & "@contoso.com" -> userName match 1 }

    Bad:
        users { [mailNickname] & "@contoso.example" -> userName match 1 }

    Good:
        users { Join("", [mailNickname], "@contoso.com") -> userName match 1 }
    """
    found = proven(pair, context)
    if found is not None:
        message = f"`userName` changes in its {found} only"
        old, new = of_source(pair.old), of_source(pair.new)
        yield username_domain_or_case.change(
            pair.block, pair.target, message, old, new, then=_THEN.get(found)
        )


def proven(pair: RowPair, context: Context) -> str | None:
    """Return what the user name is proven to change in, if it changes: domain, case, or both."""
    if pair.role is not Role.USERNAME or pair.old is None or pair.new is None:
        return None
    old, new = pair.old.source, pair.new.source
    if old is None or new is None or old == new:
        return None
    return differs_in(old, new, context.shape(pair.blocks[1]))
