"""MAP109."""

from collections.abc import Iterator

from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.uses import written_sources
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax.expression import Argument, Call, String, walk

_MEANT = {("Replace", "replacementValue"), ("Switch", "defaultValue"), ("IIF", "valueIfFalse")}
"""Where `""` is a value like any other: nothing in place of what is replaced, or sent."""


@rule(
    "MAP109",
    "suspicious-empty-string",
    Severity.WARNING,
    "Microsoft Learn, functions: a parameter that is not needed is left out",
    'GitHub: `Replace([mailNickname], ".", "", "", "", "", "")` in several published set-ups',
)
def suspicious_empty_string(resolved: Resolved, _: Context) -> Iterator[Finding]:
    """A slot that can be left empty has `""` in it.

    An empty slot says that there is no such argument; `""` is an argument, of no length. For
    `Replace` the arguments that are there choose what it does, so that a pattern `""` beside an
    `oldValue` makes an error of it. As the replacement, as the default of a Switch and behind the
    last comma of an IIF it is a value like any other, and not reported.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], ".", "", , "-", , ) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], ".", , , "-", , ) -> nickName }
    """
    for expression, source in written_sources(resolved.merged):
        if '""' not in source.text[slice(*expression.span)]:
            continue
        for call in walk(expression):
            if isinstance(call, Call) and call.function.text in FUNCTIONS:
                yield from _empty(call, FUNCTIONS[call.function.text], source)


def _empty(call: Call, function: Function, source: Source) -> Iterator[Finding]:
    optional = {parameter.name for parameter in function.parameters if parameter.optional}
    slots = _parameters(function, len(call.arguments))
    for index, argument in enumerate(call.arguments):
        if argument is None or not isinstance(argument.value, String) or argument.value.value:
            continue
        name = argument.name.text if argument.name else (slots[index : index + 1] or [""])[0]
        if name in optional and (function.name, name) not in _MEANT:
            yield suspicious_empty_string.at(
                Place(source, argument.value.span),
                f'`{name}` of `{function.name}` is `""`, which is not the same as left out',
                help="leave the slot empty",
                fix=Fix("leave the slot empty", (_emptied(argument, source),), safe=False),
                subject=function.name,
            )


def _parameters(function: Function, slots: int) -> list[str]:
    """Return the names of the slots of a call with so many, which may be of the older form."""
    if slots == len(function.older):
        return list(function.older)
    return [parameter.name for parameter in function.parameters]


def _emptied(argument: Argument, source: Source) -> Edit:
    """Take an argument away; a named one with the comma in front of it, since it has no slot."""
    start, end = argument.span
    if argument.name is not None:
        start = source.text.rfind(",", 0, start)
    return Edit(Place(source, Span(start, end)), "")
