"""What `twenty.mapping` says, as a Python function."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_SEPARATORS = re.compile(r"[()\s-]+")
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "Æ": "AE",
        "ø": "oe",
        "Ø": "OE",
        "œ": "oe",
        "Œ": "OE",
        "ß": "ss",
        "ł": "l",
        "Ł": "L",
    }
)
_TIME_ZONES = {
    "DE": "Europe/Berlin",
    "PL": "Europe/Berlin",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "US": "America/Chicago",
}
_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"


def without_diacritics(text: str) -> str:
    """Take marks off letters, and write out those that have none to take."""
    split = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(c for c in split if not unicodedata.combining(c))


def provision(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of the targets, those without one left out."""
    mail, name = record["mail"], record["userPrincipalName"]
    given, family = record["givenName"], record["surname"]
    country, state, mobile = record["country"], record["state"], record["mobile"]
    nick = ".".join([given or "", family or ""]).replace(" ", "")
    values = {
        "userName": name if mail is None else mail,
        "externalId": record["objectId"],
        "active": {"False": "True", "True": "False"}.get(record["IsSoftDeleted"]),
        "displayName": record["displayName"],
        "name.givenName": given,
        "name.familyName": family,
        "nickName": without_diacritics(nick).lower(),
        'emails[type eq "work"].value': (record["mailNickname"] or "") + "@contoso.com",
        "title": record["jobTitle"],
        "preferredLanguage": record["preferredLanguage"],
        "timezone": _TIME_ZONES.get(country, "Etc/UTC"),
        'addresses[type eq "work"].locality': record["city"],
        'addresses[type eq "work"].region': state if country == "US" and state else "n/a",
        'addresses[type eq "work"].postalCode': record["postalCode"],
        'phoneNumbers[type eq "work"].value': record["telephoneNumber"],
        'phoneNumbers[type eq "mobile"].value': (
            None if mobile is None else _SEPARATORS.sub("", mobile)
        ),
        f"{_ENTERPRISE}employeeNumber": record["objectId"][:8],
        f"{_ENTERPRISE}costCenter": name.split("@")[0].strip(),
        f"{_ENTERPRISE}department": record["department"],
        f"{_ENTERPRISE}organization": record["companyName"] or None,
    }
    return {target: value for target, value in values.items() if value is not None}
