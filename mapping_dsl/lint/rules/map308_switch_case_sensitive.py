"""MAP308."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.findings import Finding, Fix, Severity
from mapping_dsl.lang.characters import lower
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Expression,
    ObjectMapping,
)
from mapping_dsl.resolve.shape import Shape, Type
from mapping_dsl.rule import rule
from mapping_dsl.syntax import expression as ex

_AS_TYPED = ("Left", "Mid", "Trim", "StripSpaces", "NormalizeDiacritics", "CStr")


@rule(
    "MAP308",
    "switch-case-sensitive",
    Severity.INFO,
    "Microsoft Learn, functions: Switch compares with case; `ToLower` is the advice",
)
def switch_case_sensitive(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The keys of a Switch have letters, and its source is text that people type.

    `Germany` is another key than `GERMANY` and `germany`. With `ToLower` around the source, and the
    keys in small letters, it does not matter how it was typed. Not reported are attributes whose
    form is fixed, such as `usageLocation`, and what is a code more than a text.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Switch([department], , "Sales", "S", "", "-") ?? "-" -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch(ToLower([department]), , "sales", "S", "", "-") ?? "-" -> nickName }
    """
    sources = context.sources(objects.kind)
    for row, flow in context.flows(objects):
        for switch, known in flow.calls("Switch") if context.own(row) else ():
            source = argument(switch, "source")[0]
            keys = [known.shape(key) for key in argument(switch, "switchValue")[::2]]
            cased = any(key.text is not None and not _is_caseless(key) for key in keys)
            typed = _typed(source) if cased else None
            if typed is None or typed.name not in sources:
                continue
            if _varies(known.shape(typed)) and not sources[typed.name].values:
                path = shorten(row.target.path)
                yield switch_case_sensitive.at(
                    written.place_of(row, source, context),
                    f"`{path}` hangs on the case in which `{typed.name}` was typed",
                    help=f"write `{_lowered(source)}`, and the keys in small letters",
                    fix=_fix(row, switch, context),
                    subject=path,
                )


def _typed(source: Expression) -> Attribute | None:
    """Return the attribute whose letters a source has as they were typed."""
    while isinstance(source, Call) and source.function in _AS_TYPED:
        source = source.arguments[0][1][0]
    return source if isinstance(source, Attribute) else None


def _lowered(source: Expression) -> str:
    return f"ToLower([{source.name}])" if isinstance(source, Attribute) else "ToLower(…)"


def _varies(shape: Shape) -> bool:
    """Tell whether a text is free, so that nobody knows in which case it is."""
    return shape.type is Type.TEXT and not (shape.form or shape.lower or shape.upper)


def _is_caseless(key: Shape) -> bool:
    return key.lower and key.upper


def _fix(row: AttributeMapping, switch: Call, context: Context) -> Fix | None:
    """Put ToLower around the source and write the keys in small letters, where all are written."""
    node = written.node_of(row, switch, context)
    keys, subject = written.keys_of(node), written.subject_of(node)
    if subject is None or not keys or not all(isinstance(key, ex.String) for key in keys):
        return None
    text = Rewriting(row.origin.source)
    small = [(k, quoted(lower(k.value, ""))) for k in keys if isinstance(k, ex.String)]
    if len({new for _, new in small}) < len(small):
        return None
    changed: list[tuple[ex.Node, str]] = [(k, new) for k, new in small if new != text.of(k)]
    lowered = subject, f"ToLower({text.of(subject)})"
    return text.all("compare in small letters", [lowered, *changed])
