"""MAP510."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.phones import number_type
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule

_WORD = "contradicted: "  # how the catalog begins these notes


@rule(
    "MAP510",
    "contradicted-target",
    Severity.WARNING,
    "Cisco, SCIM 2 API: schema, request body, examples and prose, compared with each other",
    webex=True,
)
def contradicted_target(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A target is one that Cisco's own documents say different things about.

    Whichever of them Webex follows, half of the mappings written by the other are wrong. Try the
    row with one person, and look at what Webex has then. Types of telephone numbers are told by
    MAP507.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "active" -> webex:accountStatus }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active }
    """
    for row in objects.mappings:
        target = context.target(objects, row)
        if target and target.status == "contradicted" and number_type(row.target.path) is None:
            path = shorten(row.target.path)
            yield contradicted_target.at(
                row.target.place,
                f"Cisco's documents disagree about `{path}`",
                help=f"try it with one person first: {target.note.removeprefix(_WORD)}",
                subject=path,
            )
