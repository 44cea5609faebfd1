"""A fix as a patch: the lines that it takes away, and those that it puts in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapping_dsl.findings import Edit, Fix
from mapping_dsl.frozen import Frozen
from mapping_dsl.report.excerpt import shortened
from mapping_dsl.source import Source

_MOST = 12


class Hunk(Frozen):
    """Lines of one file from a number on, before and after, without those that stay."""

    source: Source
    number: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    def shown(self, lines: Sequence[str]) -> list[str]:
        """Return one of its sides for a terminal: long lines around the first difference."""
        pairs = zip(self.old[0], self.new[0], strict=False) if self.old and self.new else ()
        column = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
        more = ["…"] if len(lines) > _MOST else []
        return [shortened(line, column) for line in [*lines[:_MOST], *more]]


def hunks(fix: Fix) -> Iterator[Hunk]:
    """Yield the changes of a fix in the order of its files and their lines."""
    sources = {id(edit.place.source): edit.place.source for edit in fix.edits}
    for source in sources.values():
        ours = [edit for edit in fix.edits if edit.place.source is source]
        for edits in _together(source, sorted(ours, key=lambda edit: edit.place.span)):
            yield _hunk(source, edits)


def _together(source: Source, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Yield the edits that have a line in common, or lines one after the other."""
    group: list[Edit] = []
    for edit in edits:
        line, _ = source.line_column(edit.place.span.start)
        if group and line > source.line_column(group[-1].place.span.end)[0]:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _hunk(source: Source, edits: Sequence[Edit]) -> Hunk:
    first, last = edits[0].place.span, edits[-1].place.span
    number, column = source.line_column(first.start)
    start = at = first.start - (column - 1)
    text, new = source.text, ""
    for edit in edits:
        new += text[at : edit.place.span.start] + edit.text
        at = edit.place.span.end
    stop = _behind_line(text, max(last.end - 1, last.start))
    new += text[at:stop]
    if new and not new.endswith("\n"):  # the end of the line is gone: the next one is joined to it
        joined = _behind_line(text, stop)
        new, stop = new + text[stop:joined], joined
    return _without_what_stays(number, source, _lines(text[start:stop]), _lines(new))


def _without_what_stays(number: int, source: Source, old: list[str], new: list[str]) -> Hunk:
    while old and new and old[0] == new[0]:
        old, new, number = old[1:], new[1:], number + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return Hunk(source, number, tuple(old), tuple(new))


def _behind_line(text: str, at: int) -> int:
    """Return where the line after that of an offset begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
