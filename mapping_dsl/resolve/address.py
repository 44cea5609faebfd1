"""The form of an e-mail address, as Webex takes it for a username.

Something local, one `@`, a domain with a dot in it. Local is what RFC 5321 calls a dot-string: no
space, nothing in quotes, no dot at either end, and nothing but ASCII.
"""

from __future__ import annotations

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHANUMERIC = _LETTERS + "0123456789"
LOCAL = ALPHANUMERIC + "!#$%&'*+/=?^_`{|}~-"
"""What the parts between the dots of a local part are made of."""

FOLDED_TO_ASCII = frozenset("\u0130\u0131\u017f\u212a")
"""Letters beyond ASCII whose other case is in it: `ToLower` can make an address of what is none."""

SHORTEST = len("a@b.cc")
LONGEST = 254
"""Characters of an address at most: those of a path in RFC 5321, less its two brackets."""
LONGEST_LOCAL = 64
"""Characters before the `@` at most, by RFC 5321."""
_TOP = 2  # letters that the last part of a domain has at least


def is_email(text: str) -> bool:
    """Tell whether a text has the form of an address."""
    local, _, domain = text.partition("@")
    return is_local(local) and is_domain(domain)


def is_too_long(text: str) -> bool:
    """Tell whether a text of the form of an address has more characters than one may have."""
    local, _, _ = text.partition("@")
    return len(local) > LONGEST_LOCAL or len(text) > LONGEST


def is_local(text: str) -> bool:
    """Tell whether a text could stand before the `@`."""
    return all(part and not part.strip(LOCAL) for part in text.split("."))


def is_domain(text: str) -> bool:
    """Tell whether a text could stand behind the `@`."""
    *labels, top = text.split(".")
    return (
        bool(labels)
        and all(_is_label(label) for label in labels)
        and len(top) >= _TOP
        and not top.strip(_LETTERS)
    )


def _is_label(text: str) -> bool:
    inside = not text.strip(ALPHANUMERIC + "-")
    return bool(text) and inside and text[0] != "-" and text[-1] != "-"


def keeps_a_domain(text: str) -> bool:
    """Tell whether every domain is still one with this text behind it, such as `.test`."""
    return is_domain(f"a.aa{text}")


def is_possible(text: str) -> bool:
    """Tell whether an address can have this text in it, as far as its characters go."""
    return not text.strip(LOCAL + ".@")
