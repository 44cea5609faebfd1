"""A record with what comes of it, written as a `test`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.evaluate.result import Absent, Result, Skipped, Value
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.source import Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, String

_HERE = Span(0, 0)
_NAME = re.compile(r"[A-Za-z_]\w*([.\-]\w+)*")
_UNWRITABLE = re.compile("[\r\ud800-\udfff]")
"""What a UTF-8 file with line ends of any system cannot hold as it is."""


def as_test(
    kind: str,
    title: str,
    given: Mapping[str, Any],
    expected: Iterable[tree.Expectation],
    *,
    on_update: bool = False,
) -> tree.Test:
    """Return a test; `users` is not said."""
    return tree.Test(
        _HERE,
        Name(_HERE, kind) if kind != "users" else None,
        _string(title),
        tree.JsonObject(_HERE, tuple(_pair(*each) for each in given.items())),
        None,
        None,
        on_update,
        tuple(expected),
    )


def expected(
    preview: Preview, rows: Iterable[Outcome]
) -> tuple[bool, tuple[tree.Expectation, ...]]:
    """Return whether it is about an update, and what is to be said of a record and these rows."""
    if preview.standing.in_scope is False:
        return False, (tree.OutOfScope(_HERE),)
    new, existing = preview.request.new, preview.request.existing
    on_update = new.verb is Verb.NOTHING and existing.verb is Verb.PATCH and not new.partial
    if new.verb is Verb.NOTHING and not on_update:
        return False, (tree.NoRequest(_HERE),)
    return on_update, tuple(_of_rows(rows, on_update=on_update))


def _of_rows(rows: Iterable[Outcome], *, on_update: bool) -> Iterator[tree.Expectation]:
    once = {row.mapping.target.key: row for row in reversed(list(rows))}
    for row in reversed(once.values()):
        place = row.mapping.target.place
        target = Name(_HERE, place.source.text[place.span.start : place.span.end])
        sent = row.on_update if on_update else row.on_create
        if isinstance(sent, Absent | Skipped):
            yield tree.SendsNothing(_HERE, target)
        elif isinstance(sent, Value) and _writable(sent):
            yield tree.Sends(_HERE, _json(sent.value), target)


def _writable(found: Result) -> bool:
    """Tell whether a file can hold a value."""
    several = found.value if isinstance(found, Value) else ""
    texts = several if isinstance(several, tuple) else (several,)
    return not any(isinstance(text, str) and _UNWRITABLE.search(text) for text in texts)


def _pair(name: str, value: Any) -> tree.JsonPair:  # noqa: ANN401 (JSON is anything)
    bare = _NAME.fullmatch(name)
    return tree.JsonPair(_HERE, Name(_HERE, name) if bare else _string(name), _json(value))


def _json(value: Any) -> tree.Json:  # noqa: ANN401 (JSON is anything)
    match value:
        case bool():
            return tree.JsonWord(_HERE, str(value).lower())
        case int():
            return tree.JsonNumber(_HERE, str(value))
        case str():
            return _string(value)
        case _:
            return tree.JsonArray(_HERE, tuple(map(_json, value)))


def _string(text: str) -> String:
    return String(_HERE, quoted(text))
