"""MAP209."""

from collections.abc import Iterator

from mapping_dsl.evaluate.result import Value
from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.lint.people import GUEST, GUEST_ADDRESS, GUEST_STORED
from mapping_dsl.resolve.address import is_email
from mapping_dsl.resolve.model import Attribute, Expression, ObjectMapping
from mapping_dsl.resolve.names import is_deterministic
from mapping_dsl.rule import rule

_PLAIN = Attribute("userPrincipalName")


@rule(
    "MAP209",
    "guest-username",
    Severity.WARNING,
    "Microsoft Learn, attribute mappings: a guest's userPrincipalName is given as the own address",
    "Microsoft Learn, attribute mappings: originalUserPrincipalName is what is stored, with #EXT#",
    "Webex SCIM 2 API: the domain must be verified where that is enforced",
    webex=True,
)
def guest_username(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Guests can be in scope, and their `userName` is not the address that is theirs.

    For a guest Entra makes `ada@partner.example` of the stored
    `ada_partner.example#EXT#@contoso.onmicrosoft.com`, so that plain `userPrincipalName` is right,
    and `mail` is, too. `originalUserPrincipalName` keeps the `#EXT#`; and a domain of your own
    behind the nickname or the part before the `@` makes an address that is nobody's, or that of a
    colleague of the same name. The source is tried on a made-up guest. Nothing is said where the
    scope leaves this guest out, be it by `#EXT#` or by a domain, or where the source hangs on
    attributes of which nobody knows what guests have.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          scope originalUserPrincipalName is not null
          originalUserPrincipalName -> userName match 1
            allow match-special-characters because "of guests only"
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          scope originalUserPrincipalName is not null
            and not originalUserPrincipalName matches "#EXT#@.*$"
          originalUserPrincipalName -> userName match 1
            allow match-special-characters because "of guests only"
        }
    """
    row = row_of(objects, "username") if objects.kind == "users" and objects.enabled else None
    if row is None or row.source is None or row.source == _PLAIN:
        return
    given = "" if context.shape(objects, row.source).text else _given(row.source)
    if given and given.lower() != GUEST_ADDRESS and not _left_out(objects):
        yield guest_username.at(
            row.source_origin,
            f"a guest gets an address such as `{given}`, and not the own one",
            help="map `userPrincipalName`, which Entra mends for guests, or leave guests out of"
            ' scope: `not originalUserPrincipalName matches "#EXT#@.*$"`',
            subject="userName",
        )


def _given(source: Expression) -> str:
    """Return the address that a guest would get, if it is known, and if it is one: else MAP201."""
    result = evaluate(source, GUEST) if is_deterministic(source) else None
    text = str(result.value) if isinstance(result, Value) else ""
    return text if is_email(text) else ""


def _left_out(objects: ObjectMapping) -> bool:
    """Tell whether a scope leaves the guest out, in whatever form a filter sees the name."""
    stored = {**GUEST, "userPrincipalName": GUEST_STORED}
    return any(
        in_scope(scope.groups, record).holds is False
        for scope in objects.scopes
        for record in (GUEST, stored)
    )
