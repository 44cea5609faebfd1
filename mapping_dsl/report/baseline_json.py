"""A baseline as JSON: a line for each entry, sorted, for reviewers and for merging."""

from __future__ import annotations

import json
from collections.abc import Iterable

from mapping_dsl import json_spans
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.lint.baseline import Entry
from mapping_dsl.report.json_text import escaped
from mapping_dsl.source import Source, Span

VERSION = 1
_KEYS = ("path", "objects", "target", "subject", "code", "rule", "level", "message")
_OPTIONAL = ("objects", "target", "subject")


class Baseline(Frozen):
    """The entries of a file, and where each stands in it."""

    source: Source
    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]

    def span(self, entry: Entry) -> Span:
        """Return where an entry stands."""
        return self.spans[self.entries.index(entry)]


def text(entries: Iterable[Entry]) -> str:
    """Return entries as `schemas/baseline.schema.json` describes them."""
    lines = ",\n".join(f"    {_line(entry)}" for entry in sorted(entries, key=_order))
    found = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {found}\n}}\n'


def read(path: str, content: str) -> Baseline:
    """Read a baseline; ToolError says what is wrong with it, and where."""
    source = Source(path, content)
    document = json_spans.read(content, path)
    version, found = document.get("version"), document.get("findings")
    if version is None or found is None or found.kind is not Kind.ARRAY:
        raise ToolError(f"{path}: is no baseline: it has no `version` or no list of `findings`")
    if version.value != VERSION:
        raise ToolError(f"{path}: is a baseline of version {version.value}, this reads {VERSION}")
    entries = tuple(_entry(item, source) for item in found.items)
    return Baseline(source, entries, tuple(item.span for item in found.items))


def _order(entry: Entry) -> tuple[str, ...]:
    return tuple(str(getattr(entry, key)) for key in _KEYS)


def _line(entry: Entry) -> str:
    values = {key: getattr(entry, key) for key in _KEYS}
    shown = {key: value for key, value in values.items() if value or key not in _OPTIONAL}
    return escaped(json.dumps(shown, ensure_ascii=False))


def _entry(item: Node, source: Source) -> Entry:
    values: dict[str, str] = {}
    for member in item.members:
        value = member.value.value
        if member.key not in _KEYS or not isinstance(value, str):
            raise _wrong(source, member.key_span, f"`{member.key}` is no text of an entry")
        values[member.key] = value
    missing = [key for key in _KEYS if key not in values and key not in _OPTIONAL]
    if missing:
        raise _wrong(source, item.span, f"the entry has no `{missing[0]}`")
    if values["level"] not in list(Severity):
        raise _wrong(source, item.span, f"`level` is one of {', '.join(Severity)}")
    objects, target, subject = (values.get(key, "") for key in _OPTIONAL)
    found = values["code"], values["rule"], Severity(values["level"]), values["message"]
    return Entry(values["path"], objects, target, subject, *found)


def _wrong(source: Source, span: Span, what: str) -> ToolError:
    line, column = source.line_column(span.start)
    return ToolError(f"{source.path}:{line}:{column}: {what}")
