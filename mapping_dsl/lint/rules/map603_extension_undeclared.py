"""MAP603."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.uses import EXTENSION, Sort, Use, is_extension
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule


@rule(
    "MAP603",
    "extension-undeclared",
    Severity.ERROR,
    "Microsoft Learn, attributes for mapping: an extension is added to the source attributes first",
    "Microsoft Learn, attributes for mapping: names of extensions are case-sensitive",
)
def extension_undeclared(_: Resolved, context: Context) -> Iterator[Finding]:
    """A directory extension is used that `attributes source` does not declare.

    Entra reads only what the directory's definition has: the tenant's attribute list, which
    `compile` writes from the declarations. Its name is `extension_`, the id of the application that
    it was made for, without hyphens, and what it is called there; upper and lower case count.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { extension_9d98ed114c4840d298fad781915f27e4_badge -> nickName on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        attributes source {
          extension_9d98ed114c4840d298fad781915f27e4_badge: string
        }
        users { extension_9d98ed114c4840d298fad781915f27e4_badge -> nickName on create }
    """
    names = [d.name for d in context.mapping.declared if d.side == "source"]
    declared = {name.lower(): name for name in names}
    for use in context.uses:
        if use.sort is Sort.ATTRIBUTE and is_extension(use.name) and use.name not in names:
            yield _undeclared(use, declared.get(use.name.lower()))


def _undeclared(use: Use, meant: str | None) -> Finding:
    if meant is None:
        name = EXTENSION + use.name[len(EXTENSION) :]
        message = f"`{use.name}` is not declared"
        help = f"declare it in `attributes source {{ {name}: string }}`"
        return extension_undeclared.at(use.place, message, help=help, subject=use.name)
    return extension_undeclared.at(
        use.place,
        f"`{use.name}` differs from the declared `{meant}` in case",
        help=f"write `{meant}`: Entra tells upper and lower case apart",
        fix=instead(use.place, meant),
        subject=use.name,
    )
