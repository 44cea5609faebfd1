"""Whether the values that are sent fit Webex's schema: lengths, counts, canonical values, forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from zoneinfo import available_timezones

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.catalog.lookup import types
from mapping_dsl.catalog.paths import key, parse
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.resolve.address import is_email
from mapping_dsl.resolve.forms import as_locale, is_country, is_zone
from mapping_dsl.resolve.model import AttributeMapping, reads
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
    prose of its API. Of references it is counted how many there are, and said which Entra leaves
    out. Other systems than Webex are not looked at.
    """
    if preview.system != "webex" or preview.kind not in ("users", "groups"):
        return ()
    rows = [(row, value) for row in preview.outcomes for value in _sent(row)]
    name = next((value for row, value in rows if row.mapping.target.key == "username"), "")
    texts = (
        Violation(row.mapping, row.target, value, what)
        for row, value in rows
        for what in _wrong(row, value, preview.kind, name)
    )
    return (*texts, *(each for row in preview.outcomes for each in _references(row, preview)))


def _references(row: Outcome, preview: Preview) -> Iterator[Violation]:
    """Yield what is wrong with a row of references: how many they are, and what they are."""
    if row.target.type is not AttributeType.REFERENCE:
        return
    sent, most = row.on_create, row.target.most
    count = len(sent.value) if isinstance(sent, Value) and isinstance(sent.value, tuple) else 0
    if most is not None and count > most:
        told = f"Webex's schema has room for {most}, and Control Hub's page on groups says 250,000"
        yield Violation(row.mapping, row.target, f"{count} values", told)
    for name in reads(row.mapping.source) if row.mapping.source else ():
        for one in preview.record.foreign.get(name, ()):
            told = "Entra provisions users and groups only, so it is left out"
            yield Violation(row.mapping, row.target, one, told)


def _sent(row: Outcome) -> Iterable[str]:
    """Return the texts that may be sent: on create, on update, each once."""
    if row.target.type is not AttributeType.STRING:
        return ()
    first, later = row.on_create, row.on_update
    values = (sent.value for sent in (first, later) if isinstance(sent, Value))
    if first is later and isinstance(first, Value) and isinstance(first.value, str):
        return (first.value,)
    texts = (text for v in values for text in (v if isinstance(v, tuple) else (v,)))
    return dict.fromkeys(text for text in texts if isinstance(text, str))


def _wrong(row: Outcome, value: str, kind: str, name: str) -> Iterator[str]:
    target, key_ = row.target, row.mapping.target.key
    if not _is_whole(value):
        yield "it has half of a surrogate pair, which is no character"
    if target.longest is not None and (length := units(value)) > target.longest:
        yield f"it has {length} characters, and Webex has room for {target.longest}"
    if target.values and value not in target.values:
        yield f"it is none of {', '.join(target.values)}"
    if target.most is not None and (count := len(list(_sent(row)))) > target.most:
        yield f"it is one of {count} values, and Webex has room for {target.most}"
    if odd := _odd_type(row.mapping.target.path, kind):
        yield odd
    if kind == "users" and (form := _FORMS.get(key_)) and not form[0](value):
        yield form[1]
    if kind == "users" and key_ == "timezone" and _is_lost(value):
        yield "it is none of the time zones that this computer knows"
    if key_ == _WORK and value.casefold() != name.casefold():
        yield f"the work address must equal `userName`, which is `{name}`"


@lru_cache(maxsize=1024)
def _odd_type(target: str, kind: str) -> str:
    """Say that a path has a type which the schema does not have; empty where it has it."""
    try:
        at = parse(target)
    except ValueError:
        return ""
    on, type_ = at.filter or ("", "")
    known = types(target_catalog(kind)).get(at.whole.casefold(), {})
    if on.casefold() != "type" or not known:
        return ""
    if type_ not in known:
        return f"`{type_}` is no type of `{at.attribute}`: {', '.join(known)}"
    doubt = known[type_]
    return f"Cisco's documents do not agree that there is `{type_}`: {doubt}" if doubt else ""


def _is_url(text: str) -> bool:
    scheme, sign, rest = text.partition("://")
    return scheme.lower() in ("http", "https") and bool(sign and rest) and " " not in text


def _is_user_name(text: str) -> bool:
    """Tell whether a text is an address of at most 64 characters before the @ (Cisco's CSV)."""
    return is_email(text) and units(text.partition("@")[0]) <= _LOCAL


def _is_whole(text: str) -> bool:
    """Tell whether a text can be sent: half of a surrogate pair has no UTF-8."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_lost(zone: str) -> bool:
    """Tell whether a time zone is not in the list of this computer, if it has one."""
    known = _zones()
    return is_zone(zone) and bool(known) and zone not in known


@cache
def _zones() -> set[str]:
    return available_timezones()


def _is_locale(text: str) -> bool:
    return as_locale(text) == text


_LOCALE = _is_locale, "it is not in the form `ll_CC`, such as `en_US`"
_EMAIL = is_email, "it is no e-mail address"
_COUNTRY = is_country, "it is no code of two letters, as all of Cisco's examples are"
_FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "username": (
        _is_user_name,
        f"it is no e-mail address with at most {_LOCAL} characters before the @",
    ),
    "preferredlanguage": _LOCALE,
    "locale": _LOCALE,
    "timezone": (is_zone, "it is no IANA name such as `America/Los_Angeles`"),
    "profileurl": (_is_url, "it is no whole URL"),
    **{key(f'addresses[type eq "{t}"].country'): _COUNTRY for t in ("work", "home", "other")},
    **{key(f'emails[type eq "{t}"].value'): _EMAIL for t in ("work", "home", "room", "other")},
}
