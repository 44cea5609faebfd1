"""Whether the values that are sent fit Webex's schema: lengths, counts, canonical values, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.paths import Path, key, parse
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.resolve.address import is_email
from mapping_dsl.resolve.forms import as_locale, is_country, is_zone
from mapping_dsl.resolve.model import AttributeMapping
from mapping_dsl.resolve.shape import units

_LOCAL = 64
_WORK = key('emails[type eq "work"].value')


class Violation(Frozen):
    """A value that Webex's schema has no room for; `what` is a whole sentence without a full stop.

    What Webex does with it, refuse it, cut it or keep it, is documented for none.
    """

    row: AttributeMapping
    target: Attribute
    value: str
    what: str


def violations(preview: Preview) -> tuple[Violation, ...]:
    """Return what is wrong with the values that may be sent for a record, in the order of rows.

    Lengths are those of Cisco's schema, read as UTF-16 units as Entra counts them; forms are in the
    prose of its API. References and other systems than Webex are not looked at.
    """
    if preview.system != "webex" or preview.kind not in ("users", "groups"):
        return ()
    name = next(
        (v for o in preview.outcomes if o.mapping.target.key == "username" for v in _sent(o)), ""
    )
    return tuple(
        Violation(row.mapping, row.target, value, what)
        for row in preview.outcomes
        for value in _sent(row)
        for what in _wrong(row, value, preview.kind, name)
    )


def _sent(row: Outcome) -> tuple[str, ...]:
    """Return the texts that may be sent: on create, on update, each once."""
    if row.target.type is not AttributeType.STRING:
        return ()
    values = (sent.value for sent in (row.on_create, row.on_update) if isinstance(sent, Value))
    texts = (text for v in values for text in (v if isinstance(v, tuple) else (v,)))
    return tuple(dict.fromkeys(text for text in texts if isinstance(text, str)))


def _wrong(row: Outcome, value: str, kind: str, name: str) -> Iterator[str]:
    target, length = row.target, units(value)
    if target.longest is not None and length > target.longest:
        yield f"it has {length} characters, and Webex has room for {target.longest}"
    if target.values and value not in target.values:
        yield f"it is none of {', '.join(target.values)}"
    if target.most is not None and (count := len(_sent(row))) > target.most:
        yield f"it is one of {count} values, and Webex has room for {target.most}"
    yield from _odd_type(row.mapping.target.path, kind)
    if kind == "users":
        yield from _odd_form(row.mapping.target.key, value)
        if row.mapping.target.key == _WORK and value.casefold() != name.casefold():
            yield f"the work address must equal `userName`, which is `{name}`"


def _odd_type(target: str, kind: str) -> Iterator[str]:
    """Yield that a path has a type which the schema does not have."""
    at = _parsed(target)
    types = _types(kind).get(at.whole.casefold(), ()) if at and at.filter else ()
    if (
        at
        and at.filter
        and at.filter[0].casefold() == "type"
        and types
        and at.filter[1] not in types
    ):
        yield f"`{at.filter[1]}` is no type of `{at.attribute}`: {', '.join(types)}"


def _odd_form(target: str, value: str) -> Iterator[str]:
    local = units(value.partition("@")[0])
    if target == "username" and not is_email(value):
        yield "it is no e-mail address"
    elif target == "username" and local > _LOCAL:
        yield f"it has {local} characters before the @, and Cisco's CSV reference allows {_LOCAL}"
    for names, fits, what in _FORMS:
        if target in names and not fits(value):
            yield what


def _is_url(text: str) -> bool:
    scheme, sign, rest = text.partition("://")
    return scheme.lower() in ("http", "https") and bool(sign and rest) and " " not in text


_FORMS: tuple[tuple[tuple[str, ...], Callable[[str], bool], str], ...] = (
    (
        ("preferredlanguage", "locale"),
        lambda text: as_locale(text) == text,
        "it is not in the form `ll_CC`, such as `en_US`",
    ),
    (("timezone",), is_zone, "it is no IANA name such as `America/Los_Angeles`"),
    (("profileurl",), _is_url, "it is no whole URL"),
    (
        tuple(key(f'addresses[type eq "{kind}"].country') for kind in ("work", "home", "other")),
        is_country,
        "it is no code of two letters, as all of Cisco's examples are",
    ),
    (
        tuple(key(f'emails[type eq "{kind}"].value') for kind in ("work", "home", "room", "other")),
        is_email,
        "it is no e-mail address",
    ),
)


@cache
def _types(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the types that the catalog knows of each attribute that has some."""
    found: dict[str, tuple[str, ...]] = {}
    for attribute in target_catalog(kind).attributes:
        at = parse(attribute.name)
        if at.filter and at.filter[0] == "type":
            whole = at.whole.casefold()
            found[whole] = tuple(dict.fromkeys((*found.get(whole, ()), at.filter[1])))
    return found


def _parsed(path: str) -> Path | None:
    try:
        return parse(path)
    except ValueError:
        return None
