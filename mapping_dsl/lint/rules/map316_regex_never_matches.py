"""MAP316."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.pattern_facts import can_match, captured, last, shortest
from mapping_dsl.lang.pattern_tree import EVERY, set_of, where
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.patterns import Use, tree_of, uses
from mapping_dsl.resolve.address import ALPHANUMERIC, LOCAL
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import AttributeMapping, Call, ObjectMapping
from mapping_dsl.resolve.shape import Letters, Often
from mapping_dsl.rule import rule

_SPACE = set_of(" ")


@rule(
    "MAP316",
    "regex-never-matches",
    Severity.WARNING,
    "Microsoft's Workday guide: a group that ends in a space, compared with keys that do not",
    "Microsoft Learn, functions: patterns are those of .NET, in which case counts",
)
def regex_never_matches(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    r"""A pattern matches nothing that it is given, or what it captures equals no key.

    A capital is wanted of a text in small letters, a space of an address, more characters than an
    attribute can have, or something behind the end. And `\\+(?<code>\\d* )` captures `44 `, with
    the space behind it, which is no key of a Switch that has `44`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Replace([userPrincipalName], , " .*$", , "", , ) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Replace([userPrincipalName], , "@.*$", , "", , ) -> nickName }
    """
    for use in uses(objects, context):
        why = _why(use, context)
        if why:
            never = "always holds" if use.operator == "not matches" else "never matches"
            yield regex_never_matches.at(
                use.place(context),
                f"this pattern {never}: {why}",
                help="try it with `preview`",
                subject=use.subject,
            )
    for row, flow in context.flows(objects):
        for switch, known in flow.calls("Switch"):
            yield from _compared(switch, known, row, context)


def _why(use: Use, context: Context) -> str:
    """Return why there is no match, if that is sure."""
    tree, shape = tree_of(use.pattern), use.shape
    if tree is None:
        return ""
    if not can_match(tree):
        return "something has to come behind the end, or before the start"
    what = f"`{use.what(context)}`"
    if shape.longest is not None and shape.textual and shortest(tree) > shape.longest:
        return f"it takes {shortest(tree)} characters, and {what} has at most {shape.longest}"
    if not can_match(tree, _allowed(use)):
        return f"{what} has no such characters"
    return ""


def _allowed(use: Use) -> int:
    """Return the set of the characters that a value can have."""
    shape, allowed = use.shape, EVERY
    if not shape.textual:
        return EVERY
    if shape.email is Often.ALWAYS:
        allowed &= set_of(LOCAL + ".@")
    elif shape.local is Often.ALWAYS:
        allowed &= set_of(LOCAL + ".")
    if shape.letters <= Letters.WORD:
        allowed &= set_of(ALPHANUMERIC + "-_")
    if shape.form == "guid":
        allowed &= set_of("0123456789abcdefABCDEF-")
    if shape.lower:
        allowed &= ~where(str.isupper)
    if shape.upper:
        allowed &= ~where(str.islower)
    if isinstance(use.matched, Call) and use.matched.function == "StripSpaces":
        allowed &= ~_SPACE
    return allowed


def _compared(
    switch: Call, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Finding]:
    """Find what a pattern captures with a space at its end, and is compared without one."""
    source = argument(switch, "source")[0]
    keys = [known.shape(key).text for key in argument(switch, "switchValue")[::2]]
    named = _captures(source) if isinstance(source, Call) else None
    if named and not any(key is None or key.endswith(" ") for key in keys):
        yield regex_never_matches.at(
            written.place_of(row, source, context),
            f"`{named}` captures a space at the end, which no key has",
            help="leave the space out of the group",
            subject=shorten(row.target.path),
        )


def _captures(call: Call) -> str | None:
    """Return the group that a Replace gives, if what it captures ends in a space."""
    pattern, new = constant(call, "regexPattern"), constant(call, "replacementValue") or ""
    name = new[2:-1] if new.startswith("${") and new.endswith("}") else ""
    if pattern is None or not name:
        return None
    tree = tree_of(pattern)
    group = captured(tree, name) if tree else None
    spaced = group is not None and last(group) in (_SPACE, where(str.isspace) | set_of("\u0085"))
    return name if spaced else None
