"""MAP406."""

from collections.abc import Iterator

from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.model import Clause, Groups, ObjectMapping, SynchronizationRule
from mapping_dsl.rule import rule

_POSITIVE = {"<>": "=", "not matches": "matches", "lacks bits": "has bits"}


@rule(
    "MAP406",
    "scope-drops-absent",
    Severity.WARNING,
    "Microsoft Learn, scoping filters: a clause is false where the attribute is null or empty",
    "A schema exported from a tenant: what Microsoft's filters for Active Directory ask",
)
def scope_drops_absent(synchronized: SynchronizationRule, context: Context) -> Iterator[Finding]:
    """A negative test drops everybody who has no value, too.

    `employeeType <> "Contractor"` reads as all but contractors, and is false for whoever has no
    employee type, as `not matches` and `lacks bits` are. `not employeeType = "Contractor"` is true
    for them: it compiles to two filters, the second being `is null`. Nothing is said where the
    attribute is asked for besides (`employeeType is not null and …`), where those without it are
    let in by another part (`… or employeeType is null`), and of attributes that everybody has; nor
    where the people do not come from Entra ID: Microsoft's own filters for Active Directory have
    `adminDescription not matches "^User_"`, and hardly anybody there has one. The fix lets more
    people in, so that `lint --fix` applies it with `--unsafe` only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { scope employeeType <> "Contractor" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { scope not employeeType = "Contractor" }
    """
    if synchronized.source_directory == source_catalog("users").directory:
        for objects in synchronized.object_mappings:
            yield from _in_block(objects, context)


def _in_block(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    shapes = context.unscoped(objects)
    for scope, clause, test in context.tests(objects):
        name, dropping = clause.attribute, clause.operator in _POSITIVE
        if dropping and shapes.attribute(name).absent and _drops(clause, scope.groups):
            text = Rewriting(scope.place.source)
            value = text.of(test.value) if test.value else ""
            instead = f"not {text.of(test.attribute)} {_POSITIVE[clause.operator]} {value}"
            yield scope_drops_absent.at(
                Place(scope.place.source, test.span),
                f"whoever has no `{name}` is dropped, too",
                help=f"write `{instead}`, or ask for the attribute: `{name} is not null`",
                fix=text.instead(test, instead),
                subject=name,
            )


def _drops(clause: Clause, groups: Groups) -> bool:
    """Tell whether some group drops, by a clause, people whom it would hold if they had a value."""
    return any(_drops_from(group, clause, groups) for group in groups if clause in group)


def _drops_from(group: tuple[Clause, ...], clause: Clause, groups: Groups) -> bool:
    name = clause.attribute
    if any(one.attribute == name and one.operator not in _POSITIVE for one in group):
        return False  # the attribute is asked for
    others = {one for one in group if one.attribute != name}
    absent = others | {Clause(name, "is null", None)}
    return not any(absent.issuperset(other) for other in groups)
