"""MAP506."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import parse, shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.constants import constants
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import KEEPING, chosen
from mapping_dsl.resolve.forms import is_country
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Expression, ObjectMapping
from mapping_dsl.rule import rule

_COUNTRY = Attribute("country")


@rule(
    "MAP506",
    "wrong-country-form",
    Severity.INFO,
    "Cisco, SCIM 2 API: no form is stated, and every example has two letters",
    "RFC 7643, addresses: a country in ISO 3166-1 alpha-2",
    webex=True,
)
def wrong_country_form(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The country of an address is not sent as two letters, such as `US`.

    SCIM wants two letters. Entra's `country` is free text, in which people write `United States`;
    its `usageLocation` has two letters, since licences are assigned by it.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "Germany" -> addresses[type eq "work"].country }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "DE" -> addresses[type eq "work"].country }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        if not _is_country(row.target.path) or not context.own(row):
            continue
        path = shorten(row.target.path)
        for sent in constants(row, objects, context):
            if not is_country(sent.text):
                message, help = (
                    f"`{sent.text}` is no code of two letters",
                    "write one, such as `US`",
                )
                yield wrong_country_form.at(sent.place, message, help=help, subject=path)
        if row.source is not None and _is_free(row.source, context.inference(objects)):
            yield wrong_country_form.at(
                written.place_of(row, _COUNTRY, context),
                "`country` is free text, such as `United States`",
                help="map `usageLocation`, or each country with `case`",
                subject=path,
            )


def _is_free(source: Expression, known: Inference) -> bool:
    return any(one == _COUNTRY for one, _ in chosen(source, known, KEEPING))


def _is_country(target: str) -> bool:
    if not target.lower().endswith(".country"):
        return False
    try:
        path = parse(target)
    except ValueError:
        return False
    return (path.attribute.lower(), (path.sub or "").lower()) == ("addresses", "country")
