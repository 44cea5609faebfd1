"""`lint --fix`: mend what can be mended without a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl import files
from mapping_dsl.api.lint import lint_source
from mapping_dsl.api.project import Project
from mapping_dsl.findings import Finding
from mapping_dsl.fmt.format import format_text
from mapping_dsl.lint import fixing
from mapping_dsl.lint.select import Selection
from mapping_dsl.resolve.bases import PRESET
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse

_ROUNDS = 10


def fix(
    paths: Iterable[str],
    project: Project,
    selection: Selection | None = None,
    day: str | None = None,
    *,
    unsafe: bool = False,
) -> Iterator[str]:
    """Apply the fixes of each file, whole or not at all, and yield a line for each that changed."""
    for path in files.mappings(paths):
        if path.startswith(PRESET):
            continue
        source = files.read_source(path)
        text, applied = source.text, 0
        for _ in range(_ROUNDS):
            now = Source(source.path, text)
            found = lint_source(now, project, selection, day).findings
            fixed, count = mended(now, found, unsafe=unsafe)
            if not count:
                break
            text, applied = fixed, applied + count
        if applied:
            files.replace(path, files.like(files.read_bytes(path), text))
            yield f"{path}: applied {applied} fix{'es' * (applied != 1)}"


def mended(source: Source, findings: Iterable[Finding], *, unsafe: bool) -> tuple[str, int]:
    """Return the text with the fixes in it, and how many; none of them if they would break it.

    A text that was formatted stays so.
    """
    formatted, wrong = format_text(source)
    text, count = fixing.apply(source, findings, unsafe=unsafe)
    now = Source(source.path, text)
    if len(parse(now).findings) > len(wrong):
        return source.text, 0
    if formatted == source.text and not wrong:
        text, _ = format_text(now)
    return text, count
