"""MAP312."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import Called, Flow
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.rows import ALWAYS
from mapping_dsl.rule import rule
from mapping_dsl.source import Span


@rule(
    "MAP312",
    "nondeterministic-flow",
    Severity.WARNING,
    "inferred: a mapping that flows always is evaluated in every cycle that looks at the user",
)
def nondeterministic_flow(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A value that is random, or is the time, is sent on every update.

    `Guid()`, `RandomString(…)` and `Now()` give another value each time, so that each full cycle
    changes the target for everybody. What is meant is nearly always `on create`. A condition that
    asks for the time, as of a day of hiring, is fine.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Guid() -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Guid() -> nickName on create }
    """
    for row, flow in context.flows(objects):
        for call, _ in _random(flow) if row.flow_type == ALWAYS else ():
            path = shorten(row.target.path)
            yield nondeterministic_flow.at(
                written.place_of(row, call, context),
                f"`{path}` has another value each time: `{call.function}`",
                help="send it `on create` only",
                fix=_on_create(row),
                subject=path,
            )
            break


def _random(flow: Flow) -> Iterator[Called]:
    """Yield what is random, and the time where it is sent."""
    yield from flow.sent_calls("Now")
    for name in flow.functions:
        if name != "Now" and not FUNCTIONS[name].deterministic:
            yield from flow.calls(name)


def _on_create(row: AttributeMapping) -> Fix:
    place = row.target.place
    behind = Place(place.source, Span(place.span.end, place.span.end))
    return Fix("send it on create only", (Edit(behind, " on create"),), safe=False)
