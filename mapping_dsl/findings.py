"""What every part of the tool says about a mapping."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source, Span


class Severity(StrEnum):
    """How bad it is; a rule has one, configuration may change it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Frozen):
    """A span of one file; an inherited row's finding lies in another file than the one linted."""

    source: Source
    span: Span

    @property
    def ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Its first line and column, and those of the character after it, counted from one."""
        start, end = self.span
        return self.source.line_column(start), self.source.line_column(end)

    @property
    def in_file(self) -> Place:
        """The place itself, or where a file has what a text in no file comes from."""
        place = self
        while place.source.home:
            place = Place(*place.source.home(place.span))
        return place


class Label(Frozen):
    """A second place that explains the first."""

    place: Place
    text: str


class Edit(Frozen):
    """Put `text` where `place` is."""

    place: Place
    text: str


class Fix(Frozen):
    """A change that makes the finding go away; a safe one keeps the meaning."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Finding(Frozen):
    """One thing to tell the user. Findings are values that are returned, never raised."""

    code: str
    slug: str
    severity: Severity
    message: str
    place: Place
    labels: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None
    subject: str = ""


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return findings sorted by file, place and code, as every output prints them."""
    return sorted(findings, key=lambda f: (f.place.source.path, f.place.span, f.code, f.message))
