"""MAP507."""

from collections.abc import Iterator

from mapping_dsl.catalog.lookup import find
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.phones import number_type, usable_types
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP507",
    "phone-type",
    Severity.ERROR,
    "Cisco, SCIM 2 API: the types of phoneNumbers in the published schema",
    "Cisco, SCIM 2 API: another list of types for the body of a request",
    webex=True,
)
def phone_type(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A telephone number has a type that Cisco does not list, or lists in one place only.

    Two lists are published, and they differ. A type that stands in neither is an error, for Webex
    ignores what it does not know. One that stands in one of them is a warning: what Webex does with
    it was not seen. So is one that the mapping declares in `attributes target`: the declaration is
    for Entra, and Webex knows nothing of it.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "+12065550100" -> phoneNumbers[type eq "desk"].value on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "+12065550100" -> phoneNumbers[type eq "work"].value on create }
    """
    catalog = context.targets(objects.kind)
    for row in objects.mappings if objects.kind == "users" else ():
        type_ = number_type(row.target.path)
        known = find(catalog, row.target.path)
        if type_ is None or (known and known.status == "usable"):
            continue
        declared = row.target.key in context.declared_targets
        where = "one of Cisco's two lists only" if known else "neither of Cisco's two lists"
        path = shorten(row.target.path)
        yield phone_type.at(
            row.target.place,
            f"the type `{type_}` of `phoneNumbers` is in {where}",
            help=f"use a type that both have: {', '.join(usable_types())}",
            severity=Severity.WARNING if known or declared else Severity.ERROR,
            subject=path,
        )
