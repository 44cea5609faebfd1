"""Bare words of other dialects of Microsoft's, which mean nothing in a mapping of an app's."""

BOOLEANS = ("true", "false")
NOTHING = ("null", "authoritativenull", "authorizednull")
MARKERS = ("IgnoreAttributeFlow", "IgnoreObjectFlow")
"""Of Microsoft's guide for Workday only."""


def is_foreign(word: str) -> bool:
    """Tell whether a bare word is one that people bring from Azure AD Connect or from Workday."""
    return word in MARKERS or word.lower() in (*BOOLEANS, *NOTHING)
