"""The name that somebody had before Entra renamed them on deletion, as eDiscovery needs it."""

from __future__ import annotations

import re

_RENAMED = re.compile(
    r"""
    (?<![0-9a-z]) [0-9a-f]{32} (?P<name> [^\s"'`<>()\[\]{},;:/\\|=@]++  # an apostrophe ends it …
    (?: '[^\s"'`<>()\[\]{},;:/\\|=@]++ )*+                              # … unless more follows
    @ [\w-]+ (?: \. [\w-]+ )* )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def originals(text: str) -> list[str]:
    """Return the user names in a text that an object id's 32 hex digits stand before, each once.

    >>> originals("deactivated 79e8476811354e4186520b39a217141bada@contoso.com")
    ['ada@contoso.com']
    """
    return list(dict.fromkeys(found["name"] for found in _RENAMED.finditer(text)))
