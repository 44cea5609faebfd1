"""MAP213."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule

_FUNCTION = "SelectUniqueValue"


@rule(
    "MAP213",
    "select-unique-value",
    Severity.ERROR,
    "Microsoft Learn, functions, SelectUniqueValue: top level, on create, no precedence",
    "Microsoft Learn, functions, SelectUniqueValue: from Workday, SuccessFactors or an API to AD",
)
def select_unique_value(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`SelectUniqueValue` stands where Entra does not support it.

    It asks the target for each candidate in turn, and only provisioning from an HR system to
    Active Directory does that: towards Webex it is an error wherever it stands. In mappings `for
    "other"` it may not stand within another function, in a row that is matched on, nor in one that
    flows always.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { SelectUniqueValue([mailNickname], [objectId]) -> nickName on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Coalesce([mailNickname], [objectId]) -> nickName on create }
    """
    for row, flow in context.flows(objects):
        for call, _ in flow.calls(_FUNCTION):
            why, help = _why(row, context, nested=call is not row.source)
            if why:
                yield select_unique_value.at(
                    written.place_of(row, call, context),
                    f"`{_FUNCTION}` {why}",
                    help=help,
                    subject=shorten(row.target.path),
                )


def _why(row: AttributeMapping, context: Context, *, nested: bool) -> tuple[str, str]:
    """Return what is wrong with a call, and what to do."""
    if context.webex:
        return "works towards Active Directory only", "make it unique of itself: add `[objectId]`"
    if nested:
        return "cannot stand within another function", "put it outermost, around the others"
    if row.matching_priority:
        return "cannot be matched on", "match on another attribute"
    if row.flow_type != ON_CREATE:
        return "is for the creation only", "add `on create`"
    return "", ""
