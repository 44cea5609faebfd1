"""MAP816."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import RowPair
from mapping_dsl.diff.told import default, of_row


@change_rule(
    "MAP816",
    "default-changed",
    Risk.VALUE,
    "Microsoft Learn, attribute mappings: a default is used when an object is created only",
)
def default_changed(pair: RowPair, _: Context) -> Iterator[Change]:
    """Another default: what people without a value get when they are created.

    A default is used on create only. Whoever is in Webex already keeps the old one. Only where
    nothing else is mapped (`none`) an empty target of an existing person is filled with it, too.
    It is of the class of its target: of `userName` and `externalId` IDENTITY, of `active` ACCESS.

    Next: nothing changes for people who exist, unless the row has no source. Whoever is created
    from now on gets the new default.

    Steps:
        1. If existing people shall have it too, write it into the expression: `… ?? "value"`.
        2. Save, and start provisioning.

    Old:
        users { jobTitle -> title default "Employee" }

    Bad:
        users { jobTitle -> title default "Staff" }

    Good:
        users { [jobTitle] -> title default "Employee" }
    """
    old, new = pair.old, pair.new
    if old and new and old.default != new.default:
        message = f"`{pair.target}` has another default"
        told = of_row(old, default(old)), of_row(new, default(new))
        made = default_changed.change(pair.block, pair.target, message, *told)
        yield made.but(risk=pair.stake, severity=pair.stake.severity)
