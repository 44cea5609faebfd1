"""MAP813."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import ObjectPair
from mapping_dsl.diff.told import beside, of_objects
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.unsaid import Unsaid

_ACTIONS = ("create", "update", "delete")
_LOST = {
    "create": "nobody new gets an account",
    "update": "nothing is updated, and nobody is deactivated",
    "delete": "who is deleted for good in Entra stays in Webex",
}
_GAINED = {
    "create": "accounts are created",
    "update": "existing accounts are overwritten, and deactivated",
    "delete": "who is deleted for good in Entra is deleted in Webex",
}

_LOST_GROUPS = {
    "create": "no new group is made",
    "update": "names and members are not updated",
    "delete": "a group that is deleted in Entra stays in Webex",
}
_GAINED_GROUPS = {
    "create": "groups are made",
    "update": "existing groups are overwritten",
    "delete": "a group that is deleted in Entra is deleted in Webex",
}


@change_rule(
    "MAP813",
    "actions-changed",
    Risk.ACCESS,
    "Microsoft Learn, attribute mappings: target object actions",
    "Microsoft Learn, how provisioning works: disabling is an update, a hard delete a delete",
)
def actions_changed(pair: ObjectPair, _: Context) -> Iterator[Change]:
    """Entra may create, update or delete where it might not, or no longer may.

    Without create nobody gets an account; without update leavers are not deactivated, since that is
    an update of `active`; without delete the accounts of those who are purged stay. A block that is
    disabled, removed or new is all of it at once. Where a schema names actions that nobody knows
    here, what the others come to is undecided.

    Next: everybody in scope is treated by the new actions. What was left undone before is not made
    up for people who are no longer linked.

    Steps:
        1. Say for each action who is treated differently, and whether somebody waits for that.
        2. Where delete is new: turn on the prevention of accidental deletions first.
        3. Save, provision one person on demand, and read which action the log names.
        4. Start provisioning.

    Old:
        users { actions create, update, delete }

    Bad:
        users { actions create, update }

    Good:
        users { actions delete, update, create }
    """
    before, after = _allowed(pair.old), _allowed(pair.new)
    unsaid = _unsaid(pair.old), _unsaid(pair.new)
    if pair.old and pair.new and any(unsaid):
        yield from _undecided(pair, *unsaid)
        return
    if before == after:
        return
    groups = "groups" in {objects.kind for objects in (pair.old, pair.new) if objects}
    lost, gained = (_LOST_GROUPS, _GAINED_GROUPS) if groups else (_LOST, _GAINED)
    told = [lost[a] for a in _ACTIONS if a in before - after]
    told += [gained[a] for a in _ACTIONS if a in after - before]
    yield actions_changed.change(
        pair.block,
        "actions",
        f"{_what(pair)}: {'; '.join(told)}",
        of_objects(pair.old, whole=pair.new is None),
        of_objects(pair.new, whole=pair.old is None),
    )


def _undecided(pair: ObjectPair, before: Unsaid | None, after: Unsaid | None) -> Iterator[Change]:
    """Yield the change of actions of which not all are known here, before or after."""
    same = before is not None and after is not None and before.same(after)
    if same and _allowed(pair.old) == _allowed(pair.new):
        return
    yield actions_changed.change(
        pair.block,
        "actions",
        "other actions are allowed, undecided which: some of them are not known here",
        beside(of_objects(pair.old), before),
        beside(of_objects(pair.new), after),
    )


def _unsaid(objects: ObjectMapping | None) -> Unsaid | None:
    return next((one for one in objects.unsaid if one.actions), None) if objects else None


def _allowed(objects: ObjectMapping | None) -> frozenset[str]:
    return objects.actions if objects and objects.enabled else frozenset()


def _what(pair: ObjectPair) -> str:
    if pair.new is None:
        return f"the block `{pair.block}` is gone"
    if pair.old is None:
        return f"the block `{pair.block}` is new"
    if pair.old.enabled != pair.new.enabled:
        return f"the block `{pair.block}` is {'enabled' if pair.new.enabled else 'disabled'}"
    return "other actions are allowed"
