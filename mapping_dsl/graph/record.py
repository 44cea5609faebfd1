"""Plan files and rollback bundles: JSON, checked to the letter when read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from mapping_dsl import files
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.document import parse
from mapping_dsl.report.json_text import dump

_FORMAT = 1


def write(path: str, kind: str, content: Mapping[str, object]) -> None:
    """Write a record to disk for good: whole or not at all, and there after a loss of power."""
    head = {"kind": kind, "format": _FORMAT}
    files.put(path, dump({**head, **content}).encode())
    files.sync_folder(path)


def read(path: str, kind: str, shape: Mapping[str, type]) -> dict[str, Any]:
    """Return a record's content; ToolError unless it is of a kind and has exactly this shape."""
    content = parse(files.read_bytes(path), path)
    if not isinstance(content, dict) or content.get("kind") != kind:
        raise ToolError(f"{path}: is no {kind}")
    if content.pop("format", None) != _FORMAT:
        raise ToolError(f"{path}: is of another version of mapping-dsl")
    del content["kind"]
    for key in shape:
        if not isinstance(content.get(key), shape[key]):
            raise ToolError(f"{path}: `{key}` is missing or wrong; the file was changed or cut off")
    for key in content:
        if key not in shape:
            raise ToolError(f"{path}: there is no key `{key}` in a {kind}")
    return content


def packed(document: bytes) -> dict[str, object]:
    """Return a document as a record holds it: its text, and a digest of its bytes."""
    return {"document": document.decode(), "document-sha256": _sha256(document)}


def unpacked(content: Mapping[str, Any], path: str) -> bytes:
    """Return the document of a record; ToolError if it is not to the byte what was put there."""
    try:
        document: bytes = content["document"].encode()
    except UnicodeEncodeError:
        document = b""
    if _sha256(document) != content["document-sha256"]:
        raise ToolError(f"{path}: `document` is not what its digest says; the file was changed")
    return document


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
