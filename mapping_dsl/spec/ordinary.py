"""A made-up person, or group, of whom nothing is special."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.resolve.model import Clause, Groups
from mapping_dsl.spec.inputs import Input

Fields = dict[str, Any]
"""A record as JSON, by provisioning names."""

ID = "3f2b8c1e-7a64-4d09-9b5f-0c8e21d7a6b3"
OTHER_ID = "b81d50f7-2c3e-4f9a-8d16-e94a7b60c25f"
NAME = "rosa.lind@contoso.com"
_ID_OF_MANAGER = "6d0e94a2-51bf-4c7d-a3e8-17f2c95b804e"

_PEOPLE: Mapping[str, Any] = {
    "objectId": ID,
    "accountEnabled": True,
    "userPrincipalName": NAME,
    "mail": NAME,
    "displayName": "Rosa Lind",
    "givenName": "Rosa",
    "surname": "Lind",
    "mailNickname": "rosa.lind",
    "otherMails": ["rosa.lind@example.com"],
    "proxyAddresses": [f"SMTP:{NAME}", "smtp:rosa@contoso.com"],
    "jobTitle": "Engineer",
    "department": "Research",
    "companyName": "Contoso",
    "employeeId": "4711",
    "employeeType": "Employee",
    "manager": _ID_OF_MANAGER,
    "members": [ID],
    "streetAddress": "1 High Street",
    "city": "Leeds",
    "state": "West Yorkshire",
    "postalCode": "LS1 4AP",
    "country": "United Kingdom",
    "usageLocation": "GB",
    "physicalDeliveryOfficeName": "Leeds/1",
    "telephoneNumber": "+44 113 496 0000",
    "mobile": "+44 7700 900000",
    "facsimileTelephoneNumber": "+44 113 496 0001",
    "preferredLanguage": "en-GB",
    "userType": "Member",
    "appRoleAssignments": ["User"],
    "onPremisesUserPrincipalName": "rosa.lind@corp.contoso.com",
    "onPremisesDistinguishedName": "CN=Rosa Lind,OU=Leeds,DC=corp,DC=contoso,DC=com",
    "onPremisesSamAccountName": "rlind",
    "onPremisesDomainName": "corp.contoso.com",
}
_GROUP: Mapping[str, Any] = {**_PEOPLE, "displayName": "Research", "mail": "research@contoso.com"}
_BY_TYPE: Mapping[AttributeType, Any] = {
    AttributeType.BOOLEAN: True,
    AttributeType.INTEGER: "1",
    AttributeType.DATETIME: "2024-03-01T09:00:00Z",
    AttributeType.REFERENCE: _ID_OF_MANAGER,
    AttributeType.BINARY: "AQID",
}


_MOST = 200
_ALTERNATIVE = re.compile(r"\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)")
_ESCAPE = re.compile(r"\\(\W)")


def ordinary(kind: str, inputs: Sequence[Input]) -> Fields:
    """Return somebody with a value for everything that is read, in scope or not."""
    return {one.name: usual(kind, one.attribute) for one in inputs}


def usual(kind: str, attribute: Attribute) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return what an attribute usually is."""
    known = _GROUP if kind == "groups" else _PEOPLE
    found = _BY_TYPE.get(attribute.type, "text")
    return known.get(attribute.name, [found] if attribute.multivalued else found)


def welcome(plain: Fields, inputs: Sequence[Input], filters: Sequence[Groups]) -> Iterator[Fields]:
    """Yield what could bring somebody into scope: what a group of clauses of each filter asks."""
    names = {one.name for one in inputs}
    yield plain
    for groups in islice(product(*filters), _MOST):
        fields = {**plain}
        for clause in (clause for group in groups for clause in group):
            if clause.attribute in names:
                fields[clause.attribute] = meeting(clause, fields[clause.attribute])
        yield fields


def meeting(clause: Clause, now: Any) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return a value that meets a clause, if it is easily known."""
    text = clause.value or ""
    match clause.operator:
        case "=" | ">=" | "has bits" | "includes":
            return text
        case "matches":
            return _matching(text, str(now or ""))
        case "ends with":
            return str(now or "").partition("@")[0] + text
        case ">":
            return str(int(text) + 1)
        case "is null":
            return None
        case "is true" | "is false":
            return clause.operator == "is true"
        case "lacks bits":
            return "0"
        case _:
            return now


def _matching(pattern: str, now: str) -> str:
    """Return a text that matches a pattern if that is a plain text, or an alternative of some."""
    found = _ALTERNATIVE.search(pattern)
    inner = pattern[: found.start()] + found[1] + pattern[found.end() :] if found else pattern
    plain = _ESCAPE.sub(r"\1", inner.removeprefix("^").removesuffix("$"))
    if inner.startswith("^"):
        return plain if inner.endswith("$") else plain + now
    return now + plain
