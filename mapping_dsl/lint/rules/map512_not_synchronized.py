"""MAP512."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import Call, Constant, Expression, ObjectMapping
from mapping_dsl.rule import rule

_NOT_MADE = {
    "usertype": ("room", "rooms are", "a Workspaces synchronization of Webex's own makes them"),
    "urn:scim:schemas:extension:cisco:webexidentity:2.0:group:grouptype": (
        "nested_static",
        "nested groups are",
        "assign the inner groups themselves",
    ),
}


@rule(
    "MAP512",
    "not-synchronized",
    Severity.ERROR,
    "Cisco help d3p9vfb: avatars, rooms and what is not in its table are not synchronised",
    "Microsoft Learn, customizing mappings: complex and multi-valued attributes cannot be added",
    "Microsoft Learn, how provisioning works: nested groups are not expanded",
    webex=True,
)
def not_synchronized(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A row asks for something that this mapping cannot do: avatars, rooms, lists of objects.

    The target exists in Webex, and Entra's provisioning does not reach it. Avatars are set by
    Webex's own wizard app or by the people themselves, rooms by a synchronization of their own;
    a group within a group brings nobody in.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "https://contoso.com/logo.png" -> photos[type eq "photo"].value }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "https://contoso.com" -> profileUrl }
    """
    for row in objects.mappings:
        target = context.target(objects, row)
        if target and target.status == "unsupported":
            path = shorten(row.target.path)
            message, help = f"`{path}` is not synchronised", f"remove the row; {target.note}"
            yield not_synchronized.at(row.target.place, message, help=help, subject=path)
        elif row.target.key in _NOT_MADE:
            value, what, instead = _NOT_MADE[row.target.key]
            if value in _constants(row.source):
                path, message = shorten(row.target.path), f"{what} not made by this mapping"
                help = f"remove `{value}`; {instead}"
                yield not_synchronized.at(row.source_origin, message, help=help, subject=path)


def _constants(expression: Expression | None) -> set[str]:
    """Return the constants that an expression can give, not those that it compares with."""
    match expression:
        case Constant():
            return {expression.text}
        case Call(function, arguments):
            given = [value for _, values in arguments for value in values]
            if function == "Switch":
                pairs = argument(expression, "switchValue")
                given = [*argument(expression, "defaultValue"), *pairs[1::2]]
            return set().union(*(_constants(value) for value in given))
        case _:
            return set()
