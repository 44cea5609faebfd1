"""Mappings to work on: files and presets as they are, exported schemas through `import`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl import files
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source

SCHEMA = ".json"


class Opened(Frozen):
    """A mapping's text, and what importing found if it was a schema, at its places in the JSON.

    The text of what was `imported` is in no file, where a fix could be applied to it.
    """

    source: Source
    findings: tuple[Finding, ...] = ()
    imported: bool = False


def opened(path: str) -> Opened:
    """Return a mapping to read; what is found in that of a schema stands in its imported text.

    Raises ToolError for a file that cannot be read, or that is JSON and no schema.
    """
    if not path.endswith(SCHEMA):
        return Opened(files.read_source(path))
    return of_bytes(path, files.read_bytes(path))


def of_bytes(path: str, content: bytes) -> Opened:
    """Return likewise the mapping that is the content of a file, be it of an older version."""
    if not path.endswith(SCHEMA):
        return Opened(files.source(path, content))
    # pydantic: lint of a mapping needs none
    from mapping_dsl.api import exported, importing  # noqa: PLC0415

    done = importing.import_schema(content, path)
    text = Source(f"{path} (imported)", done.text, exported.Exported(done))
    told = tuple(f for f in done.findings if f.code != importing.LISTED)
    return Opened(text, told, imported=True)


def all_opened(paths: Iterable[str]) -> Iterator[Opened]:
    """Yield the mappings that paths name: files, presets, schemas, and all mappings of a folder."""
    named = list(dict.fromkeys(paths))
    schemas = [path for path in named if path.endswith(SCHEMA)]
    yield from map(opened, schemas)
    others = [path for path in named if not path.endswith(SCHEMA)]
    yield from map(opened, files.mappings(others))
