"""MAP202."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Expression,
    ObjectMapping,
)
from mapping_dsl.rule import rule

_HELP = "end it with something everyone has: `?? [userPrincipalName]`"


@rule(
    "MAP202",
    "username-maybe-absent",
    Severity.ERROR,
    "Cisco, SCIM 2 API: userName is required",
    "Okta support: an empty or malformed one is behind Webex's two least helpful error messages",
    "Microsoft Learn, customizing mappings: a matching value that is missing fails the user",
    webex=True,
)
def username_maybe_absent(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`userName` is not mapped, or its source can be absent or empty for some user in scope.

    Such a user can neither be found nor made, and stays out of Webex with an error in the
    provisioning log. `mail` is absent for everyone without a mailbox. A scope that demands the
    attribute (`scope mail is not null`) is taken into account. A `default` does not help: all
    these users would get one and the same name. Where it is not proven either way, as of a
    condition, it is a warning.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { mail -> userName match 1 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName match 1 }
    """
    if objects.kind != "users" or "username" in objects.unresolved or not objects.enabled:
        return
    row = row_of(objects, "username")
    if row is None:
        if context.complete:
            message, help = "`userName` is not mapped", "map `userPrincipalName`"
            place = context.block(objects)
            yield username_maybe_absent.at(place, message, help=help, subject="userName")
    elif context.knows(objects, row.source) and context.shape(objects, row.source).missing:
        yield _maybe(row, context.inference(objects))


def _maybe(row: AttributeMapping, known: Inference) -> Finding:
    proven = row.source is None or _is_proven(row.source, known)
    message = "`userName` can be absent" if proven else "`userName` is not known to be always there"
    if row.default is not None:
        message = f"every user without a value has the same `userName`, `{row.default}`"
    place = row.source_origin
    severity = Severity.ERROR if proven else Severity.WARNING
    return username_maybe_absent.at(
        place, message, help=_HELP, severity=severity, subject="userName"
    )


def _is_proven(source: Expression, known: Inference) -> bool:
    """Tell whether a source that may be absent is so for some record: all that it is made of is.

    Of a condition nobody knows here whether it keeps the absent ones out.
    """
    if isinstance(source, Attribute):
        return known.shape(source).missing
    if not isinstance(source, Call):
        return False
    first = source.arguments[0][1]
    if source.function == "Coalesce":
        return all(_is_proven(each, known) for each in first)
    strict = FUNCTIONS[source.function].strict
    return (strict or source.function == "IgnoreFlowIfNullOrEmpty") and _is_proven(first[0], known)
