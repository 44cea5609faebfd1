"""MAP817."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.told import flow, of_row
from mapping_dsl.resolve.rows import ALWAYS, ON_CREATE


@change_rule(
    "MAP817",
    "flow-changed",
    Risk.VALUE,
    "Microsoft Graph, attributeMapping: flowType and flowBehavior",
    "Microsoft Learn, attribute mappings: apply this mapping",
)
def flow_changed(pair: RowPair, _: Context) -> Iterator[Change]:
    """A value is sent at other times: on create only, or always, or even when it is unchanged.

    From create-only to always, what people or administrators entered in Webex is overwritten. From
    always to create-only, the value that is there today stays for ever: a `userName` or an
    `externalId` that is not sent any more parts from Entra's, which is IDENTITY.

    Next: a row that flows always is sent to everybody whose value
    differs; one that flows on create is sent to nobody who exists.

    Steps:
        1. Ask who edits the target in Webex: their entries are lost where it flows always.
        2. Save, and provision one person on demand whose value in Webex differs.
        3. Start provisioning.

    Old:
        users { preferredLanguage -> preferredLanguage on create }

    Bad:
        users { preferredLanguage -> preferredLanguage }

    Good:
        users { [preferredLanguage] -> preferredLanguage on create }
    """
    old, new = pair.old, pair.new
    if old and new and pair.role is not Role.ACTIVE and flow(old) != flow(new):
        what = _WHAT.get((old.flow_type, new.flow_type), "")
        message = f"`{pair.target}` is sent {flow(new)}, and was {flow(old)}{what}"
        told = of_row(old, flow(old)), of_row(new, flow(new))
        made = flow_changed.change(pair.block, pair.target, message, *told)
        yield made.but(risk=pair.stake, severity=pair.stake.severity)


_WHAT = {
    (ON_CREATE, ALWAYS): ": what was entered in Webex is overwritten",
    (ALWAYS, ON_CREATE): ": what is there today stays for ever",
}
