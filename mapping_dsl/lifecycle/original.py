"""The name that somebody had before Entra renamed them on deletion, as eDiscovery needs it."""

from __future__ import annotations

import re

from mapping_dsl.frozen import Frozen

_RENAMED = re.compile(
    r"""
    (?<![0-9a-z]) (?P<id> [0-9a-f]{32} )
    (?P<name> [^\s"'`<>()\[\]{},;:/\\|=@]++             # an apostrophe ends it …
    (?: '[^\s"'`<>()\[\]{},;:/\\|=@]++ )*+              # … unless more follows
    @ [\w-]+ (?: \. [\w-]+ )* )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPED = re.compile(r"\\+(?:u(?P<code>[0-9a-f]{4})|[nrt])", re.IGNORECASE)
_HEX = frozenset("0123456789abcdefABCDEF")


class Original(Frozen):
    """A user name and the object id that stood before it.

    `runs_on` tells whether the name itself begins with a hex digit: that the id is the first 32 of
    the digits is how Entra renames, but nothing in the text shows where it ends.
    """

    name: str
    object_id: str

    @property
    def runs_on(self) -> bool:
        """Whether the text shows no end of the object id."""
        return self.name[0] in _HEX


def originals(text: str) -> list[Original]:
    r"""Return the user names in a text that an object id's 32 hex digits stand before, each once.

    JSON's escapes are undone, be it JSON in JSON, as entries of audit logs have it.

    >>> originals("deactivated 79e8476811354e4186520b39a217141bmax@contoso.com")
    [Original(name='max@contoso.com', object_id='79e84768-1135-4e41-8652-0b39a217141b')]
    """
    found = _RENAMED.finditer(_ESCAPED.sub(_plain, text))
    return list(dict.fromkeys(Original(one["name"], _guid(one["id"])) for one in found))


def _plain(escape: re.Match[str]) -> str:
    return chr(int(escape["code"], 16)) if escape["code"] else " "


def _guid(digits: str) -> str:
    d = digits.lower()
    return "-".join((d[:8], d[8:12], d[12:16], d[16:20], d[20:]))
