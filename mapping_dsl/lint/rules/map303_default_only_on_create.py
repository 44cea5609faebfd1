"""MAP303."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule
from mapping_dsl.syntax import tree


@rule(
    "MAP303",
    "default-only-on-create",
    Severity.INFO,
    "Microsoft Learn, customizing mappings: the default is not provisioned on an update",
)
def default_only_on_create(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A `default` is for new users: an update never sends it.

    Whoever had a value and lost it keeps the old one, and whoever was in Webex before gets none. If
    everybody is to have it, say so in the source, with `??`. A row without a source, such as
    `none -> timezone default "UTC"`, is different: it fills the target whenever that is empty.
    Reported where the source can be absent, and the file itself writes the row.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { jobTitle -> title default "n/a" allow stale-when-cleared because "ticket 4711" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { [jobTitle] ?? "n/a" -> title }
    """
    for row in objects.mappings:
        if (
            row.default is not None
            and row.source is not None
            and row.flow_type != ON_CREATE
            and context.own(row)
            and context.knows(objects, row.source)
            and context.shape(objects, row.source).absent
        ):
            path = shorten(row.target.path)
            yield default_only_on_create.at(
                context.option(row, tree.Default) or row.origin,
                f"the default of `{path}` is for new users only",
                help=f'say it in the source for everybody: `… ?? "{row.default}"`',
                subject=path,
            )
