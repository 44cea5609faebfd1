"""Webex objects that somebody may have meant, though no matching row finds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mapping_dsl.evaluate.result import Unknown, look_up, settle
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview
from mapping_dsl.requests.index import Index

_ADDRESSES = ("userPrincipalName", "originalUserPrincipalName", "mail", "proxyAddresses")


class Near(Frozen):
    """A Webex object that somebody may have meant: `by` is what they have in common."""

    by: str
    value: str
    user: str


def near(preview: Preview, index: Index) -> Iterator[Near]:
    """Yield the objects that have something of the record, each once for each attribute."""
    values = preview.record.values
    raw = "originalUserPrincipalName"
    same = values.get(raw) == values.get("userPrincipalName")
    for name in _ADDRESSES:
        for address in () if same and name == raw else _addresses(values.get(name)):
            users = (*index.find("userName", address), *index.find("emails", address))
            for id_ in dict.fromkeys(user["id"] for user in users):
                yield Near(name, address, id_)
    for own in filter(None, (values.get("objectId"),)):
        for user in index.find("externalId", own):
            yield Near("objectId", str(own), user["id"])


def unlooked(preview: Preview) -> tuple[str, ...]:
    """Return the attributes that a record does not have, by which nothing near was looked for."""
    values = preview.record.values
    names = ("objectId", "userPrincipalName", "mail", "proxyAddresses")
    asked = names if preview.kind == "users" else names[:1]
    return tuple(n for n in asked if isinstance(settle(partial(look_up, values, n)), Unknown))


def _addresses(value: object) -> Iterator[str]:
    """Yield the addresses of an attribute; of proxyAddresses those of mail."""
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and text:
            kind, colon, rest = text.partition(":")
            if not colon or kind.casefold() == "smtp":
                yield rest if colon else text
