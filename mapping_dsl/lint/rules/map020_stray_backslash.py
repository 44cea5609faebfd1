"""MAP020."""

from collections.abc import Iterator

from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.source import Span
from mapping_dsl.syntax.expression import String, walk


@rule(
    "MAP020",
    "stray-backslash",
    Severity.WARNING,
    "Microsoft Learn, writing expressions: a backslash in a text is written as two",
    "Microsoft's own samples: patterns with a single one are published and work",
)
def stray_backslash(resolved: Resolved, context: Context) -> Iterator[Finding]:
    r"""A text has a single backslash where two are documented.

    In Entra's texts `\\` is a backslash and `\"` a quote. Before any other character a single
    backslash seems to stay what it is, as in patterns that Microsoft publishes, but no page says
    so. Written as two it means the same to everybody. The records of `test` blocks are JSON, which
    has escapes of its own, and are left alone. Reported in the file that has the text, not in those
    that extend it.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], regexPattern: "\s+", replacementValue: " ") -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], regexPattern: "\\s+", replacementValue: " ") -> nickName }
    """
    text = resolved.source.text
    for node in walk(resolved.file, lambda node: text.find("\\", *node.span) >= 0):
        if isinstance(node, String):
            yield from _in(node, context)


def _in(string: String, context: Context) -> Iterator[Finding]:
    strays = list(_strays(string.text))
    if not strays or _in_test(string, context):
        return
    source = context.resolved.source
    spans = [Span(string.span.start + at, string.span.start + at + 2) for at in strays]
    found = source.text[slice(*spans[0])]
    edits = tuple(Edit(Place(source, Span(start, start)), "\\") for start, _ in spans)
    yield stray_backslash.at(
        Place(source, spans[0]),
        f"`{found}` has a single backslash",
        help=f"write `\\{found}`: a backslash in a text is written as two",
        fix=Fix("write every backslash of this text as two", edits, safe=True),
    )


def _strays(text: str) -> Iterator[int]:
    """Yield where a backslash stands that escapes nothing."""
    at = text.find("\\")
    while at >= 0:
        stray = text[at + 1] not in '"\\'
        if stray:
            yield at
        at = text.find("\\", at + 1 + (not stray))


def _in_test(string: String, context: Context) -> bool:
    tests = (test.span for test in context.resolved.merged.tests)
    return any(start <= string.span.start < end for start, end in tests)
