"""MAP304."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import Flow, chosen
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    Call,
    Constant,
    Expression,
    ObjectMapping,
    parts,
    walk,
)
from mapping_dsl.rule import rule

_HELP = 'let `Join("…", …)` set the signs in between, or ask first: `IIF(IsPresent([…]), …, …)`'
_THROUGH = {"Join", "Append", "Prepend", "Left", "Mid", "Trim", "PCase", "ToLower", "ToUpper"}
_THROUGH |= {"StripSpaces", "NormalizeDiacritics", "Item", "Split", "Replace", "CStr", "Word"}
"""Functions that give nothing, or next to nothing, where their source has nothing."""


@rule(
    "MAP304",
    "malformed-when-absent",
    Severity.WARNING,
    "this language: `&` and Join leave out what is absent, and nothing that stands beside it",
    "Microsoft Learn, functions: Join skips what is empty, its separator with it",
)
def malformed_when_absent(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A part of a text can be absent, and what is left makes no sense without it.

    `[givenName] & "." & [surname] & "@contoso.com"` is `jane.@contoso.com` for whoever has no
    surname, and `[displayName] & " (" & [department] & ")"` is `Jane ()`. `Join` with a separator
    of its own sets that only between what there is. Reported where a constant stands beside a part
    that can be absent; what is behind a test that asks for the part is fine, as are spaces within
    Trim, and what a pattern tidies up.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { [displayName] & " (" & [department] & ")" -> title }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          IIF(IsPresent([department]), [displayName] & " (" & [department] & ")", [displayName])
            -> title allow iif-on-absent because "as Microsoft's own mappings do it"
        }
    """
    for row, flow in context.flows(objects):
        tidied = _tidied(flow)
        for call, known in flow.sent_calls("Join", "Append", "Prepend"):
            gone = None if id(call) in tidied else _gone(call, known)
            if gone is not None and context.knows(objects, row.source):
                path = shorten(row.target.path)
                names = " or ".join(f"`{name}`" for name in sorted(_absent(gone, known)))
                message = f"`{path}` is malformed where {names} is absent"
                place = written.place_of(row, gone, context)
                yield malformed_when_absent.at(place, message, help=_HELP, subject=path)
                break


def _tidied(flow: Flow) -> set[int]:
    """Return the `id`s of what a Trim frees of spaces, or a pattern of nobody knows what."""
    found: set[int] = set()
    for call, _ in flow.calls("Trim"):
        found.update(id(one) for one in walk(call) if _has_spaces_only(one))
    for call, _ in flow.calls("Replace"):
        if argument(call, "regexPattern"):
            found.update(id(one) for one in walk(call))
    return found


def _has_spaces_only(one: Expression) -> bool:
    """Tell whether the constants of a call are nothing but white space."""
    texts = (value.text for value in parts(one) if isinstance(value, Constant))
    return not any(text.strip() for text in texts)


def _gone(call: Call, known: Inference) -> Expression | None:
    """Return the first part that can be absent and leaves a constant behind."""
    if call.function == "Join":
        separator = known.shape(argument(call, "separator")[0]).text
        values = argument(call, "source")
        if separator and "@" not in separator:
            return None
    else:
        values = tuple(value for _, several in call.arguments for value in several)
    if not any(known.shape(value).text for value in values):
        return None
    return next((value for value in values if _absent(value, known)), None)


def _absent(value: Expression, known: Inference) -> set[str]:
    """Return the attributes whose absence leaves nothing, or too little, of a part."""
    shape = known.shape(value)
    if isinstance(value, Attribute):
        return {value.name} if shape.absent else set()
    if not isinstance(value, Call) or not shape.missing:
        return set()
    if value.function in ("IIF", "Switch", "Coalesce"):
        leaves = chosen(value, known) if shape.absent else ()
        return set().union(*(_absent(leaf, inner) for leaf, inner in leaves))
    if value.function not in _THROUGH:
        return set()
    given = argument(value, "source") or argument(value, "attribute") or argument(value, "String")
    rest = [other for name, several in value.arguments for other in several if name == "suffix"]
    return set().union(*(_absent(inner, known) for inner in (*given, *rest)))
