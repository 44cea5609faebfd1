"""MAP504."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.constants import constants
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import KEEPING, chosen
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.forms import as_locale
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Call, Constant, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Often, Shape
from mapping_dsl.rule import rule

_TARGETS = ("preferredlanguage", "locale")
_SHORTEST = len("ll_CC")
_HYPHEN = Constant("-")


@rule(
    "MAP504",
    "wrong-locale-form",
    Severity.WARNING,
    "Cisco, SCIM 2 API: preferredLanguage and locale are written ll_CC, as en_US",
    "Microsoft Graph, user: preferredLanguage is written ll-CC, as en-US",
    webex=True,
)
def wrong_locale_form(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A language is sent as `en-US`, where Webex documents `en_US`.

    Entra's own `preferredLanguage` has the hyphen. Whether Webex refuses it was not seen; that it
    falls back to another language without a word is likely.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { "en-US" -> preferredLanguage }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { "en_US" -> preferredLanguage }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        if row.target.key not in _TARGETS:
            continue
        path = shorten(row.target.path)
        for sent in constants(row, objects, context):
            mended = as_locale(sent.text)
            if mended != sent.text:
                yield wrong_locale_form.at(
                    sent.place,
                    f"`{sent.text}` is not in the form `ll_CC`",
                    help=f"write `{mended}`" if mended else "write a language such as `en_US`",
                    fix=instead(sent.place, f'"{mended}"') if mended and sent.quoted else None,
                    subject=path,
                )
        if row.source is not None and _is_entras(row.source, context.inference(objects)):
            whole = isinstance(row.source, Attribute)
            text = Rewriting(row.origin.source).of_place(row.source_origin).strip("[]")
            new = f'Replace([{text}], oldValue: "-", replacementValue: "_")'
            yield wrong_locale_form.at(
                row.source_origin,
                f"`{path}` is sent in Entra's form, `en-US`",
                help="put `_` for `-` with Replace, or map each language with `case`",
                fix=instead(row.source_origin, new) if whole else None,
                subject=path,
            )
        elif row.source is not None and _is_never_one(row.source, context.inference(objects)):
            yield wrong_locale_form.at(
                row.source_origin,
                f"`{path}` is sent what is never in the form `ll_CC`",
                help="write a language such as `en_US`",
                subject=path,
            )


def _is_entras(source: Expression, known: Inference) -> bool:
    """Tell whether Entra's own language can be what is sent, hyphen and all."""
    leaves = chosen(source, known, KEEPING)
    return any(inner.shape(one).form == "language" or _is_hyphened(one) for one, inner in leaves)


def _is_hyphened(source: Expression) -> bool:
    """Tell whether a hyphen is put in, as between a language and a country, or for a `_`."""
    match source:
        case Call("Join", arguments):
            return any(_HYPHEN in values for _, values in arguments)
        case Call("Replace"):
            return _HYPHEN in argument(source, "replacementValue")
        case _:
            return False


def _is_never_one(source: Expression, known: Inference) -> bool:
    """Tell whether something is sent that has another form; constants are told one by one."""
    leaves = (inner.shape(one) for one, inner in chosen(source, known, KEEPING))
    return any(_is_other(shape) for shape in leaves if shape.text is None and not shape.nothing)


def _is_other(shape: Shape) -> bool:
    short = shape.longest is not None and shape.longest < _SHORTEST
    return short or shape.form is not None or shape.boolean or shape.email is Often.ALWAYS
