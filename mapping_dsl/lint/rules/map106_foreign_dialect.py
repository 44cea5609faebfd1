"""MAP106."""

from collections.abc import Iterator

from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.branches import branches
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.dialect import MARKERS, NOTHING, is_foreign
from mapping_dsl.lint.uses import Sort, written_sources
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.source import Source
from mapping_dsl.syntax import expression as ex

_TEXTS = ("AuthoritativeNull", "AuthorizedNull")
_IN_QUOTES = "NULL"
"""As a text that is sent it is meant for nothing; compared with or looked for, it is one."""
_IGNORE = "put `IgnoreFlowIfNullOrEmpty(…)` around the whole"
_EMPTY = "leave the slot empty: what is absent is not sent, and nothing can be cleared"
_BY_NOTHING = 'write `""`: an empty slot says that something else is replaced'


@rule(
    "MAP106",
    "foreign-dialect",
    Severity.ERROR,
    "azure-docs, issue 33866: Null and AuthorizedNull are provisioned as these very texts",
    "Microsoft Learn, writing expressions: functions, attributes in brackets, texts in quotes",
)
def foreign_dialect(resolved: Resolved, context: Context) -> Iterator[Finding]:
    """An expression has a bare word that another dialect of Microsoft's understands, and not this.

    In Azure AD Connect's rules `True`, `NULL` and `AuthoritativeNull` are words of the language,
    in the guide for Workday `IgnoreAttributeFlow` is. For an app they are not: in quotes they are
    sent as these very texts, and what becomes of them without is not documented. Connect's
    functions, such as `And` and `Or`, are reported as MAP103: nothing can be made of them at all.
    Quotes change what is compiled, so that `lint --fix` sets them with `--unsafe` only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { IIF([country] = "US", True, False) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { IIF([country] = "US", "True", "False") -> nickName }
    """
    words = any(use.sort is Sort.WORD for use in context.uses)
    sources = {source for _, source in written_sources(resolved.merged)}
    if not words and not any(
        text in source.text for text in (*_TEXTS, _IN_QUOTES) for source in sources
    ):
        return
    for expression, source in written_sources(resolved.merged):
        nodes = list(ex.walk(expression))
        slots = _slots(nodes)
        sent = {id(node) for node in branches(expression)}
        for node in nodes:
            if isinstance(node, ex.Word) and is_foreign(node.text):
                yield _word(node, slots.get(id(node)), source)
            elif isinstance(node, ex.String) and _is_marker(node.value, sent=id(node) in sent):
                place = Place(source, node.span)
                message = f"`{node.value}` is sent as this very text"
                yield foreign_dialect.at(place, message, help=_EMPTY, subject=node.value)


def _is_marker(text: str, *, sent: bool) -> bool:
    return text in _TEXTS or (sent and text == _IN_QUOTES)


Slot = tuple[ex.Call, int]


def _slots(nodes: list[ex.Node]) -> dict[int, Slot]:
    """Return the slot of a call that each argument stands in, by the argument's `id`."""
    return {
        id(slot.value): (call, index)
        for call in nodes
        if isinstance(call, ex.Call)
        for index, slot in enumerate(call.arguments)
        if slot is not None
    }


def _word(node: ex.Word, slot: Slot | None, source: Source) -> Finding:
    place, word = Place(source, node.span), node.text
    if word.lower() in NOTHING:
        fix = _emptied(place, *slot) if slot else None
        message = f"`{word}` is a word of Azure AD Connect's"
        replaced = slot is not None and slot[0].function.text == "Replace"
        help = _BY_NOTHING if replaced else _EMPTY
        return foreign_dialect.at(place, message, help=help, fix=fix, subject=word)
    if word in MARKERS:
        message = f"`{word}` is a word of Microsoft's guide for Workday only"
        return foreign_dialect.at(place, message, help=_IGNORE, subject=word)
    text = f'"{word.capitalize()}"'
    message, fix = f"`{word}` stands without quotes", instead(place, text)
    return foreign_dialect.at(place, message, help=f"write `{text}`", fix=fix, subject=word)


def _emptied(place: Place, call: ex.Call, index: int) -> Fix | None:
    """Return the fix that leaves a slot of a call empty, where nothing fails by that.

    A Replace needs something to put in: there it is `""`.
    """
    row, slot = FUNCTIONS.get(call.function.text), call.arguments[index]
    if row is None or slot is None or slot.name is not None:
        return None
    parameter = next(iter(row.parameters[index : index + 1]), None)
    if parameter is None or not parameter.optional:
        return None
    if row.name != "Replace":
        return Fix("leave the slot empty", (Edit(place, ""),), safe=False)
    return instead(place, '""') if parameter.name == "replacementValue" else None
