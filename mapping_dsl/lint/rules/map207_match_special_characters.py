"""MAP207."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import CHOOSING, Flow, sent_arguments
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Constant, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Letters
from mapping_dsl.rule import rule

_IN_NAMES = '"&#+'
_HOLDS = {
    "originalUserPrincipalName": "#",
    **dict.fromkeys(
        ("displayName", "givenName", "surname", "jobTitle", "department", "companyName"), _IN_NAMES
    ),
}
"""Attributes in which such a character is nothing unusual: names, and `#EXT#` of guests."""

_SETTING = (*CHOOSING, "Join", "Append", "Prepend")
"""Functions whose constant arguments stand in the result as they are."""


@rule(
    "MAP207",
    "match-special-characters",
    Severity.INFO,
    "Microsoft Learn, how provisioning works: special characters in a matching value make it fail",
    'RFC 7644, filters: a value stands in quotes, in which `"` and a backslash are escaped',
    "RFC 3986: `#`, `&`, `+` and `%` mean something in an address of the web",
)
def match_special_characters(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """Values that are matched on can hold characters on which matching is said to fail.

    Entra asks `filter=userName eq "…"`. Microsoft's page says that special characters make this
    fail, and not which. Suspect are `"`, which ends the value, and `#`, `&` and `+`, which have a
    meaning of their own in the address of a request: `#` stands in the `originalUserPrincipalName`
    of every guest, and a constant can set one, too. Nothing is said of names alone, which are
    MAP205's, of what a base has, nor of groups, since they can be matched by their name only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          originalUserPrincipalName -> nickName match 2
            allow stale-when-cleared because "everybody has one"
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> emails[type eq "work"].value match 2 }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        if row.matching_priority and row.source is not None and context.own(row):
            found = _characters(row.source, context.inference(objects))
            if found:
                path = shorten(row.target.path)
                listed = ", ".join(f"`{character}`" for character in found)
                yield match_special_characters.at(
                    row.source_origin,
                    f"`{path}` is matched on and can hold {listed}",
                    help="match on `userPrincipalName`, in which these are rare",
                    subject=path,
                )


def _characters(source: Expression, known: Inference) -> str:
    """Return the characters that there can be, in the order of the page."""
    if known.shape(source).letters <= Letters.WORD:
        return ""
    flow = Flow(source, known)
    if any(argument(call, "regexPattern") for call, _ in flow.calls("Replace")):
        return ""  # nobody knows what is left
    gone = "".join(constant(call, "oldValue") or "" for call, _ in flow.calls("Replace"))
    names = {one.name for one, _ in flow.sent if isinstance(one, Attribute)}
    if all(_HOLDS.get(name) == _IN_NAMES for name in names):
        return ""  # MAP205
    held = {*_constants(flow), *(c for name in names for c in _HOLDS.get(name, ""))}
    return "".join(
        character for character in _IN_NAMES if character in held and character not in gone
    )


def _constants(flow: Flow) -> Iterator[str]:
    """Yield the characters that constants set into the result."""
    for call, known in flow.sent_calls(*_SETTING):
        for value, _ in sent_arguments(call, known):
            yield from value.text if isinstance(value, Constant) else ""
    for call, _ in flow.sent_calls("Replace"):
        yield from constant(call, "replacementValue") or ""
