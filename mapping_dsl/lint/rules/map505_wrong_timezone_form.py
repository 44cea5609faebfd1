"""MAP505."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.constants import constants
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import KEEPING, chosen
from mapping_dsl.resolve.forms import is_zone
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Often
from mapping_dsl.rule import rule

_OF_ADDRESSES = {"country", "state", "city", "postalCode", "streetAddress"}


@rule(
    "MAP505",
    "wrong-timezone-form",
    Severity.WARNING,
    "Cisco, SCIM 2 API: timezone is an IANA name such as America/Los_Angeles",
    "IANA, time zone database: area and place, and the names without an area",
    webex=True,
)
def wrong_timezone_form(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A time zone is not written as IANA does: `Europe/London`.

    Windows has names of its own, such as `Pacific Standard Time`, and exports of calendars are full
    of them. What Webex makes of one was not seen. Only the form is looked at, not whether there is
    such a place.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "Pacific Standard Time" -> timezone }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "America/Los_Angeles" -> timezone }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        if row.target.key != "timezone":
            continue
        path = shorten(row.target.path)
        for sent in constants(row, objects, context):
            if not is_zone(sent.text):
                message = f"`{sent.text}` is no IANA name"
                yield wrong_timezone_form.at(sent.place, message, help=_HELP, subject=path)
        shape = context.shape(objects, row.source)
        if (
            _is_address(row.source, context.inference(objects))
            or shape.form is not None
            or shape.email is Often.ALWAYS
            or shape.boolean
        ):
            message = "the source of `timezone` is no IANA name"
            yield wrong_timezone_form.at(row.source_origin, message, help=_HELP, subject=path)


_HELP = "write an area and a place, as in `America/Los_Angeles`"


def _is_address(source: Expression | None, known: Inference) -> bool:
    """Tell whether a part of a postal address can be what is sent."""
    leaves = chosen(source, known, KEEPING) if source is not None else ()
    return any(isinstance(one, Attribute) and one.name in _OF_ADDRESSES for one, _ in leaves)
