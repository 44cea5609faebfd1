"""MAP317."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.patterns import runs_away, uses
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.rule import rule


@rule(
    "MAP317",
    "catastrophic-regex",
    Severity.WARNING,
    "Microsoft Learn, .NET: backtracking in regular expressions, nested quantifiers",
)
def catastrophic_regex(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    r"""A pattern can take longer than anybody would wait, on a text that nearly matches.

    A repetition whose rounds can be cut in different ways, as in `(\\w+\\s?)+$` and `(a|a)*b`, is
    tried in all of them where what follows does not fit: twice as many for each further character.
    Make sure that each round can begin in one place only, as with a sign that has to stand between
    two rounds.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], , "^(\\w+\\s?)+$", , "x", , ) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Replace([displayName], , "^\\w+(\\s\\w+)*$", , "x", , ) -> nickName }
    """
    for use in uses(objects, context):
        if runs_away(use.pattern):
            yield catastrophic_regex.at(
                use.place(context),
                "this pattern can take for ever on a text that nearly matches",
                help="let each round of a repetition begin in one place only",
                subject=use.subject,
            )
