"""MAP311."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import Call, ObjectMapping, walk
from mapping_dsl.rule import rule

_IGNORE = "IgnoreFlowIfNullOrEmpty"
_CONDITIONS = {"IIF": "condition", "CBool": "Expression", "Not": "source"}


@rule(
    "MAP311",
    "ignore-flow-in-condition",
    Severity.ERROR,
    "Microsoft Learn, functions: IgnoreFlowIfNullOrEmpty is not for the condition of an IIF (2026)",
)
def ignore_flow_in_condition(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """IgnoreFlowIfNullOrEmpty stands in a condition, of an IIF or within CBool or Not.

    It does not give a value to compare: where there is none it drops the whole attribute from what
    is sent. It belongs around the whole IIF.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { IIF(IgnoreFlowIfNullOrEmpty([country]) = "US", "yes", "no") -> nickName on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { IgnoreFlowIfNullOrEmpty(IIF([country] = "US", "yes", "")) -> nickName on create }
    """
    for row, flow in context.flows(objects):
        if _IGNORE not in flow.functions:
            continue
        conditions = [
            value
            for name, parameter in _CONDITIONS.items()
            for call, _ in flow.calls(name)
            for value in argument(call, parameter)
        ]
        inner = (one for condition in conditions for one in walk(condition))
        ignoring = {id(c): c for c in inner if isinstance(c, Call) and c.function == _IGNORE}
        for call in ignoring.values():
            yield ignore_flow_in_condition.at(
                written.place_of(row, call, context),
                "a condition cannot hold IgnoreFlowIfNullOrEmpty",
                help="put it around the whole",
                subject=shorten(row.target.path),
            )
