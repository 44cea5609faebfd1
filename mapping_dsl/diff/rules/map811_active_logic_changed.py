"""MAP811."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, Told, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import Role, RowPair
from mapping_dsl.diff.told import content, flow, source
from mapping_dsl.diff.truth import Table, table
from mapping_dsl.resolve.model import AttributeMapping


@change_rule(
    "MAP811",
    "active-logic-changed",
    Risk.ACCESS,
    "Microsoft Learn, how provisioning works: what makes IsSoftDeleted true, and what it is for",
    "azure-docs, issue 93829: people who had left stayed active",
)
def active_logic_changed(pair: RowPair, context: Context) -> Iterator[Change]:
    """`active` comes out differently for some: they are let in, or shut out.

    Both versions are evaluated for everything that their inputs can be, and both results are shown
    side by side. Two ways to write one table are no change. Inputs that are not true or false
    cannot be listed; where they decide, the result is called unknown, and that counts as changed.

    Next: everybody in scope gets the new `active`. Who is set
    to False is signed out of Webex; who was let go and is set to True can sign in again.

    Steps:
        1. `preview` both versions for one person who is there, one who is blocked, and one who was
           removed from the app.
        2. Save, and provision these three on demand.
        3. Start provisioning, and compare the number of active Webex users before and after.

    Old:
        users { Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active }

    Bad:
        users { Switch([IsSoftDeleted], , "True", "True", "False", "False") -> active }

    Good:
        users { if [IsSoftDeleted] = "True" then "False" else "True" -> active }
    """
    if pair.role is not Role.ACTIVE:
        return
    old, new = pair.old, pair.new
    before = old.source if old else None
    after = new.source if new else None
    found = table(before, after, context.sources(pair.blocks[1]))
    flows = old is not None and new is not None and flow(old) != flow(new)
    if old is not None and new is not None and (before == after or found.same) and not flows:
        return
    place = pair.blocks[1].origin if new is None else None
    yield active_logic_changed.change(
        pair.block,
        pair.target,
        _message(old, new, found),
        _told(old),
        _told(new, found),
        place=place,
    )


def _message(old: AttributeMapping | None, new: AttributeMapping | None, found: Table) -> str:
    if new is None:
        return "`active` is no longer mapped: whoever leaves stays in Webex"
    if old is None:
        return "`active` is mapped where it was not before"
    if old.source == new.source or found.same:
        return f"`active` is sent {flow(new)}, and was {flow(old)}"
    if found.others:
        names = ", ".join(f"`{name}`" for name in found.others)
        return f"`active` comes out differently, or depends on {names}"
    return "`active` comes out differently"


def _told(row: AttributeMapping | None, found: Table | None = None) -> Told:
    """Tell a row's source, and below the new one what both come to."""
    if row is None:
        shown = f"not mapped\n{found.text()}" if found else "not mapped"
        return Told(None, shown, "")
    shown = f"{source(row.source)}  {flow(row)}"
    shown = f"{shown}\n{found.text()}" if found else shown
    return Told(row.source_origin, shown, content(row))
