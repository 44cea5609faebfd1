"""MAP106."""

from collections.abc import Iterator

from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.uses import Sort
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.source import Source
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

_WORDS = {
    "vbTextCompare", "vbBinaryCompare", "UTF8", "Unicode", "ASCII", "IgnoreAttributeFlow",
    "IgnoreObjectFlow",
}  # fmt: skip
"""What Entra's own expressions write without quotes."""
_NOTHING = ("null", "authoritativenull", "authorizednull")
_TEXTS = ("AuthoritativeNull", "AuthorizedNull")
_EMPTY = "leave the slot empty: what is absent is not sent, and nothing can be cleared"


@rule(
    "MAP106",
    "foreign-dialect",
    Severity.ERROR,
    "azure-docs, issue 33866: Null and AuthorizedNull are provisioned as these very texts",
    "Microsoft Learn, writing expressions: functions, attributes in brackets, texts in quotes",
)
def foreign_dialect(resolved: Resolved, context: Context) -> Iterator[Finding]:
    """An expression has a word that only Azure AD Connect understands, or a text without quotes.

    In Azure AD Connect's rules `True`, `NULL` and `AuthoritativeNull` are words of the language.
    Here they are not: in quotes they are sent as these very texts, and what becomes of them
    without quotes is not documented. Its functions, such as `And` and `Or`, are reported as
    MAP103, since nothing can be made of them at all. Quotes change what is compiled, so that
    `lint --fix` sets them with `--unsafe` only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { IIF([country] = "US", True, False) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { IIF([country] = "US", "True", "False") -> nickName }
    """
    words = any(use.sort is Sort.WORD for use in context.uses)
    if not words and not any(text in resolved.source.text for text in _TEXTS):
        return
    names = {*context.sources("users"), *context.sources("groups"), *context.sources("object")}
    for source in _own_sources(resolved):
        calls = [node for node in ex.walk(source) if isinstance(node, ex.Call)]
        slots = {
            id(slot.value): (call, index)
            for call in calls
            for index, slot in enumerate(call.arguments)
            if slot is not None
        }
        for node in ex.walk(source):
            if isinstance(node, ex.Word) and node.text not in _WORDS | names:  # else MAP013
                yield _word(node, slots.get(id(node)), resolved.source)
            elif isinstance(node, ex.String) and node.value in _TEXTS:
                yield _text(node, resolved.source)


def _own_sources(resolved: Resolved) -> Iterator[ex.Expression]:
    """Yield the expressions that the file itself has: of its `let`s and of its rows."""
    for node in ex.walk(resolved.file):
        if isinstance(node, tree.Let):
            yield node.value
        elif isinstance(node, tree.Row) and not isinstance(node.source, tree.Direct | tree.Nothing):
            yield node.source


def _text(node: ex.String, source: Source) -> Finding:
    place = Place(source, node.span)
    message = f"`{node.value}` is sent as this very text"
    return foreign_dialect.at(place, message, help=_EMPTY, subject=node.value)


def _word(node: ex.Word, slot: tuple[ex.Call, int] | None, source: Source) -> Finding:
    place, word = Place(source, node.span), node.text
    if word.lower() in _NOTHING:
        fix = _emptied(place) if slot and _may_be_empty(*slot) else None
        message = f"`{word}` is a word of Azure AD Connect's"
        return foreign_dialect.at(place, message, help=_EMPTY, fix=fix, subject=word)
    boolean = word.lower() in ("true", "false")
    text = f'"{word.capitalize() if boolean else word}"'
    message = f"`{word}` stands without quotes"
    help, fix = f"write `{text}`", instead(place, text)
    return foreign_dialect.at(place, message, help=help, fix=fix, subject=word)


def _may_be_empty(call: ex.Call, index: int) -> bool:
    """Tell whether a slot of a call may be left empty."""
    row, slot = FUNCTIONS.get(call.function.text), call.arguments[index]
    named = slot is not None and slot.name is not None
    return (
        row is not None
        and not named
        and any(parameter.optional for parameter in row.parameters[index : index + 1])
    )


def _emptied(place: Place) -> Fix:
    return Fix("leave the slot empty", (Edit(place, ""),), safe=False)
