"""How Entra writes the name of a guest, and how it undoes that before provisioning."""

from __future__ import annotations

import re

_GUEST = re.compile(r"(?P<alias>.+)_(?P<domain>[^_]+)#EXT#", re.IGNORECASE | re.DOTALL)


def own_address(name: str) -> str | None:
    """Return the address that a guest brought along, or None for what is no guest's name.

    `ada_fabrikam.com#EXT#@contoso.onmicrosoft.com` is `ada@fabrikam.com`: no domain holds an
    underscore, so the last one stood for the `@`.
    """
    found = _GUEST.match(name)
    return f"{found['alias']}@{found['domain']}" if found else None
