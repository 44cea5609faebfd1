"""MAP410."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Label, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import Flow
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Expression,
    ObjectMapping,
    parts,
)
from mapping_dsl.rule import rule

_ASSIGNMENTS = Attribute("appRoleAssignments")
_LASTING = "AppRoleAssignmentsComplex"
_ASSERTIVE = "AssertiveAppRoleAssignmentsComplex"
_READING = (_LASTING, _ASSERTIVE, "AppRoleAssignments", "SingleAppRoleAssignment")


@rule(
    "MAP410",
    "roles-mapped",
    Severity.WARNING,
    "Webex SCIM 2 API: a change of roles invalidates all tokens of the user",
    "Microsoft Learn, customizing mappings: the functions for roles; the Assertive form",
    "Microsoft Learn, customizing mappings: one of the role functions, not two, and not sync-all",
)
def roles_mapped(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Roles are mapped, which signs people out of Webex, or they are mapped in a way that fails.

    Each change of a role in Webex invalidates all tokens of the user, so that a mapping signs
    people out whenever an assignment changes; Location Admin and Webex Site Admin cannot be given
    at all. For every system: `appRoleAssignments` is a list of objects that only the role
    functions read; `AppRoleAssignmentsComplex` adds roles and never takes one away, while
    `AssertiveAppRoleAssignmentsComplex` does; and `roles` as a whole beside a part of it is two
    answers to one question. None of the functions is for a job whose scope is to sync all users,
    which no mapping shows.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "id_readonly_admin" -> roles[primary eq "True"].value }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "employee" -> title }
    """
    first: AttributeMapping | None = None
    flows = {id(row): flow for row, flow in context.flows(objects)}
    for row in objects.mappings if objects.kind == "users" else ():
        flow = flows.get(id(row))
        found = _bare(row, flow, context) or (_lasting(row, flow, context) if flow else None)
        if _is_of_roles(row):
            found = found or _twice(row, first) or (_signs_out(row) if context.webex else None)
            first = first or row
        if found:
            yield found


def _bare(row: AttributeMapping, flow: Flow | None, context: Context) -> Finding | None:
    """Tell of assignments that no role function reads."""
    named = flow is None or _ASSIGNMENTS.name in flow.names
    if row.source is None or not named or not _is_bare(row.source):
        return None
    return roles_mapped.at(
        written.place_of(row, _ASSIGNMENTS, context),
        "`appRoleAssignments` is a list of objects that only the role functions read",
        help="write `SingleAppRoleAssignment([appRoleAssignments])` where everybody has one role,"
        f" else `{_ASSERTIVE}([appRoleAssignments])`",
        subject=shorten(row.target.path),
    )


def _is_bare(source: Expression) -> bool:
    """Tell whether assignments stand anywhere but in a role function."""
    waiting, seen = [source], set()
    while waiting:
        one = waiting.pop()
        if one == _ASSIGNMENTS:
            return True
        if id(one) not in seen:
            seen.add(id(one))
            reading = isinstance(one, Call) and one.function in _READING
            waiting += [value for value in parts(one) if not (reading and value == _ASSIGNMENTS)]
    return False


def _lasting(row: AttributeMapping, flow: Flow, context: Context) -> Finding | None:
    """Tell of roles that are never taken away."""
    call = next((call for call, _ in flow.calls(_LASTING)), None)
    if call is None:
        return None
    return roles_mapped.at(
        written.place_of(row, call, context),
        f"`{_LASTING}` adds roles, and never takes one away",
        help=f"write `{_ASSERTIVE}`",
        subject=shorten(row.target.path),
    )


def _twice(row: AttributeMapping, first: AttributeMapping | None) -> Finding | None:
    """Tell of `roles` as a whole beside a part of it."""
    if first is None or "roles" not in (first.target.key, row.target.key):
        return None
    path = shorten(row.target.path)
    label = Label(first.target.place, "and here")
    message, help = f"roles are mapped twice, here as `{path}`", "keep one of the two"
    return roles_mapped.at(row.target.place, message, label, help=help, subject=path)


def _signs_out(row: AttributeMapping) -> Finding:
    path, message = shorten(row.target.path), "each change of roles signs the user out of Webex"
    help = "give roles in Control Hub, or allow this with the reason"
    return roles_mapped.at(row.target.place, message, help=help, subject=path)


def _is_of_roles(row: AttributeMapping) -> bool:
    return row.target.key == "roles" or row.target.key.startswith(("roles[", "roles."))
