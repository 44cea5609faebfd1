"""MAP602."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.uses import Sort, is_extension
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule


@rule(
    "MAP602",
    "multivalued-extension",
    Severity.ERROR,
    "Microsoft Learn, attributes for mapping: extensions with several values are not supported",
)
def multivalued_extension(_: Resolved, context: Context) -> Iterator[Finding]:
    """A directory extension with several values is used in a mapping.

    Entra supports only those with one value there. Keep what is needed in an extension of its own
    with one value, such as a text with commas in it. What a filter cannot use MAP411 tells.

    Bad:
        mapping "contoso" extends "webex/default@1"
        attributes source {
          extension_9d98ed114c4840d298fad781915f27e4_skills: string multivalued
        }
        users { Join(", ", [extension_9d98ed114c4840d298fad781915f27e4_skills]) -> title on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        attributes source {
          extension_9d98ed114c4840d298fad781915f27e4_skills: string
        }
        users { extension_9d98ed114c4840d298fad781915f27e4_skills -> title on create }
    """
    several = {
        declared.name
        for declared in context.mapping.declared
        if declared.side == "source" and declared.multivalued
        if is_extension(declared.name)
    }
    for use in context.uses if several else ():
        if use.sort is Sort.ATTRIBUTE and use.name in several and not use.scope:
            message = f"`{use.name}` has several values, which Entra does not support in extensions"
            help = "use an extension with one value"
            yield multivalued_extension.at(use.place, message, help=help, subject=use.name)
