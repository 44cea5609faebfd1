"""MAP403."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.activity import DEFAULT, activity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP403",
    "active-from-account-enabled",
    Severity.ERROR,
    "cloudflare-docs, pull request 30543: unassignment is missed",
    "Microsoft Learn, how provisioning works: what makes IsSoftDeleted true",
)
def active_from_account_enabled(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`active` follows `accountEnabled` instead of `IsSoftDeleted`: removal does not deactivate.

    Somebody who is taken out of the group that is assigned to Webex keeps an account in Entra,
    and so stays active in Webex. `IsSoftDeleted` knows of that, and of blocked accounts as well.
    The fix changes who is active, so that `lint --fix` applies it with `--unsafe` only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { accountEnabled -> active }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active }
    """
    row = row_of(objects, "active") if objects.kind == "users" else None
    if row is None or row.source is None or not context.knows(objects, row.source):
        return
    found = activity(row.source, context)
    if found.follows_account:
        yield active_from_account_enabled.at(
            row.source_origin,
            "`active` follows `accountEnabled` and not `IsSoftDeleted`",
            help=f"map `{DEFAULT}`, so that removal from the app counts, too",
            fix=None if found.others else instead(row.source_origin, DEFAULT),
            subject="active",
        )
