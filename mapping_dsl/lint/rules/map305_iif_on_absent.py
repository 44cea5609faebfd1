"""MAP305."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.findings import Finding, Fix, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Comparison,
    Constant,
    Expression,
    ObjectMapping,
)
from mapping_dsl.rule import rule
from mapping_dsl.syntax import expression as ex


@rule(
    "MAP305",
    "iif-on-absent",
    Severity.INFO,
    "Microsoft Learn, functions: IIF fails where the source of its condition is empty",
    "entra-docs, issue 120: what that page calls unsupported",
    "Microsoft's default mappings of cloud sync, 2020 and 2026: IIF(IsPresent([x]), …) throughout",
)
def iif_on_absent(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """An IIF asks whether an attribute is absent, which Microsoft's page says does not work.

    `IIF([country] = "", …)` and `IIF(IsPresent([country]), …)` are called unsupported there, while
    Microsoft's own mappings have the second. `preview` shows what is meant to come of it; that it
    does nobody can promise. `Switch([country], [country], "", "Other")` is what that page
    recommends, since an absent source goes to the key `""`. An `if` of this language becomes such
    an IIF.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { IIF([country] = "", "Other", [country]) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([country], [country], "", "Other") -> nickName }
    """
    for row, flow in context.flows(objects):
        told: set[str] = set()
        for one, known in flow.calls("IIF") if context.own(row) else ():
            condition = argument(one, "condition")[0]
            name, present = _asked(condition)
            if (
                name
                and known.attribute(name).absent
                and (asked := canonical(condition)) not in told
            ):
                told.add(asked)
                path, single = shorten(row.target.path), known.attribute(name).comparable
                yield iif_on_absent.at(
                    written.place_of(row, condition, context),
                    f"`{path}` hangs on whether `{name}` is absent",
                    help=_help(name) if single else _TRY,
                    fix=_fix(row, one, name, context, present=present) if single else None,
                    subject=path,
                )


_TRY = "try it with a user who has none: a Switch takes no list and no reference"


def _help(name: str) -> str:
    return f'write `Switch([{name}], …, "", …)`, as Microsoft recommends'


def _asked(condition: Expression) -> tuple[str, bool]:
    """Return which attribute a condition asks for, if it does, and whether it is to be there."""
    match condition:
        case Call("IsPresent", ((_, (Attribute(name),)),)):
            return name, True
        case Call("IsNull" | "IsNullOrEmpty", ((_, (Attribute(name),)),)):
            return name, False
        case Call("Not", ((_, (inner,)),)):
            name, present = _asked(inner)
            return name, not present
        case Comparison(Attribute(name), "=" | "<>" as sign, Constant("")):
            return name, sign == "<>"
        case Comparison(Constant(""), "=" | "<>" as sign, Attribute(name)):
            return name, sign == "<>"
        case Comparison(Call() as inner, "=" | "<>" as sign, Constant("True" | "False" as truth)):
            name, present = _asked(inner)
            return name, present == ((sign == "=") == (truth == "True"))
        case _:
            return "", False


def _fix(
    row: AttributeMapping, iif: Call, name: str, context: Context, *, present: bool
) -> Fix | None:
    """Write the Switch that does the same, where it is an IIF or an `if` that is written."""
    node = written.node_of(row, iif, context)
    branches = _branches(node)
    if node is None or branches is None:
        return None
    text = Rewriting(row.origin.source)
    there, missing = branches if present else branches[::-1]
    new = f'Switch([{name}], {text.of(there)}, "", {text.of(missing)})'
    return text.instead(node, new)


def _branches(node: ex.Node | None) -> tuple[ex.Expression, ex.Expression] | None:
    match node:
        case ex.Conditional(condition=condition) if not _is_logic(condition):
            return node.then, node.otherwise
        case ex.Call(arguments=(_, ex.Argument() as then, ex.Argument() as otherwise)):
            plain = then.name is None and otherwise.name is None
            return (then.value, otherwise.value) if plain else None
        case _:
            return None


def _is_logic(node: ex.Node) -> bool:
    return isinstance(node, ex.Conjunction | ex.Disjunction | ex.Negation | ex.Parenthesis)
