"""MAP409."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.bases import PRESET
from mapping_dsl.resolve.model import Attribute, AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP409",
    "groups-need-wizard",
    Severity.INFO,
    "Whoever asked for this tool was told that Webex takes groups from its wizard app only",
    "Cisco help 6ta3gz (older): users in a group are synchronised, and not the group",
    "Microsoft Learn, Cisco Webex tutorial: a group mapping, since 2023-02-07",
    webex=True,
)
def groups_need_wizard(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The mapping counts on groups, of which the sources disagree how they come to Webex.

    Older texts say that the gallery app brings the people in a group and not the group itself, for
    which Webex's own app is needed, the one that the Entra ID wizard in Control Hub sets up.
    Microsoft's tutorial has had a group mapping since February 2023. Which holds for a tenant only
    a test shows: provision one group on demand and look for it in Control Hub. It is told where the
    file itself says which groups are to come, by a scope, or how their members do; what the app has
    by default, and a block that is `disabled`, say nothing.

    Bad:
        mapping "contoso" extends "webex/default@1"
        groups { scope displayName matches "^Webex " }

    Good:
        mapping "contoso" extends "webex/default@1"
        groups disabled { scope displayName matches "^Webex " }
    """
    source = context.resolved.source
    if objects.kind != "groups" or not objects.enabled or source.path.startswith(PRESET):
        return
    scoped = any(scope.place.source is source for scope in objects.scopes)
    members = row_of(objects, "members")
    steered = members and context.own(members) and not _is_default(members, objects, context)
    if scoped or steered:
        yield groups_need_wizard.at(
            objects.origin,
            "whether groups come to Webex without its wizard app, the sources disagree",
            help="provision one on demand, and look for it in Control Hub",
            subject=objects.kind,
        )


def _is_default(row: AttributeMapping, objects: ObjectMapping, context: Context) -> bool:
    target = context.target(objects, row)
    default = target.default if target else None
    plain = not any((row.default, row.matching_priority, row.flow_type != "Always"))
    return plain and default is not None and row.source == Attribute(default.source)
