"""The functions that documents of Microsoft's mention and this language does not have."""

from enum import StrEnum


class Standing(StrEnum):
    """Where a function that is not supported is known from."""

    GUIDE = "a bare word in Microsoft's Workday guide only"
    CONNECT = "a function of Azure AD Connect"


_NAMES = {
    Standing.GUIDE: "IgnoreAttributeFlow IgnoreObjectFlow",
    Standing.CONNECT: "Contains CRef",
}

UNSUPPORTED: dict[str, Standing] = {
    name: standing for standing, names in _NAMES.items() for name in names.split()
}
"""By name, in Microsoft's spelling; a linter can say more of them than that they are unknown."""
