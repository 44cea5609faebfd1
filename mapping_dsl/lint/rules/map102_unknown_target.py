"""MAP102."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import KINDS, Context
from mapping_dsl.lint.phones import number_type
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP102",
    "unknown-target",
    Severity.ERROR,
    "Cisco, SCIM 2 API: what the schema does not have is ignored",
    "Cisco, SCIM 2 API: the published user and group schemas",
    webex=True,
)
def unknown_target(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A target is neither in the Webex schema nor declared in `attributes target`.

    Webex answers that all went well and drops the value: nobody sees that it is missing until
    somebody needs it. The usual cause is a misspelt path, or an attribute of the enterprise
    extension without its prefix `enterprise:`. Types of telephone numbers are told by MAP507.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { displayName -> nickname2 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { displayName -> nickName }
    """
    if objects.kind not in KINDS:
        return
    for row in objects.mappings:
        if context.target(objects, row) is None and number_type(row.target.path) is None:
            path = shorten(row.target.path)
            meant = _meant(path, objects.kind, context)
            yield unknown_target.at(
                row.target.place,
                f"Webex {objects.kind} have no `{path}`",
                help=f"did you mean `{meant}`?" if meant else _NO_GUESS,
                fix=instead(row.target.place, meant) if meant else None,
                subject=path,
            )


_NO_GUESS = "look it up with `mapping-dsl attributes`: Webex ignores what it does not know"


def _meant(path: str, kind: str, context: Context) -> str | None:
    """Guess at a path; one that is right but for its URN or prefix is taken first."""
    names = [declared.name for declared in context.declared_targets.values()]
    names += [
        attribute.name
        for attribute in context.targets(kind).attributes
        if attribute.status != "unsupported" and attribute.mutability != "ReadOnly"
    ]
    last = _last(path)
    same = (name for name in names if _last(name) == last)
    meant = next(same, None) or context.near(path, names, f"Webex {kind}")
    return shorten(meant) if meant else None


def _last(path: str) -> str:
    return path.rpartition(":")[2].casefold()
