"""MAP210."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.people import DIGITS, LONG_NAME
from mapping_dsl.resolve.address import LONGEST_LOCAL
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import (
    AttributeMapping,
    Call,
    Comparison,
    Expression,
    ObjectMapping,
    walk,
)
from mapping_dsl.resolve.names import is_deterministic
from mapping_dsl.rule import rule


@rule(
    "MAP210",
    "soft-delete-rename",
    Severity.INFO,
    "onyx, pull request 14074: the renamed user name arrives together with active=false",
    "ssoready, issue 166: likewise",
    "Webex SCIM 2 API: at most 64 characters before the `@` of a userName",
)
def soft_delete_rename(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """What is matched on does not follow the new name that Entra gives to whom it deletes.

    Entra puts 32 hexadecimal digits in front of the user principal name of a deleted user, and
    sends that as `userName` together with `active`. Plain `userPrincipalName` takes it as it is,
    and has 64 characters before the `@`, as many as Webex allows, where the name had 32. Told is
    of sources that cut or test the name, so that something else comes out than the digits and the
    name, and of such as add to it, so that it gets too long for Webex: then the request that
    deactivates may be refused. The source is tried on a made-up user.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          scope mail ends with "@contoso.com"
          Append("webex.", [userPrincipalName]) -> userName match 1
            allow match-is-computed because "as agreed"
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> userName match 1 }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        matched = row.matching_priority or row.target.key == "username"
        if matched and row.source is not None and context.own(row):
            why = _why(row.source)
            if why:
                yield _finding(row, why)


def _finding(row: AttributeMapping, why: str) -> Finding:
    path = shorten(row.target.path)
    return soft_delete_rename.at(
        row.source_origin,
        f"once a user is deleted, `{path}` {why}",
        help="try it with `simulate`: delete somebody, and see what Webex has",
        subject=path,
    )


def _why(source: Expression) -> str:
    """Return what becomes of the value when the user is renamed, if it goes wrong."""
    before, after = _renamed(source)
    local, at, _ = after.partition("@")
    if before and after not in (before, f"{DIGITS}{before}"):
        if at and len(local) > LONGEST_LOCAL:
            return f"has {len(local)} characters before the `@`, and Webex takes 64"
        return f"is `{after}`"
    if before and at and len(local) > LONGEST_LOCAL:
        return f"has {len(local)} characters before the `@`, and Webex takes 64"
    asked = (one for each in walk(source) for one in _asked(each))
    changed = any(before != after for before, after in map(_renamed, asked))
    return "may come from another branch: the name is tested" if changed else ""


def _asked(one: Expression) -> tuple[Expression, ...]:
    """Return what a comparison or a Switch compares."""
    match one:
        case Comparison(left, "=" | "<>", right):
            return left, right
        case Call("Switch"):
            return argument(one, "source")
        case _:
            return ()


def _renamed(source: Expression) -> tuple[str, str]:
    """Return the value for a name before and after the deletion; nothing where it is not known."""
    if not is_deterministic(source):
        return "", ""
    names = LONG_NAME, DIGITS + LONG_NAME
    results = [evaluate(source, {"userPrincipalName": name}) for name in names]
    before, after = (str(r.value).lower() if isinstance(r, Value) else "" for r in results)
    return before, after
