"""MAP212."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.lint.domains import Produced, produced
from mapping_dsl.resolve.model import Attribute, AttributeMapping, ObjectMapping
from mapping_dsl.resolve.shape import Often
from mapping_dsl.rule import rule


@rule(
    "MAP212",
    "unverified-domain",
    Severity.ERROR,
    "Webex SCIM 2 API: with domains enforced, users must be of a verified one",
    "Webex API, domains: users of other domains become transient once one domain is verified",
    webex=True,
)
def unverified_domain(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """`userName` gets a domain that is none of the organisation's verified ones.

    Webex may refuse such a user, or make one who does not belong to the organisation. The project
    says which domains are verified; without that nothing is checked. It is an error where
    the mapping writes another domain, and a warning where it leaves the domain to an attribute
    that can have any: guests bring their own, and some accounts end in `onmicrosoft.com`. A scope
    that asks for the domain is taken into account: `userPrincipalName ends with "@contoso.com"`,
    `=`, and patterns that end in listed domains and `$`.

    Config:
        [domains]
        verified = ["contoso.com"]

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          scope userPrincipalName ends with "@fabrikam.com"
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          scope userPrincipalName ends with "@contoso.com"
        }
    """
    row = row_of(objects, "username") if objects.kind == "users" and context.domains else None
    if row is None or row.source is None or not objects.enabled:
        return
    known = context.inference(objects)
    if known.shape(row.source).email is Often.NEVER:
        return  # MAP201
    told: set[Produced] = set()
    for one in produced(row.source, known, objects):
        wrong = None if one.domains is None else one.domains - context.domains
        if one not in told and wrong != frozenset():
            told.add(one)
            yield _finding(row, one, wrong, context)


def _finding(
    row: AttributeMapping, one: Produced, wrong: frozenset[str] | None, context: Context
) -> Finding:
    if wrong is None:
        what = written.shown(row, one.by, context)
        message = f"`userName` can have any domain that `{what}` has"
    else:
        listed = " or ".join(f"`@{domain}`" for domain in sorted(wrong))
        message = f"`userName` can end in {listed}, which is not verified"
    help = f"verified: {', '.join(sorted(context.domains))}"
    if isinstance(one.by, Attribute):
        domain = min(context.domains)
        help += f'; ask for it in the scope: `{one.by.name} ends with "@{domain}"`'
    return unverified_domain.at(
        written.place_of(row, one.by, context),
        message,
        help=help,
        severity=Severity.ERROR if wrong else Severity.WARNING,
        subject="userName",
    )
