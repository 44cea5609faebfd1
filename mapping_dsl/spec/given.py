"""The JSON of a test as plain data."""

from __future__ import annotations

from typing import Any, assert_never

from mapping_dsl.catalog.paths import expand
from mapping_dsl.preview.record import Record, to_record
from mapping_dsl.preview.scim import Json, place
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import String

_WORDS = {"true": True, "false": False, "null": None}
_NO_ID = {"id": "{id}"}


def plain(node: tree.Json) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return a value in which numbers are the text that they are written as."""
    match node:
        case String():
            return node.value
        case tree.JsonNumber():
            return node.text
        case tree.JsonWord():
            return _WORDS[node.text]
        case tree.JsonArray():
            return [plain(item) for item in node.items]
        case tree.JsonObject():
            return {name(pair): plain(pair.value) for pair in node.pairs}
        case _:
            assert_never(node)


def name(pair: tree.JsonPair) -> str:
    """Return the name that a value of a record has."""
    return pair.name.value if isinstance(pair.name, String) else pair.name.text


def record(given: tree.JsonObject, kind: str) -> Record:
    """Return the record of a test: what is not in it is absent."""
    return to_record(plain(given), kind=kind, missing_is_absent=True)


def current(node: tree.JsonObject) -> Json:
    """Return what Webex has; a path such as `"name.givenName"` is a name, too."""
    found: Json = {**_NO_ID}
    for pair in node.pairs:
        place(found, expand(name(pair)), plain(pair.value), primary=False)
    return found
