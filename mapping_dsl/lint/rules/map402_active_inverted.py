"""MAP402."""

from collections.abc import Iterator

from mapping_dsl.evaluate.result import Value
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.activity import DEFAULT, Activity, activity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP402",
    "active-inverted",
    Severity.ERROR,
    "Microsoft Learn, how provisioning works: what makes IsSoftDeleted true",
    "azure-docs, issue 93829: a row that came out the wrong way round",
    allowable=False,
)
def active_inverted(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`active` is not true for those who are there and false for those who are gone.

    The expression is evaluated for everything that `IsSoftDeleted` and `accountEnabled` can be,
    and the table is shown. `IsSoftDeleted` is true for whoever was deleted, blocked, removed from
    the app or falls out of its scope, so that a blocked account is never without it. Where the
    outcome depends on other attributes too, that is said: a warning where somebody who is gone
    may stay active, else an info. What follows `accountEnabled` in its place is MAP403.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Switch([IsSoftDeleted], , "True", "True", "False", "False") -> active }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active }
    """
    row = row_of(objects, "active") if objects.kind == "users" else None
    if row is None or row.source is None or not context.knows(objects, row.source):
        return
    found = activity(row.source, context)
    if found.follows_account:
        return
    if found.wrong:
        help = f"map `{DEFAULT}`; now it gives\n{found.table()}"
        yield _finding(row, _says(found), help, Severity.ERROR)
    elif found.form:
        help = f'write "True" and "False"; now it gives\n{found.table()}'
        message = f"`active` is given `{found.form}`, and Entra documents `True` and `False`"
        yield _finding(row, message, help, Severity.WARNING)
    elif found.unknown:
        names = ", ".join(f"`{name}`" for name in found.others) or "time or chance"
        message = f"whether `active` is right depends on {names}"
        if found.unknown_when_gone:
            help, level = "make it `False` for all who are gone", Severity.WARNING
        else:
            help, level = "check with `preview` that those who are there get `True`", Severity.INFO
        yield _finding(row, message, f"{help}\n{found.table()}", level)


def _finding(row: AttributeMapping, message: str, help: str, level: Severity) -> Finding:
    place = row.source_origin
    return active_inverted.at(place, message, help=help, severity=level, subject="active")


def _says(found: Activity) -> str:
    there, *gone = found.states
    first = there.result
    if isinstance(first, Value) and all(state.result == first for state in gone):
        return f"`active` is always `{first.value}`"
    if there.wrong and all(state.wrong for state in gone):
        return "`active` is the wrong way round"
    if there.wrong:
        return "`active` is not `True` for those who are there"
    if any(state.wrong for state in gone):
        return "`active` is not `False` for those who are gone"
    return "`active` does not depend on `IsSoftDeleted`"
