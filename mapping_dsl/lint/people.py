"""Made-up people whom an expression is tried on: a guest, and somebody who was deleted."""

from __future__ import annotations

from collections.abc import Mapping

_ID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
_NAMES = {"displayName": "Ada Byron", "givenName": "Ada", "surname": "Byron"}
_NOT_ON_PREMISES = dict.fromkeys(
    (
        "dirSyncEnabled", "onPremisesSecurityIdentifier", "onPremisesUserPrincipalName",
        "onPremisesDistinguishedName", "onPremisesSamAccountName", "onPremisesDomainName",
        "onPremisesImmutableId",
    )
)  # fmt: skip
"""What nobody has who was made in the cloud, as guests are."""

GUEST_ADDRESS = "ada.byron@partner.example"
GUEST_STORED = "ada.byron_partner.example#EXT#@contoso.onmicrosoft.example"
GUEST: Mapping[str, str | tuple[str, ...] | None] = {
    **_NAMES,
    **_NOT_ON_PREMISES,
    "objectId": _ID,
    "accountEnabled": "True",
    "IsSoftDeleted": "False",
    "userType": "Guest",
    "userPrincipalName": GUEST_ADDRESS,
    "originalUserPrincipalName": GUEST_STORED,
    "mail": GUEST_ADDRESS,
    "mailNickname": "ada.byron",
    "otherMails": (GUEST_ADDRESS,),
    "proxyAddresses": (f"SMTP:{GUEST_ADDRESS}",),
}
"""A guest as mappings see one: Entra gives the own address for `userPrincipalName`."""

DIGITS = _ID.replace("-", "")
"""What Entra puts in front of the user principal name of somebody who is deleted."""
LONG_NAME = "maximiliane.konstantia.bernadott@contoso.com"
"""A user principal name with 32 characters before the `@`, which are 64 once it is renamed."""
