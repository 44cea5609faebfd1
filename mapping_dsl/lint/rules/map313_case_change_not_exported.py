"""MAP313."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Call, ObjectMapping, parts
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.rule import rule

_CASING = ("ToLower", "ToUpper", "PCase")


@rule(
    "MAP313",
    "case-change-not-exported",
    Severity.INFO,
    "Microsoft Learn, functions: a change of case is exported where the target is `Exact case`",
    "Bynder's provisioning guide: differences in case only are ignored",
)
def case_change_not_exported(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A value is put into another case, and its target does not tell upper from lower case.

    Entra compares without case there, so that whoever has the value in the old case keeps it. New
    users get the new one. It is sent where the tenant's attribute list has the target as *Exact
    case*, which is `case-exact` in `attributes target`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { ToUpper([displayName]) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        attributes target { nickName: string case-exact }
        users { ToUpper([displayName]) -> nickName }
    """
    for row, flow in context.flows(objects):
        if row.flow_type == ON_CREATE or not context.own(row):
            continue
        for call, known in flow.sent_calls(*_CASING):
            if _is_idle(call, known):
                continue
            target, path = context.target(objects, row), shorten(row.target.path)
            if target is not None and not target.case_exact:
                yield case_change_not_exported.at(
                    written.place_of(row, call, context),
                    f"`{path}` is not sent anew where only its case changes",
                    help=f"declare it `case-exact`: `attributes target {{ {path}: … }}`",
                    subject=path,
                )
            break


def _is_idle(call: Call, known: Inference) -> bool:
    """Tell whether what is given is in that case already."""
    shape = known.shape(parts(call)[0])
    return {"ToLower": shape.lower, "ToUpper": shape.upper}.get(call.function, False)
