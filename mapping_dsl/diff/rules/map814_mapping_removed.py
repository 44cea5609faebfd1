"""MAP814."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.told import of_row


@change_rule(
    "MAP814",
    "mapping-removed",
    Risk.VALUE,
    "help.webex.com 6ta3gz: Entra does not synchronise nulls, what Webex has stays",
    "Microsoft Learn, attribute mappings: an attribute that is not mapped is not touched",
)
def mapping_removed(pair: RowPair, _: Context) -> Iterator[Change]:
    """A target is no longer mapped: its value goes stale, it is not cleared.

    Entra stops to write the target. Webex keeps what it has, for ever, and shows it as if it were
    true: the title that somebody had on the day of the change, the office they have left.

    Next: nothing is sent for this target any more. New people have no value there; everybody else
    keeps the last one.

    Steps:
        1. If the values shall go, clear them in Webex after saving; Entra cannot.
        2. If somebody else takes over, let them write once before this is saved.
        3. Save, and start provisioning.

    Old:
        users { jobTitle -> title }

    Bad:
        users { }

    Good:
        users { [jobTitle] -> title }
    """
    if pair.old and pair.new is None and pair.role is Role.PLAIN:
        message = f"`{pair.target}` is no longer mapped: Webex keeps the last value for ever"
        yield mapping_removed.change(
            pair.block,
            pair.target,
            message,
            of_row(pair.old),
            of_row(None),
            place=pair.blocks[1].origin,
        )
