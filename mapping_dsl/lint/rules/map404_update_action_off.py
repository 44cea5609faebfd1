"""MAP404."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule

_SENT_LATER = {"users": "active", "groups": "members"}
"""What only an update can send: that somebody left, and who is in a group."""
_WHY = {"users": "whoever leaves stays active", "groups": "a group stays without members"}
_HELP = "write `actions create, update, delete`"


@rule(
    "MAP404",
    "update-action-off",
    Severity.ERROR,
    "Microsoft Learn, how provisioning works: disabling is an update, deleting needs Delete",
    "Microsoft Learn, SCIM guide: a group is created without members, which a PATCH adds",
)
def update_action_off(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Updates are off, on which `active` depends, or deletions are not followed.

    Entra deactivates by an update that sets `active`: without the action nothing is sent, and
    whoever leaves keeps the account. The members of a group come by updates, too. Without `delete`
    it is a warning: whoever is deleted in Entra for good stays in Webex, inactive. So it is for
    `actions none`, which stops everything, leavers included. Of a mapping `for "other"` only the
    updates are looked at, and nothing is said of a block that is `disabled`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { actions create, delete }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { actions update, delete }
    """
    if objects.kind not in _SENT_LATER or not objects.enabled:
        return
    target, off = _SENT_LATER[objects.kind], {"update", "delete"} - objects.actions
    level = Severity.WARNING
    if not objects.actions:
        message = f"no action is on for `{objects.kind}`: {_WHY[objects.kind]}"
    elif "update" in off and (row_of(objects, target) or target in objects.unresolved):
        message = f"`{target}` is sent by updates, which are off: {_WHY[objects.kind]}"
        level = Severity.ERROR
    elif "delete" in off and context.webex:
        message = f"`delete` is off: {objects.kind} that are deleted for good stay"
    else:
        return
    place = context.actions(objects) or context.block(objects)
    yield update_action_off.at(place, message, help=_HELP, severity=level, subject=objects.kind)
