"""MAP203."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Label, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule

_USUAL = {"users": "userName", "groups": "displayName"}


@rule(
    "MAP203",
    "no-match-attribute",
    Severity.ERROR,
    "Microsoft Learn, customizing mappings: at least one matching attribute, in an order",
    "Microsoft Learn, Cisco Webex tutorial: userName for users, displayName for groups",
    allowable=False,
)
def no_match_attribute(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A block has no matching attribute, or two of them with one precedence.

    By the matching attribute Entra finds out whether somebody is in Webex already. Without one
    nobody is found, and everybody would be made anew. With two of one precedence it is anybody's
    guess which is asked first.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName match 1 }
    """
    if not objects.enabled:
        return
    first: dict[int, AttributeMapping] = {}
    for row in objects.mappings:
        before = first.setdefault(row.matching_priority, row) if row.matching_priority else row
        if before is not row:
            yield no_match_attribute.at(
                context.match(row),
                f"two targets have the precedence {row.matching_priority}",
                Label(context.match(before), "the other one"),
                help="number them in the order in which they are to be asked",
                subject=shorten(row.target.path),
            )
    if not first and not objects.unresolved and context.complete:
        usual = _USUAL.get(objects.kind)
        yield no_match_attribute.at(
            context.block(objects),
            f"`{objects.kind}` have no matching attribute",
            help=f"add `match 1` to the row of `{usual}`" if usual else "add `match 1` to a row",
            subject=objects.kind,
        )
