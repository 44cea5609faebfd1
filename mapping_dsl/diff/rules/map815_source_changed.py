"""MAP815."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.told import of_source


@change_rule(
    "MAP815",
    "source-changed",
    Risk.VALUE,
    "Microsoft Learn, attribute mappings: after a change all people are evaluated anew",
    "help.webex.com 6ta3gz: where the source is null nothing is sent",
)
def source_changed(pair: RowPair, context: Context) -> Iterator[Change]:
    """A target gets another value from now on.

    Everybody whose new value differs is updated. Where the new source has nothing, nothing is sent:
    these people keep the value of the old source, and nobody sees that it is one.

    Next: whoever's value differs is updated; a difference in case
    only is not sent, unless the target is case-exact.

    Steps:
        1. `preview` both versions for people who have the new source and for some who have not.
        2. Save, and provision one of each on demand.
        3. Start provisioning.

    Old:
        users { department -> title }

    Bad:
        users { jobTitle -> title }

    Good:
        users { [department] -> title because "as HR has it" }
    """
    if pair.role is not Role.PLAIN or pair.old is None or pair.new is None:
        return
    if pair.old.source == pair.new.source:
        return
    stale = _can_be_absent(pair, context, new=True) and not _can_be_absent(pair, context, new=False)
    note = ": who has none keeps the old value for ever" if stale else ""
    message = f"`{pair.target}` comes from another source{note}"
    old, new = of_source(pair.old), of_source(pair.new)
    yield source_changed.change(pair.block, pair.target, message, old, new)


def _can_be_absent(pair: RowPair, context: Context, *, new: bool) -> bool:
    row = pair.new if new else pair.old
    if row is None or row.source is None:
        return True
    return context.shape(pair.blocks[new], new=new)(row.source).unsent
