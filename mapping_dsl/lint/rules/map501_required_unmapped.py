"""MAP501."""

from collections.abc import Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP501",
    "required-unmapped",
    Severity.ERROR,
    "Microsoft Graph, attributeDefinition: an object cannot be made without what is required",
    "Cisco, SCIM 2 API: what the body of a POST must have",
)
def required_unmapped(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A required target is not mapped, or only from what can be absent, without a default.

    The target system refuses to make an object without it. Of Webex users `userName` is the only
    one, which MAP202 speaks of; of groups `displayName`; and whatever the mapping declares as
    `required` in `attributes target`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        groups { description -> displayName match 1 }

    Good:
        mapping "contoso" extends "webex/default@1"
        groups { displayName -> displayName match 1 }
    """
    if not objects.enabled:
        return
    rows = {row.target.key: row for row in objects.mappings}
    for path in _required(objects, context):
        key, shown = paths.key(path), paths.shorten(path)
        row = rows.get(key)
        if row is None and key not in objects.unresolved and context.complete:
            message, help = f"`{shown}` is required and not mapped", "map what everyone has"
            yield required_unmapped.at(context.block(objects), message, help=help, subject=shown)
        elif row and row.default is None and _maybe_absent(objects, row, context):
            message = f"`{shown}` is required and can be absent"
            help = "map what everyone has, or add a `default`"
            yield required_unmapped.at(row.source_origin, message, help=help, subject=shown)


def _required(objects: ObjectMapping, context: Context) -> Iterator[str]:
    """Yield the required targets.

    A declaration does not say of which object it is one: it is of those that map it, else of the
    first. Of `userName` MAP202 tells.
    """
    known = context.targets(objects.kind).attributes
    catalog = {paths.key(a.name): a.name for a in known if a.required}
    declared = {key: d.name for key, d in context.declared_targets.items() if d.required}
    every = [each for rule in context.mapping.rules for each in rule.object_mappings]
    here = _keys(objects) if declared else set()
    anywhere = here.union(*map(_keys, every)) if declared else set()
    for key, name in (declared | catalog).items():
        ours = key in catalog or key in here or (key not in anywhere and objects is every[0])
        if ours and not (key == "username" and objects.kind == "users" and context.webex):
            yield name


def _keys(objects: ObjectMapping) -> set[str]:
    return {row.target.key for row in objects.mappings} | objects.unresolved


def _maybe_absent(objects: ObjectMapping, row: AttributeMapping, context: Context) -> bool:
    return context.knows(objects, row.source) and context.shape(objects, row.source).unsent
