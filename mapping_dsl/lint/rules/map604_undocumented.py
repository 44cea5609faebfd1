"""MAP604."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule
from mapping_dsl.targets.entra.operators import OPERATORS


@rule(
    "MAP604",
    "undocumented",
    Severity.INFO,
    "Microsoft Graph, functions and filterOperators; schemas exported from a tenant",
    "Microsoft Learn, functions for customizing application data (2026-04): what is on it",
)
def undocumented(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Something works in real schemas, or in the portal, and is on no page of Microsoft's.

    A function that only exports or another product's pages show may change without a word. An
    operator that only the portal lists is compiled in the portal's spelling, and may be spelled
    otherwise in JSON: compare it with an export after the first upload.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { scope department includes "Sales" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { scope department matches "^Sales" }
    """
    for row, flow in context.flows(objects):
        unlisted = [name for name in flow.functions if not FUNCTIONS[name].documented]
        for name in sorted(unlisted) if context.own(row) else ():
            call, _ = next(flow.calls(name))
            yield undocumented.at(
                written.place_of(row, call, context),
                f"`{name}` is not on Microsoft's page of functions",
                help="try it in the tenant before you rely on it",
                subject=shorten(row.target.path),
            )
    told: set[str] = set()
    for scope, clause, test in context.tests(objects):
        operator, source = clause.operator, scope.place.source
        unseen = not OPERATORS[operator].verified and operator not in told
        if unseen and source is context.resolved.source:
            told.add(operator)
            yield undocumented.at(
                Place(source, test.span),
                f"how JSON spells `{operator}` was never seen",
                help="compare with an export after the first upload",
                subject=operator,
            )
