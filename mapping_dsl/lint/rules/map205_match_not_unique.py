"""MAP205."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import CHOOSING, Flow, sent_arguments
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    Call,
    Comparison,
    Constant,
    Expression,
    Kind,
    ObjectMapping,
    reads,
    walk,
)
from mapping_dsl.rule import rule

_SHARED = {
    "displayName", "givenName", "surname", "jobTitle", "department", "companyName", "city", "state",
    "country", "postalCode", "streetAddress", "physicalDeliveryOfficeName", "usageLocation",
    "preferredLanguage", "employeeType", "userType", "manager", "employeeHireDate",
    "employeeLeaveDateTime", "employeeOrgData.costCenter", "employeeOrgData.division",
    "onPremisesDomainName", "accountEnabled", "IsSoftDeleted",
}  # fmt: skip
"""What many people can have alike."""
_CASE_COUNTS = {"onPremisesImmutableId"}
"""Unique only with their case, as Base64 is."""
_FOLDING = ("ToLower", "ToUpper", "PCase")
_CUTTING = ("Left", "Mid", "Word", "Item")
_ANSWERING = {"Len", "Count", "InStr", "DateDiff", "BitAnd", "Not", "CBool"}
_ANSWERING |= {"IsPresent", "IsNull", "IsNullOrEmpty"}
"""Functions whose result is a number or an answer, alike for many."""
_HELP = "match on what is unique: `userPrincipalName`, or `mail`"


@rule(
    "MAP205",
    "match-not-unique",
    Severity.WARNING,
    "Microsoft Learn, customizing mappings: matching attributes are expected to be unique",
    "Microsoft Learn, how provisioning works: several matches are an error",
)
def match_not_unique(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The value that is matched on is not unique: two people can have the same.

    The second of them is then taken for the first, or neither is provisioned. Names are shared, a
    text that is cut is the same for all who begin alike, and what differs in case only is the same
    for Webex. A count, a length and a constant in a branch are nobody's own. Where a text is
    replaced by another, two values may become one, which is an info: nobody knows here whether both
    exist. Of an attribute of the tenant's own nothing is said.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { displayName -> nickName match 2 }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> emails[type eq "work"].value match 2 }
    """
    for row in objects.mappings if objects.kind == "users" else ():
        if row.matching_priority and row.source is not None:
            why = _why(row.source, context.inference(objects))
            if why:
                path = shorten(row.target.path)
                message = f"`{path}` is matched on, and {why[0]}"
                yield match_not_unique.at(
                    row.source_origin, message, help=_HELP, severity=why[1], subject=path
                )


Why = tuple[str, Severity]


def _why(source: Expression, known: Inference) -> Why | None:
    """Return why two people can have the same value, if that is known."""
    if known.shape(source).text is not None:
        return "it is the same for everybody", Severity.WARNING
    names = _telling(source, known)
    if names and names <= _SHARED:
        listed = " and ".join(f"`{name}`" for name in sorted(names))
        return f"people can share {listed}", Severity.WARNING
    if not names and not _is_random(source):
        return "nothing in it tells one person from another", Severity.WARNING
    shared = next(_shared(source, known), None)
    if shared is not None:
        return f"people can share `{shared}`", Severity.WARNING
    return _lost(source, known, names - _SHARED)


def _is_random(source: Expression) -> bool:
    calls = (one.function for one in walk(source) if isinstance(one, Call))
    return any(name != "Now" and not FUNCTIONS[name].deterministic for name in calls)


def _telling(source: Expression, known: Inference) -> set[str]:
    """Return the attributes that are in the value itself, and are not only counted or asked for."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Expression, Inference]] = [(source, known)]
    while waiting:
        one, inner = waiting.pop()
        if (id(one), id(inner)) in seen:
            continue
        seen.add((id(one), id(inner)))
        if isinstance(one, Attribute):
            found.add(one.name)
        elif isinstance(one, Call) and one.function not in _ANSWERING and not _is_frame(one):
            waiting += sent_arguments(one, inner)
    return found


def _is_frame(call: Call) -> bool:
    """Tell whether a Replace gives a template as it is, since that lacks what would be replaced."""
    old, frame = constant(call, "oldValue"), constant(call, "template")
    return bool(old) and frame is not None and str(old) not in frame


def _shared(source: Expression, known: Inference) -> Iterator[str]:
    """Yield the constants that whoever comes to a branch is given, unless that is one person."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Expression, Inference]] = [(source, known)]
    while waiting:
        one, inner = waiting.pop()
        if (id(one), id(inner)) in seen:
            continue
        seen.add((id(one), id(inner)))
        text = inner.shape(one).text
        if text and not (isinstance(one, Constant) and one.kind is Kind.WORD):
            yield text
        elif isinstance(one, Call) and one.function in CHOOSING and text is None:
            waiting += reversed(list(_outcomes(one, inner)))


def _outcomes(call: Call, known: Inference) -> Iterator[tuple[Expression, Inference]]:
    """Yield what a choice may come to for several people."""
    key = False
    for name, value, inner in known.parts(call):
        if call.function == "Switch":
            key = name == "switchValue" and not key
            single = name == "switchValue" and _is_one_person(argument(call, "source")[0])
            if name != "source" and not key and not single:
                yield value, inner
        elif call.function == "IIF":
            condition = argument(call, "condition")[0]
            never = {"True": "valueIfFalse", "False": "valueIfTrue"}.get(
                known.shape(condition).text or "", ""
            )
            single = name == "valueIfTrue" and _asks_for_one(condition)
            if name not in ("condition", never) and not single:
                yield value, inner
        else:
            yield value, inner
            if call.function == "Coalesce" and not inner.shape(value).absent:
                return


def _asks_for_one(condition: Expression) -> bool:
    """Tell whether a condition holds for one person only."""
    match condition:
        case Comparison(left, "=", right):
            pairs = ((left, right), (right, left))
            return any(_is_one_person(a) and isinstance(b, Constant) and b.text for a, b in pairs)
        case _:
            return False


def _is_one_person(value: Expression) -> bool:
    """Tell whether a value is one person's, be it in another case."""
    if isinstance(value, Call) and value.function in _FOLDING:
        value = value.arguments[0][1][0]
    return isinstance(value, Attribute) and value.name not in _SHARED


def _lost(source: Expression, known: Inference, unique: set[str]) -> Why | None:
    """Return what is lost of the one attribute that tells people apart."""
    if len(unique) != 1 or _is_whole(source, known, *unique):
        return None
    (name,) = unique
    for one, inner in Flow(source, known).sent:
        call = _losing(one, inner, name)
        if call is not None:
            return _said(call, name)
    return None


def _said(call: Call, name: str) -> Why:
    if call.function in _FOLDING:
        return f"it is the same where `{name}` differs in case only", Severity.WARNING
    if call.function in _CUTTING:
        return f"it is only a part of `{name}`, which `{call.function}` cuts", Severity.WARNING
    by_pattern = argument(call, "regexPattern")
    why = f"it is not provably unique: `Replace` can make two values of `{name}` alike"
    return why, Severity.WARNING if by_pattern else Severity.INFO


def _is_whole(one: Expression, known: Inference, name: str) -> bool:
    """Tell whether an attribute goes in uncut somewhere."""
    if isinstance(one, Attribute):
        return one.name == name
    if not isinstance(one, Call) or _losing(one, known, name):
        return False
    return any(_is_whole(value, inner, name) for value, inner in sent_arguments(one, known))


def _losing(one: Expression, known: Inference, name: str) -> Call | None:
    """Return a call if it makes different values of an attribute alike."""
    if not isinstance(one, Call) or name not in reads(one):
        return None
    folds = one.function in _FOLDING and name in _CASE_COUNTS
    cuts = one.function in (*_CUTTING, "Replace") and known.shape(one).injective is None
    return one if folds or (cuts and not argument(one, "template")) else None
