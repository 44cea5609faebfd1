"""MAP205."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint.context import Context, attributes
from mapping_dsl.lint.flow import Flow, sent_arguments
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Call, Expression, ObjectMapping
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
    for Webex. Of an attribute of the tenant's own nothing is said.

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
                message = f"`{path}` is matched on, and {why}"
                place = row.source_origin
                yield match_not_unique.at(place, message, help=_HELP, subject=path)


def _why(source: Expression, known: Inference) -> str:
    """Return why two people can have the same value, if that is known."""
    names = attributes(source)
    if known.shape(source).text is not None:
        return "it is the same for everybody"
    if names and names <= _SHARED:
        listed = " and ".join(f"`{name}`" for name in sorted(names))
        return f"people can share {listed}"
    return _lost(source, known, names - _SHARED)


def _lost(source: Expression, known: Inference, unique: set[str]) -> str:
    """Return what is lost of the one attribute that tells people apart."""
    if len(unique) != 1 or _is_whole(source, known, *unique):
        return ""
    (name,) = unique
    for one, inner in Flow(source, known).sent:
        function = _losing(one, inner, name)
        if function in _FOLDING:
            return f"it is the same where `{name}` differs in case only"
        if function:
            return f"it is only a part of `{name}`, which `{function}` cuts"
    return ""


def _is_whole(one: Expression, known: Inference, name: str) -> bool:
    """Tell whether an attribute goes in uncut somewhere."""
    if isinstance(one, Attribute):
        return one.name == name
    if not isinstance(one, Call) or _losing(one, known, name):
        return False
    return any(_is_whole(value, inner, name) for value, inner in sent_arguments(one, known))


def _losing(one: Expression, known: Inference, name: str) -> str:
    """Return the function, if it is one that makes different values of an attribute alike."""
    if not isinstance(one, Call) or name not in attributes(one):
        return ""
    folds = one.function in _FOLDING and name in _CASE_COUNTS
    cuts = one.function in _CUTTING and known.shape(one).injective is None
    return one.function if folds or cuts else ""
