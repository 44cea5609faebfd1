"""MAP401."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.activity import DEFAULT
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.rows import ALWAYS, ON_CREATE
from mapping_dsl.rule import rule


@rule(
    "MAP401",
    "active-missing",
    Severity.ERROR,
    "Microsoft Learn, how provisioning works: disabling needs IsSoftDeleted mapped to active",
    "azure-docs, issue 93829: without the row nothing is sent",
    allowable=False,
    webex=True,
)
def active_missing(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`active` is not mapped, or not on update: whoever leaves stays in Webex.

    Entra tells Webex by `active` that somebody was blocked, deleted or removed from the app.
    Without the row nothing is sent, and the account goes on working. A row that flows `on create`
    only is of no use either: people leave later than they come. Of a flow type that is for values
    that are added nobody documents what it does to one that changes, so that it is a warning.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { drop active }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active }
    """
    if objects.kind != "users" or "active" in objects.unresolved or not objects.enabled:
        return
    row = row_of(objects, "active")
    if row is None:
        if context.complete:
            yield _missing(context, objects)
    elif row.source is None or row.flow_type != ALWAYS:
        yield _useless(row)


def _missing(context: Context, objects: ObjectMapping) -> Finding:
    place, help = context.block(objects), f"map `{DEFAULT} -> active`"
    return active_missing.at(place, "`active` is not mapped", help=help, subject="active")


def _useless(row: AttributeMapping) -> Finding:
    severity, help = Severity.ERROR, f"remove `flow type {row.flow_type}`"
    if row.source is None:
        message, help = "`active` has no source", f"map `{DEFAULT}`"
    elif row.flow_type == ON_CREATE:
        message, help = "`active` is sent on create only", "remove `on create`"
    else:
        message = f"whether `{row.flow_type}` sends `active` on update is not documented"
        severity = Severity.WARNING
    return active_missing.at(row.origin, message, help=help, severity=severity, subject="active")
