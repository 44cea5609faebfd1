"""MAP513."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import key
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule

_NAMES = (key("displayName"), key("name.givenName"), key("name.familyName"))


@rule(
    "MAP513",
    "no-display-name",
    Severity.INFO,
    "Cisco, People API: one of display name, first name and last name is needed",
    "Cisco, SCIM 2 API: none of them is required",
    webex=True,
)
def no_display_name(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Somebody can come to be in Webex without any name: display name and both names can be absent.

    SCIM takes such a user, whom others then find by the address only; the People API, by which
    other tools write users, asks for one of the three.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { drop displayName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { [displayName] & " (Contoso)" -> displayName }
    """
    users = objects.kind == "users" and objects.enabled
    if users and all(_can_lack(target, objects, context) for target in _NAMES):
        row = row_of(objects, _NAMES[0])
        yield no_display_name.at(
            row.source_origin if row else context.block(objects),
            "a user can be without display name, given name and family name",
            help="map `displayName`, which everybody in Entra has",
            subject="displayName",
        )


def _can_lack(target: str, objects: ObjectMapping, context: Context) -> bool:
    """Tell whether nothing may be sent for a target when somebody is made."""
    row = row_of(objects, target)
    if row is None:
        return target not in objects.unresolved and context.complete
    known = context.knows(objects, row.source)
    return known and not row.default and context.shape(objects, row.source).missing
