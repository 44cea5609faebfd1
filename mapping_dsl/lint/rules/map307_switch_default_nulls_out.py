"""MAP307."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import Call, Constant, Expression, ObjectMapping
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule

_ASKING = ("IsPresent", "IsNull", "IsNullOrEmpty")


@rule(
    "MAP307",
    "switch-default-nulls-out",
    Severity.INFO,
    "Microsoft Learn, functions: the caution about Switch, 2024 and 2026",
)
def switch_default_nulls_out(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A Switch with a default may null a value out when another attribute changes.

    That is a defect which Microsoft documents for Entra ID as the source: a change of something
    else arrives without the attribute that the Switch looks at. The remedy that the page names is
    IgnoreFlowIfNullOrEmpty around the whole, or an IIF. Not concerned are rows that flow `on
    create` only, and a Switch that has a key `""`, which says itself what to do.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Switch([accountEnabled], "yes", "False", "no") -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          IgnoreFlowIfNullOrEmpty(Switch([accountEnabled], "yes", "False", "no")) -> nickName
        }
    """
    for row, flow in context.flows(objects):
        if row.flow_type == ON_CREATE or not context.own(row) or _is_ignoring(row.source):
            continue
        found = [switch for switch, _ in flow.sent_calls("Switch") if _is_open(switch)]
        if found:
            path, text = shorten(row.target.path), Rewriting(row.origin.source)
            yield switch_default_nulls_out.at(
                written.place_of(row, found[0], context),
                f"`{path}` comes from a Switch with a default, which may null it out",
                help="put `IgnoreFlowIfNullOrEmpty(…)` around the whole",
                fix=text.around(row.source_origin, "IgnoreFlowIfNullOrEmpty(", ")"),
                subject=path,
            )


def _is_ignoring(source: Expression | None) -> bool:
    return isinstance(source, Call) and source.function == "IgnoreFlowIfNullOrEmpty"


def _is_open(switch: Call) -> bool:
    """Tell whether a Switch has a default, and no key for what is absent."""
    source, keys = argument(switch, "source")[0], argument(switch, "switchValue")[::2]
    asking = isinstance(source, Call) and source.function in _ASKING  # MAP306
    if asking or not argument(switch, "defaultValue"):
        return False
    return not any(isinstance(key, Constant) and not key.text for key in keys)
