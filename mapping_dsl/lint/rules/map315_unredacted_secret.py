"""MAP315."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import AttributeMapping, Call, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP315",
    "unredacted-secret",
    Severity.ERROR,
    "Microsoft Learn, known issues: a password goes into the provisioning log unless redacted",
)
def unredacted_secret(objects: ObjectMapping, _: Context) -> Iterator[Finding]:
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
        if _is_secret(row) and not _is_redacted(row):
            path = shorten(row.target.path)
            yield unredacted_secret.at(
                row.source_origin if row.source is not None else row.origin,
                f"`{path}` is sent without `Redact`",
                help="put `Redact(…)` around the whole",
                subject=path,
            )


def _is_secret(row: AttributeMapping) -> bool:
    return row.target.key.replace(":", ".").rpartition(".")[2] == "password"


def _is_redacted(row: AttributeMapping) -> bool:
    redacted = isinstance(row.source, Call) and row.source.function == "Redact"
    return row.default is None and (redacted or row.source is None)
