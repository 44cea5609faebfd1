"""MAP514."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import chosen
from mapping_dsl.resolve.model import Attribute, ObjectMapping
from mapping_dsl.resolve.shape import Type
from mapping_dsl.rule import rule


@rule(
    "MAP514",
    "manager-out-of-scope",
    Severity.INFO,
    "Microsoft Learn, how provisioning works: references are sent once both objects are there",
    "Cisco, SCIM 2 API: the manager is the id of a user of the same organisation",
)
def manager_out_of_scope(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A reference, such as the manager, is sent only if whom it leads to is provisioned by then.

    Entra leaves it out otherwise, without an error, and does not try again when the manager comes
    into scope later: only a restart of provisioning does. Have the managers in scope first. One who
    is not in Webex at all, or in another organisation, stays out. Reported for the rows that a file
    itself writes.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { manager -> enterprise:manager on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "contoso" -> enterprise:organization }
    """
    sources = context.sources(objects.kind).values()
    references = {source.name for source in sources if source.type is AttributeType.REFERENCE}
    for row in objects.mappings if objects.kind == "users" else ():
        if row.source is None or not context.own(row):
            continue
        if references.isdisjoint(context.names(objects, row.source)):
            continue
        for one, known in dict(chosen(row.source, context.inference(objects))).items():
            if isinstance(one, Attribute) and known.shape(one).type is Type.REFERENCE:
                path = shorten(row.target.path)
                yield manager_out_of_scope.at(
                    written.place_of(row, one, context),
                    f"`{path}` is left out where `{one.name}` is not provisioned by then",
                    help="have them in scope too, and restart provisioning once they are there",
                    subject=path,
                )
