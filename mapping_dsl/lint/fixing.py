"""Applying fixes to a text."""

from __future__ import annotations

from collections.abc import Iterable

from mapping_dsl.findings import Edit, Finding
from mapping_dsl.source import Source


def apply(source: Source, findings: Iterable[Finding], *, unsafe: bool) -> tuple[str, int]:
    """Return the text with the fixes in it, and how many there are.

    Of fixes that overlap the first is applied; the others are found again in the new text.
    """
    edits: list[Edit] = []
    applied = 0
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        ours = all(edit.place.source is source for edit in fix.edits)
        if ours and not any(_overlap(new, old) for new in fix.edits for old in edits):
            edits += fix.edits
            applied += 1
    text = source.text
    for edit in sorted(edits, key=lambda e: e.place.span, reverse=True):
        start, end = edit.place.span
        text = text[:start] + edit.text + text[end:]
    return text, applied


def _overlap(one: Edit, other: Edit) -> bool:
    a, b = one.place.span, other.place.span
    return (a.start < b.end and b.start < a.end) or a == b
