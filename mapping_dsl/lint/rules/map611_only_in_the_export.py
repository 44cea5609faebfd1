"""MAP611."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.resolve.unsaid import listed
from mapping_dsl.rule import rule


@rule(
    "MAP611",
    "only-in-the-export",
    Severity.INFO,
    "Graph metadata (CSDL v1.0, 2026-08): PUT of a schema replaces all of it",
)
def only_in_the_export(resolved: Resolved, _: Context) -> Iterator[Finding]:
    """The schema that this mapping was imported from holds something that a mapping cannot say.

    `import` lists each such place in a comment, as a JSON pointer. Without `--into` it would be
    lost, so that the mapping is not compiled until the comment is deleted, which gives it up.
    `compile --to entra --into` that schema keeps it, with the comment or without; but what becomes
    of a row or a filter whose comment is gone, `--unmanaged` or a row for its target decides.

    Bad:
        # only --into keeps /synchronizationRules/0/metadata: 2 entries
        mapping "contoso" extends "webex/default@1"

    Good:
        mapping "contoso" extends "webex/default@1"
    """
    for layer in resolved.layers:
        for unsaid in listed(layer.parsed, layer.source):
            message = f"`{unsaid.pointer}` of the exported schema is not said here"
            help = (
                "compile `--into` that schema, which keeps it; to compile without, delete this"
                " comment, which gives it up"
            )
            yield only_in_the_export.at(unsaid.place, message, help=help, subject=unsaid.pointer)
