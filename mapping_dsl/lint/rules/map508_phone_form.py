"""MAP508."""

from collections.abc import Callable, Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.constants import constants
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import KEEPING, chosen
from mapping_dsl.lint.phones import EXTENSION, number_type
from mapping_dsl.resolve.forms import is_digits, is_phone
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.rows import ON_CREATE
from mapping_dsl.resolve.shape import Often, Shape, Type
from mapping_dsl.rule import rule

Told = tuple[Place, str, str]
Wanted = tuple[Callable[[str], bool], str, str]
_NUMBER: Wanted = (
    is_phone,
    "number in the form of E.164",
    "write `+`, the country code and the number",
)
_EXTENSION: Wanted = is_digits, "extension", "write digits only"


@rule(
    "MAP508",
    "phone-form",
    Severity.INFO,
    "Cisco help nvjt3ce: the form of a number is not normalised; conflicts with Webex Calling",
    "wxc_sdk, a test against an organisation: Calling takes the work number, sets the extension",
    "ITU-T E.164: +, the country code, 15 digits at most",
    webex=True,
)
def phone_form(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A telephone number is not sent as `+` and digits, or is one that Webex Calling writes, too.

    Webex keeps a number as it comes, so that one in another form cannot be dialled from abroad.
    Entra's numbers are whatever somebody typed; `Replace` with a pattern takes out what is between
    the digits. An extension is digits only. Webex Calling takes the work number away from those who
    have a licence, and sets their extension itself: sent again and again, the two systems overwrite
    each other, while a row `on create` leaves it to Webex. Reported for the rows that a file itself
    writes.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "(206) 555-0100" -> phoneNumbers[type eq "work"].value on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "+12065550100" -> phoneNumbers[type eq "work"].value on create }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        type_ = number_type(row.target.path)
        if type_ is not None and context.own(row):
            path = shorten(row.target.path)
            for place, message, help in _odd(type_, row, objects, context):
                yield phone_form.at(place, message, help=help, subject=path)
            target = context.target(objects, row)
            if target and target.shared_with and row.flow_type != ON_CREATE:
                message = f"{target.shared_with} writes `{path}`, too"
                help = "add `on create`, where people have a licence for it"
                yield phone_form.at(row.target.place, message, help=help, subject=path)


def _odd(
    type_: str, row: AttributeMapping, objects: ObjectMapping, context: Context
) -> Iterator[Told]:
    """Yield what a row sends in another form, and what to do."""
    fits, called, help = _EXTENSION if type_.lower() == EXTENSION else _NUMBER
    for sent in constants(row, objects, context):
        if not fits(sent.text):
            yield sent.place, f"`{sent.text}` is no {called}", help
    leaves = chosen(row.source, context.inference(objects), KEEPING) if row.source else ()
    for one, known in dict(leaves).items():
        shape = known.shape(one)
        typed = shape.form == "phone" and fits is is_phone
        if typed or _is_other(shape):
            shown, place = written.shown(row, one, context), written.place_of(row, one, context)
            amiss = "is sent as somebody typed it" if typed else f"is no {called}"
            yield place, f"`{shown}` {amiss}", _REPLACE if typed else help


_REPLACE = "take out what is between the digits with `Replace`, and see that a `+` comes first"


def _is_other(shape: Shape) -> bool:
    """Tell whether something else than a number is sent; constants are told one by one."""
    if shape.text is not None or shape.nothing:
        return False
    odd = shape.form not in (None, "phone") or shape.email is Often.ALWAYS
    return odd or shape.boolean or shape.type is Type.DATE
