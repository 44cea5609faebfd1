"""SCIM target paths: `name.givenName`, `emails[type eq "work"].value`, `enterprise:manager`."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from mapping_dsl.frozen import Frozen

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
WEBEX = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User"

_LONG = (("enterprise:", f"{ENTERPRISE}:"), ("webex:", f"{WEBEX}:"))
_SHORT = tuple((urn, prefix) for prefix, urn in _LONG)
_CORE = ((f"{CORE}:", ""), (f"{CORE_GROUP}:", ""))

_PATH = re.compile(
    r"""
    (?P<whole> (?:(?P<urn>urn:[^\s\[\]"]+):)? (?P<attribute>\$?[a-z][\w-]*) )
    (?: \[ \s* (?P<on>[a-z][\w-]*) \s+ eq \s+
        (?P<value> "(?: [^"\\\x00-\x1f] | \\["\\/bfnrt] | \\u[0-9a-f]{4} )*" | [\w.+-]+ ) \s* \] )?
    (?P<rest> (?: \. (?P<sub>\$?[a-z][\w-]*) )? )
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


class Path(Frozen):
    """A path in its parts; `filter` is the attribute and the value that an `eq` compares."""

    urn: str | None
    attribute: str
    filter: tuple[str, str] | None = None
    sub: str | None = None

    @property
    def whole(self) -> str:
        """The attribute that the filter and the sub-attribute are of."""
        return f"{self.urn}:{self.attribute}" if self.urn else self.attribute


@lru_cache(maxsize=8192)
def parse(text: str) -> Path:
    """Take a path apart, its prefix expanded.

    Raises ValueError for what is no SCIM path, or one with a filter that Entra does not write
    (any but a single `eq`).
    """
    found = _PATH.fullmatch(expand(text))
    if found is None:
        raise ValueError(f"`{text}` is no SCIM path")
    on, value = found["on"], found["value"]
    test = (on, json.loads(value) if value.startswith('"') else value) if on else None
    return Path(found["urn"], found["attribute"], test, found["sub"])


def typed(text: str) -> tuple[str, str, str] | None:
    """Return the attribute, the type and the part of a path such as `emails[type eq "work"].value`.

    Attribute and part are in small letters. None for any other path, and for what is none.
    """
    if "[" not in text:
        return None
    try:
        path = parse(text)
    except ValueError:
        return None
    on, value = path.filter or ("", "")
    part = (path.sub or "value").lower()
    return (path.whole.lower(), value, part) if on.lower() == "type" else None


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return what two spellings of one target have in common; text that is no path has one too."""
    path = expand(text.strip())
    found = _PATH.fullmatch(path) if "[" in path else None
    if found and found["on"]:
        path = f"{found['whole']}[{found['on']} eq {found['value']}]{found['rest']}"
    return path.casefold()


@lru_cache(maxsize=8192)
def expand(text: str) -> str:
    """Write a prefix as the URN it stands for, and leave out that of the core schema."""
    return _begin(_begin(text, _LONG), _CORE)


def shorten(text: str) -> str:
    """Write a URN as its prefix, as people do."""
    return _begin(_begin(text, _CORE), _SHORT)


def _begin(text: str, beginnings: tuple[tuple[str, str], ...]) -> str:
    """Replace how the text begins, compared without case, as URNs are."""
    if ":" not in text:
        return text
    for old, new in beginnings:
        if text[: len(old)].casefold() == old.casefold():
            return new + text[len(old) :]
    return text
