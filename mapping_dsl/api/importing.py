"""`import`: a schema as the service exports it to a mapping."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from pydantic import ValidationError

from mapping_dsl.encoded import decode
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, Label, in_order
from mapping_dsl.fmt.from_model import print_mapping
from mapping_dsl.frozen import Frozen
from mapping_dsl.json_spans import read as read_json
from mapping_dsl.json_spans import step
from mapping_dsl.lint.rules.map301_duplicate_target import duplicate_target
from mapping_dsl.lint.rules.map611_only_in_the_export import only_in_the_export
from mapping_dsl.resolve.model import AttributeMapping
from mapping_dsl.resolve.resolve import resolve
from mapping_dsl.resolve.unsaid import Unsaid, comments
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse
from mapping_dsl.targets.entra.compare import Difference, differences
from mapping_dsl.targets.entra.document import SynchronizationSchema
from mapping_dsl.targets.entra.envelope import Envelope, opened
from mapping_dsl.targets.entra.read import Read, read

LISTED = only_in_the_export.code
_HEADING = (
    "# In the exported schema, not in a mapping: `compile` without --into needs these lines gone."
)


class Imported(Frozen):
    """The mapping's text, and what there is to say of the schema, at its places in the JSON."""

    text: str
    findings: tuple[Finding, ...]
    read: Read
    envelope: Envelope


def import_schema(content: bytes, path: str) -> Imported:
    """Return the mapping that a schema, a template or a part of one holds.

    `content` is UTF-8, with or without a byte order mark, or UTF-16; `path` names it in messages.
    Raises ToolError, with the place, for what is no JSON or no part of a schema.
    """
    source = Source(path, decode(content, path)[0])
    try:
        envelope = opened(read_json(source.text, path), source)
        schema = SynchronizationSchema.model_validate(envelope.value)
        found = read(schema, envelope, _name(path))
        text = _written(found)
    except ValidationError as error:
        raise _wrong_type(error, envelope) from None
    except RecursionError:
        raise _too_deep(path) from None
    unsaid = [
        only_in_the_export.at(
            each.unsaid.place,
            f"`{each.unsaid.pointer}` cannot be said in a mapping",
            subject=each.unsaid.pointer,
        )
        for each in found.listed
    ]
    told = [*found.findings, *_twice(found), *unsaid]
    return Imported(text, tuple(in_order(told)), found, envelope)


def verify(imported: Imported) -> list[Difference]:
    """Return what a compiled mapping's text lacks or changes of the schema that it came from.

    What the text lists as unsaid is no difference.
    """
    source = Source("import", imported.text)
    resolved = resolve(source, parse(source))
    if resolved.findings:
        first = resolved.findings[0]
        return [Difference("", f"the mapping has an error: {first.message}")]
    return differences(imported.read, resolved.mapping)


def _twice(found: Read) -> Iterator[Finding]:
    """Yield the rows whose target an earlier row of the object mapping has."""
    for block in (block for rule in found.mapping.rules for block in rule.object_mappings):
        first: dict[str, AttributeMapping] = {}
        for row in block.mappings:
            before = first.setdefault(row.target.key, row)
            if before is not row:
                message = f"`{row.target.path}` has two rows"
                label = Label(before.target.place, "the first one")
                help = "remove one of them: which of the two counts is not known"
                where, subject = row.target.place, row.target.path
                yield duplicate_target.at(where, message, label, help=help, subject=subject)


def _name(path: str) -> str:
    """Return the mapping's name: that of the file."""
    stem = posixpath.basename(path).partition(".")[0]
    return stem if stem.strip("-") else "imported"


def _written(found: Read) -> str:
    """Return the mapping's text; what stands on top of all is what belongs to no block."""
    beside: defaultdict[int, list[Unsaid]] = defaultdict(list)
    for listed in sorted(found.listed, key=lambda each: each.unsaid.place.span):
        beside[id(listed.beside)].append(listed.unsaid)
    told = {key: list(comments(unsaid)) for key, unsaid in beside.items()}
    heading = told.pop(id(None), [])
    return print_mapping(found.mapping, [_HEADING, *heading] if heading else (), told)


def _too_deep(path: str) -> ToolError:
    return ToolError(f"{path}: is nested too deeply to be a schema")


def _wrong_type(error: ValidationError, envelope: Envelope) -> ToolError:
    """Return the first of what pydantic found, with its place in the file."""
    first, *others = error.errors()
    if first["type"].startswith("recursion"):
        return _too_deep(envelope.source.path)
    inner = "".join(map(step, first["loc"]))
    pointer = envelope.pointer(inner)
    source, span = envelope.place(pointer).source, envelope.place(pointer).span
    line, column = source.line_column(span.start)
    more = f" (and {len(others)} more)" if others else ""
    what = first["msg"][0].lower() + first["msg"][1:]
    return ToolError(f"{source.path}:{line}:{column}: `{pointer}`: {what}{more}")
