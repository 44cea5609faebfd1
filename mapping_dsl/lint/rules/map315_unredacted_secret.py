"""MAP315."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, Call, Expression, ObjectMapping
from mapping_dsl.rule import rule
from mapping_dsl.syntax import tree


@rule(
    "MAP315",
    "unredacted-secret",
    Severity.ERROR,
    "Microsoft Learn, known issues: a password goes into the provisioning log unless redacted",
)
def unredacted_secret(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A password is sent without Redact around it, and stands in the provisioning log.

    The log is read by more people than the password is for. With `Redact(…)` outermost the value
    that is sent is the same, and the log shows `[Redact]`. A `default` cannot be redacted.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "Webex-2026!" -> password on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Redact("Webex-2026!") -> password on create }
    """
    for row in objects.mappings:
        path = shorten(row.target.path)
        if _is_secret(row) and row.default is not None:
            yield unredacted_secret.at(
                context.option(row, tree.Default) or row.origin,
                f"the default of `{path}` cannot be redacted",
                help="take it away, and send the value with `Redact(…)`",
                subject=path,
            )
        if _is_secret(row) and not _is_redacted(row.source):
            yield unredacted_secret.at(
                row.source_origin,
                f"`{path}` is sent without `Redact`",
                help="put `Redact(…)` around the whole",
                subject=path,
            )


def _is_secret(row: AttributeMapping) -> bool:
    return row.target.key.replace(":", ".").rpartition(".")[2] == "password"


def _is_redacted(source: Expression | None) -> bool:
    return source is None or (isinstance(source, Call) and source.function == "Redact")
