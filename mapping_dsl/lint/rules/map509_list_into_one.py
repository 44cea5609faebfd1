"""MAP509."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import Attribute as Cataloged
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import chosen
from mapping_dsl.lint.uses import is_extension
from mapping_dsl.resolve.model import Attribute, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Type
from mapping_dsl.rule import rule

_ROLES = Attribute("appRoleAssignments")
_PERHAPS = (Type.LIST, Type.UNKNOWN)  # a list in one branch, and a text in another, is unknown


@rule(
    "MAP509",
    "list-into-one",
    Severity.ERROR,
    "Microsoft Graph, attributeDefinition: multivalued says whether an attribute takes several",
    "Microsoft Learn, functions: Item and Join make one value of several",
)
def list_into_one(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Several values go to a target that takes one.

    Which of them arrives, or whether none does, is not documented. `Item` takes one of them, `Join`
    makes one text of all. How roles are sent MAP410 tells, and of extensions with several values
    MAP602: Entra does not read those at all.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { otherMails -> nickName on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Item([otherMails], 1) -> nickName on create }
    """
    for row in objects.mappings:
        if row.source is None or context.shape(objects, row.source).type not in _PERHAPS:
            continue
        target = context.target(objects, row)
        if target is None or not _takes_one(target):
            continue
        path = shorten(row.target.path)
        for one, known in dict(chosen(row.source, context.inference(objects))).items():
            if known.shape(one).type is Type.LIST and not _is_told(one):
                shown = written.shown(row, one, context)
                yield list_into_one.at(
                    written.place_of(row, one, context),
                    f"`{shown}` has several values, and `{path}` takes one",
                    help="take one with `Item`, or put them together with `Join`",
                    subject=path,
                )


def _takes_one(target: Cataloged) -> bool:
    written_to = target.mutability != "ReadOnly" and target.status != "unsupported"
    return written_to and not target.multivalued


def _is_told(one: Expression) -> bool:
    """Tell whether another rule speaks of these values."""
    return isinstance(one, Attribute) and (one == _ROLES or is_extension(one.name))
