"""MAP201."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.address import LONGEST, is_too_long
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.shape import Often, Shape
from mapping_dsl.rule import rule

_SAYS = {
    Often.NEVER: "is never an e-mail address",
    Often.SOMETIMES: "is an e-mail address for some users only",
    Often.UNKNOWN: "is not known to be an e-mail address",
}


@rule(
    "MAP201",
    "username-not-email",
    Severity.ERROR,
    "Cisco, SCIM 2 API: userName is the primary e-mail address",
    "RFC 5321: at most 64 characters before the `@`, and 254 in all",
    "Cisco help d3p9vfb: if it does not match, users are provisioned as new users",
    allowable=False,
    webex=True,
)
def username_not_email(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The source of `userName` is never, not always, or not provably an e-mail address.

    Webex takes the e-mail address for the username. A user whose `userName` is something else is
    not found, and is provisioned a second time, as a new user without the old one's rooms and
    history. An error where the value is never an address, a warning where it sometimes is or where
    nothing is known of it, as of an extension attribute. Of an address that can only turn out too
    long MAP503 tells.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { objectId -> userName match 1 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName match 1 }
    """
    row = row_of(objects, "username") if objects.kind == "users" else None
    if row is None or row.source is None or not context.knows(objects, row.source):
        return
    shape = context.shape(objects, row.source)
    often = Often.NEVER if _is_too_long(shape) else shape.email
    if often in _SAYS:
        yield username_not_email.at(
            row.source_origin,
            f"the source of `userName` {_SAYS[often]}",
            help="map `userPrincipalName`, or an expression that ends in `@` and your domain",
            severity=Severity.ERROR if often is Often.NEVER else Severity.WARNING,
            subject="userName",
        )


def _is_too_long(shape: Shape) -> bool:
    """Tell whether every value has more characters than an address may have."""
    return shape.shortest > LONGEST or (shape.text is not None and is_too_long(shape.text))
