"""MAP108."""

import re
from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.escapes import PatternError
from mapping_dsl.lang.pattern import translate
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.patterns import Use, reversed_bounds, tree_of, uses
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP108",
    "bad-regex",
    Severity.ERROR,
    "Microsoft Learn, functions: patterns are those of .NET",
    "Microsoft Learn, .NET: character classes in regular expressions, subtraction",
    "Microsoft Learn, .NET: substitutions; one that names no group stays as it is",
)
def bad_regex(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    r"""A pattern is one that .NET refuses, or names a group that it does not have.

    Such a `Replace` fails for each user who has a value. A replacement such as `${code}` without a
    group of that name is sent as it stands. What this tool cannot match as .NET does is reported
    as well: `[a-z-[aeiou]]`, which subtracts one class from another and means something else
    wherever else patterns are tried out, balancing groups, conditions, and `\G`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Replace([objectId], , "[-", , "", , ) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Replace([objectId], , "[-]", , "", , ) -> nickName }
    """
    for use in uses(objects, context):
        try:
            _, groups = translate(use.pattern)
        except PatternError as error:
            message = f"the pattern cannot be used: {error}"
            yield bad_regex.at(use.place(context), message, help=_HELP, subject=use.subject)
        else:
            yield from _reversed(use, context)
            yield from _groups(use, {"0", *groups}, context)


_HELP = "mend it: patterns are those of .NET"


def _reversed(use: Use, context: Context) -> Iterator[Finding]:
    tree = tree_of(use.pattern)
    bounds = next(reversed_bounds(tree), None) if tree is not None and "{" in use.pattern else None
    if bounds is not None:
        least, most = bounds
        message = f"the pattern cannot be used: `{{{least},{most}}}` runs backwards"
        yield bad_regex.at(use.place(context), message, help=_HELP, subject=use.subject)


def _groups(use: Use, groups: set[str], context: Context) -> Iterator[Finding]:
    named = sorted(group for group in groups if not group.isdecimal())
    listed = ", ".join(f"`{group}`" for group in named)
    help = f"use one that it has: {listed}" if named else "give it a group: `(?<name>…)`"
    for name, text in _named(use):
        if name not in groups and isinstance(use.within, AttributeMapping):
            place = written.string(use.within, text, context)
            message = f"the pattern has no group `{name}`"
            dollar = ", or write `$$` for a `$`" if text != use.group else ""
            yield bad_regex.at(place, message, help=help + dollar, subject=use.subject)


def _named(use: Use) -> Iterator[tuple[str, str]]:
    """Yield the groups that are used, each with the text in which it stands."""
    if use.group:
        yield use.group, use.group
    if not use.replacement or "$" not in use.replacement:
        return
    for braced, number in re.findall(r"(?<!\$)\$(?:\{(\w+)\}|(\d+))", use.replacement):
        yield braced or number.lstrip("0") or "0", use.replacement
