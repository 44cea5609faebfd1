"""MAP411."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule
from mapping_dsl.targets.entra.operators import OF_BOOLEANS

_KINDS_OF = {
    AttributeType.DATETIME: "a date",
    AttributeType.REFERENCE: "a reference",
}


@rule(
    "MAP411",
    "unfilterable-attribute",
    Severity.ERROR,
    "Microsoft Learn, scoping filters: no multi-valued attributes, dates, manager, userType, roles",
    "Microsoft Learn, scoping filters: `IsMemberOf` and a group's members are not supported",
    "Microsoft Graph, filterOperators (2021): which types of attributes each operator takes",
)
def unfilterable_attribute(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A scope asks for an attribute that Entra cannot filter on, or asks it in a way it cannot.

    Lists, dates and references cannot be used in a scoping filter, nor can `manager`, `userType`,
    `appRoleAssignments` and the `members` of a group. What Entra does with such a filter is not
    documented. Assign a group whose members are the people in question, a dynamic one perhaps, or
    have the answer written into an extension attribute. A warning it is where only the operator
    does not go with the type: `is true` with a text, or `=` with a Boolean.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { scope userType = "Member" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { scope extensionAttribute1 = "member" }
    """
    known = context.sources(objects.kind)
    for scope, clause, test in context.tests(objects):
        attribute = known.get(clause.attribute)
        why = _why(attribute) if attribute else ""
        source = scope.place.source
        if why:
            yield unfilterable_attribute.at(
                Place(source, test.attribute.span),
                f"a scoping filter cannot use `{clause.attribute}`{why}",
                help="assign a group of these people, or filter by an extension attribute",
                subject=clause.attribute,
            )
        elif attribute and _is_mismatch(attribute, clause.operator):
            boolean = attribute.type is AttributeType.BOOLEAN
            yield unfilterable_attribute.at(
                Place(source, test.span),
                f"`{clause.attribute}` is {'a Boolean' if boolean else 'no Boolean'}, for which"
                f" Graph lists no `{test.operator}`",
                help="write `is true` or `is false`" if boolean else "compare it with a text: `=`",
                severity=Severity.WARNING,
                subject=clause.attribute,
            )


def _why(attribute: Attribute) -> str:
    """Return why an attribute cannot be used, as it goes into the message."""
    if attribute.multivalued:
        return ", which has several values"
    if attribute.type in _KINDS_OF:
        return f", which is {_KINDS_OF[attribute.type]}"
    return "" if attribute.scope else ", as Microsoft documents"


def _is_mismatch(attribute: Attribute, operator: str) -> bool:
    if attribute.type is AttributeType.BOOLEAN:
        return operator not in OF_BOOLEANS
    return operator in ("is true", "is false")
