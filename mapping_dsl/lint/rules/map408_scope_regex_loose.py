"""MAP408."""

from collections.abc import Iterator

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.pattern_edges import edges, is_loose
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.patterns import tree_of, uses
from mapping_dsl.resolve.model import ObjectMapping, Scope
from mapping_dsl.rule import rule


@rule(
    "MAP408",
    "scope-regex-loose",
    Severity.INFO,
    "Microsoft Learn, scoping filters: `(1[0-9]{6})`, for numbers from 1000000 on",
    ".NET, Regex.IsMatch: a match anywhere in the text is one",
)
def scope_regex_loose(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A pattern of the scope matches anywhere in the value: it begins and ends nowhere.

    `matches "1[0-9]{6}"` lets 41000000 in as well, and `matches "Sales"` Presales. With `^` in
    front a value must begin so, with `$` behind it must end so; one of them is enough for this
    rule, as `.*` is, which says that anything may stand there. Each alternative needs its own: in
    `^Sales|Support$` the first holds for all that begin with Sales, the second for all that end
    with Support, so that parentheses may be missing: `^(Sales|Support)$`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { scope employeeId matches "1[0-9]{6}" }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { scope employeeId matches "^1[0-9]{6}$" }
    """
    for use in uses(objects, context):
        tree = tree_of(use.pattern)
        own = isinstance(use.within, Scope) and use.within.place.source is context.resolved.source
        if own and tree is not None and is_loose(tree):
            nowhere = (False, False) in edges(tree)
            yield scope_regex_loose.at(
                use.place(context),
                "this pattern matches anywhere in the value"
                if nowhere
                else "`^` and `$` are of one alternative each",
                help=_ANCHOR if nowhere else _GROUP,
                subject=use.subject,
            )


_ANCHOR = "write `^` in front and `$` behind, or `.*` where anything may stand"
_GROUP = "put the alternatives into parentheses: `^(a|b)$`"
