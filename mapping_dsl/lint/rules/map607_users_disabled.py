"""MAP607."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP607",
    "users-disabled",
    Severity.ERROR,
    "Microsoft Learn, customizing mappings: the mapping of users cannot be disabled",
)
def users_disabled(objects: ObjectMapping, _: Context) -> Iterator[Finding]:
    """The mapping of users is disabled, which Entra does not offer: only that of groups can be.

    To stop provisioning users take the assignments away, or turn provisioning off for the app.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users disabled { userPrincipalName -> userName match 1 }

    Good:
        mapping "contoso" extends "webex/default@1"
        groups disabled { displayName -> displayName match 1 }
    """
    if objects.kind == "users" and not objects.enabled:
        help = "take `disabled` out; `actions none` stops every change"
        yield users_disabled.at(objects.origin, "`users` cannot be disabled", help=help)
