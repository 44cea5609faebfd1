"""JSON as people hand it over: what is wrong with it is one line with its place."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from mapping_dsl.errors import ToolError
from mapping_dsl.source import Source

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_KEY_OR_BRACE = re.compile(r'("(?:[^"\\]|\\.)*+")(\s*:)?|[{}]')


def load(content: bytes | str, path: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """Read JSON in which numbers are kept as they are written, as text.

    Raises ToolError for what is not UTF-8 or not JSON, and for a key that is given twice.
    """
    source = Source(path, _text(content, path))
    try:
        return json.loads(
            source.text,
            object_pairs_hook=lambda pairs: _object(pairs, source),
            parse_int=str,
            parse_float=str,
            parse_constant=lambda word: _constant(word, path),
        )
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:]
        if error.msg == "Extra data":
            what = "a second value; several records belong in one list"
        _fail(source, error.pos, f"not JSON: {what}")
    except RecursionError:
        raise ToolError(f"{path}: JSON that is nested too deeply to be a record") from None


def _text(content: bytes | str, path: str) -> str:
    """Decode, without the byte order mark that Windows programs put in front."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content.startswith(_UTF16):
        raise ToolError(f"{path}: is UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ToolError(f"{path}:{line}: not UTF-8: byte 0x{content[error.start]:02x}") from None


def _object(pairs: list[tuple[str, Any]], source: Source) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        key, offset = _repeated(source.text)
        _fail(source, offset, f"the key {json.dumps(key)} is given twice")
    return fields


def _repeated(text: str) -> tuple[str, int]:
    """Return the first key that its object already has, and where it stands."""
    objects: list[set[str]] = []
    for token in _KEY_OR_BRACE.finditer(text):
        if token[0] == "{":
            objects.append(set())
        elif token[0] == "}":
            objects.pop()
        elif token[2]:
            key = json.loads(token[1])
            if key in objects[-1]:
                return key, token.start()
            objects[-1].add(key)
    raise AssertionError("an object said that a key is repeated")


def _constant(word: str, path: str) -> NoReturn:
    raise ToolError(f"{path}: not JSON: {word} is no number")


def _fail(source: Source, offset: int, what: str) -> NoReturn:
    line, column = source.line_column(offset)
    raise ToolError(f"{source.path}:{line}:{column}: {what}")
