"""MAP101."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lang.words import WORDS
from mapping_dsl.lint.context import KINDS, Context
from mapping_dsl.lint.dialect import is_foreign
from mapping_dsl.lint.uses import Sort, Use, is_extension
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.syntax.codes import UNBRACKETED_ATTRIBUTE

Known = Mapping[str, Attribute]


@rule(
    "MAP101",
    "unknown-attribute",
    Severity.ERROR,
    "Microsoft Learn, writing expressions: the syntax is case-sensitive",
    "Microsoft Learn, customizing mappings: what a tenant adds goes into its attribute list",
)
def unknown_attribute(_: Resolved, context: Context) -> Iterator[Finding]:
    """A source attribute is neither one of Entra's nor declared in `attributes source`.

    Entra finds nothing under such a name, so that the target stays empty for everybody. Names are
    those of provisioning, in their exact case: Microsoft Graph calls some of them otherwise
    (`officeLocation` is `physicalDeliveryOfficeName` here). What a tenant adds to the attribute
    list is declared in the mapping; MAP603 tells of directory extensions. A `let` may use what
    either users or groups have; where a block uses the `let`, its own attributes count.

    A bare word in an expression that is the name of an attribute is reported as MAP013.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { StripSpaces([DisplayName]) -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { StripSpaces([displayName]) -> nickName }
    """
    anywhere = {**context.sources("groups"), **context.sources("users")}
    closed = all(block.kind in KINDS for block in context.resolved.merged.blocks.values())
    names = _Names(context.uses)
    for use in context.uses:
        known = context.sources(use.kind) if use.kind else anywhere
        if use.sort is Sort.WORD:
            if use.name in known or not (use.name in WORDS or is_foreign(use.name)):
                yield _unbracketed(use, known, context)
        elif use.name in known or is_extension(use.name):
            continue
        elif use.sort is Sort.ATTRIBUTE and (use.kind in KINDS or (not use.kind and closed)):
            if use.name.lower() != "null":  # MAP008
                yield _unknown(use, known, context)
        elif use.sort is Sort.REFERENCE and use.kind in KINDS:
            for name in sorted(names.behind(use.name)):
                if name in anywhere and name not in known:
                    yield _elsewhere(use, name)


class _Names:
    """The attributes behind each `let`, those of the `let`s that it uses included."""

    def __init__(self, uses: list[Use]) -> None:
        self._within: defaultdict[str, list[Use]] = defaultdict(list)
        for use in uses:
            self._within[use.let].append(use)
        self._known: dict[str, set[str]] = {}

    def behind(self, let: str) -> set[str]:
        if let not in self._known:
            self._known[let] = set()  # a circle ends here
            within = self._within.get(let, [])
            named = {use.name for use in within if use.sort is Sort.ATTRIBUTE}
            deeper = (self.behind(use.name) for use in within if use.sort is Sort.REFERENCE)
            self._known[let] = named.union(*deeper)
        return self._known[let]


def _unbracketed(use: Use, known: Known, context: Context) -> Finding:
    meant = use.name if use.name in known else context.near(use.name, known, use.kind)
    if meant is None:
        help = "attributes stand in brackets, texts in double quotes"
        message = f"`{use.name}` is neither an attribute nor a text nor a word of Entra's"
        return UNBRACKETED_ATTRIBUTE.at(use.place, message, help=help, subject=use.name)
    text = f"[{meant}]"
    return UNBRACKETED_ATTRIBUTE.at(
        use.place,
        f"`{use.name}` stands without brackets in an expression",
        help=f"write `{text}`",
        fix=instead(use.place, text),
        subject=use.name,
    )


def _elsewhere(use: Use, name: str) -> Finding:
    return unknown_attribute.at(
        Place(use.source, use.span),
        f"{use.kind} have no attribute `{name}`, which `${use.name}` uses",
        help=f"use what {use.kind} have",
        subject=name,
    )


def _unknown(use: Use, known: Known, context: Context) -> Finding:
    who = f"{use.kind} have no" if use.kind else "neither users nor groups have an"
    message, help, meant = f"{who} attribute `{use.name}`", "", _graph(use.name, known)
    if meant:
        message = f"`{use.name}` is Microsoft Graph's name, not that of provisioning"
        help = f"write `{meant}`"
    else:
        meant = context.near(use.name, known, use.kind)
        help = f"did you mean `{meant}`?" if meant else _NO_GUESS
    if meant and meant.lower() == use.name.lower():
        message = f"`{use.name}` differs from the attribute `{meant}` in case"
        help = f"write `{meant}`: Entra tells upper and lower case apart"
    fix = instead(use.place, meant) if meant else None
    return unknown_attribute.at(use.place, message, help=help, fix=fix, subject=use.name)


_NO_GUESS = (
    "declare it in `attributes source` if the tenant has it; `mapping-dsl attributes` lists all"
)


def _graph(name: str, known: Known) -> str | None:
    """Return the attribute that Microsoft Graph has under a name."""
    held = (name, f"{name}[0]")
    return next((a.name for a in known.values() if a.graph in held and a.graph != a.name), None)
