"""`fmt`: the one canonical layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl import files
from mapping_dsl.findings import Finding
from mapping_dsl.fmt.format import format_text
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source


class Formatted(Frozen):
    """A file, what it would be, and its syntax errors; with those it stays as it is."""

    source: Source
    text: str
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether formatting changes the file."""
        return self.text != self.source.text


def format_source(source: Source) -> Formatted:
    """Format one text."""
    text, findings = format_text(source)
    return Formatted(source, text, tuple(findings))


def format_files(paths: Iterable[str]) -> Iterator[Formatted]:
    """Format files and all mappings of folders, writing nothing."""
    for path in files.mappings(paths):
        yield format_source(files.read_source(path))
