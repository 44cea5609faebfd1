"""MAP515."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten, typed
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule

_TYPED = ("addresses", "emails", "phonenumbers")


@rule(
    "MAP515",
    "scim-type-not-work",
    Severity.INFO,
    "Microsoft Learn, known issues (2026): of these attributes only the type work is processed",
    "Microsoft Learn, customizing mappings: has mobile and fax among its targets",
)
def scim_type_not_work(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """An address, an e-mail address or a telephone number has another type than `work`.

    One page of Microsoft's says that Entra leaves such values out, another shows mappings with
    them. Provision one person on demand, and look at what was sent. Reported for the rows that a
    file itself writes, but for types that MAP507 is about.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "+12065550100" -> phoneNumbers[type eq "mobile"].value }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "+12065550100" -> phoneNumbers[type eq "work"].value on create }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        attribute, type_, _ = typed(row.target.path) or ("", "", "")
        if attribute in _TYPED and type_.lower() != "work" and context.own(row):
            target = context.target(objects, row)
            if context.webex and (target is None or target.status != "usable"):
                continue  # MAP102, MAP507, MAP512
            path = shorten(row.target.path)
            yield scim_type_not_work.at(
                row.target.place,
                f"`{path}` may not be sent: a known issue says that only `work` is",
                help="provision one person on demand, and look at what was sent",
                subject=path,
            )
