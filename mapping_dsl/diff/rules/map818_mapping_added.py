"""MAP818."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.told import of_row
from mapping_dsl.resolve.rows import ON_CREATE

_ON_CREATE = "it is sent to nobody who exists, only to those who are created."


@change_rule(
    "MAP818",
    "mapping-added",
    Risk.VALUE,
    "Microsoft Learn, attribute mappings: after a change all people are evaluated anew",
)
def mapping_added(pair: RowPair, _: Context) -> Iterator[Change]:
    """A target is mapped that was not: what Webex has there is overwritten.

    Whatever people, administrators or another tool wrote into it is replaced for everybody who has
    the source, at the next cycle and again whenever it changes in Entra.

    Next: everybody in scope who has the source gets its value; who
    has none keeps what is there.

    Steps:
        1. Export what Webex has in this target today: it is the only copy.
        2. Declare the target in the attribute list first, if the app does not have it.
        3. Save, and provision one person on demand who has another value in Webex.
        4. Start provisioning.

    Old:
        users { }

    Bad:
        users { jobTitle -> title }

    Good:
        users { objectId -> externalId }
    """
    if pair.old is None and pair.new and pair.role is Role.PLAIN:
        created = pair.new.flow_type == ON_CREATE
        what = "for new people" if created else "and overwrites what Webex has"
        message = f"`{pair.target}` is mapped, {what}"
        then = _ON_CREATE if created else None
        yield mapping_added.change(
            pair.block, pair.target, message, of_row(None), of_row(pair.new), then=then
        )
