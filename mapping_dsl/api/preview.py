"""`preview`: what Entra would do with some records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl import files
from mapping_dsl.api.project import Project
from mapping_dsl.catalog import paths
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview, preview
from mapping_dsl.preview.record import Record, read_records
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.resolve import Resolved, resolve_layers
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse


class Previewed(Frozen):
    """Previews in the order of the records, and what keeps rows of the mapping out of them."""

    previews: tuple[Preview, ...]
    findings: tuple[Finding, ...]


def preview_files(
    path: str,
    users: Iterable[str],
    project: Project,
    *,
    kind: str = "users",
    instead: Sequence[str] = (),
    assigned: bool = True,
    missing_is_absent: bool = False,
) -> Previewed:
    """Preview the records of some files under a mapping.

    `instead` are texts `TARGET=EXPRESSION` that replace a row's source or add a row. A value that
    a record does not have is unknown, unless `missing_is_absent`. Raises ToolError for a file that
    cannot be read and for a wrong `instead`.
    """
    resolved = project.read(files.read_source(path))
    records = [
        record
        for file in users
        for record in read_records(
            files.read_bytes(file), file, kind=kind, missing_is_absent=missing_is_absent
        )
    ]
    blocks = [block for block in _blocks(resolved, kind) if block.enabled]
    if not blocks:
        raise ToolError(f"{path}: has no `{kind}` block")
    for text in instead:
        blocks = [_replaced(block, text, resolved, project) for block in blocks]
    return Previewed(
        tuple(
            preview(
                block,
                record,
                assigned=assigned,
                declared=resolved.mapping.declared,
                system=resolved.mapping.system,
            )
            for record in _checked(records)
            for block in blocks
        ),
        tuple(resolved.findings),
    )


def _blocks(resolved: Resolved, kind: str) -> list[ObjectMapping]:
    return [
        block
        for rule in resolved.mapping.rules
        for block in rule.object_mappings
        if block.kind == kind
    ]


def _checked(records: list[Record]) -> Iterator[Record]:
    if not records:
        raise ToolError("there is no record to preview: name a file with `--user`")
    yield from records


def _replaced(
    block: ObjectMapping, text: str, resolved: Resolved, project: Project
) -> ObjectMapping:
    """Return the block with one row's source replaced, its options kept, or with one row more."""
    target, sign, expression = _parted(text)
    if not sign or not expression.strip():
        raise ToolError(f"--set {text}: write it as `TARGET=EXPRESSION`")
    source = Source("--set", f"{block.kind} {{\n{expression} -> {target}\n}}\n")
    parsed = parse(source)
    layers = [*resolved.layers, Layer("--set", source, parsed)]
    again = resolve_layers(layers, parsed.findings, project.parameters)
    wrong = [finding for finding in again.findings if finding.place.source is source]
    if wrong:
        raise ToolError(f"--set {text}: {wrong[0].message}")
    key = paths.key(target.strip("`"))
    new = next(
        row
        for other in _blocks(again, block.kind)
        for row in other.mappings
        if row.target.key == key and row.target.place.source is source
    )
    rows = tuple(
        row.but(source=new.source) if row.target.key == key else row for row in block.mappings
    )
    known = any(row.target.key == key for row in block.mappings)
    return block.but(mappings=rows if known else (*rows, new))


def _parted(text: str) -> tuple[str, str, str]:
    """Part a text at the first `=` that is outside of a path's brackets."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if character == "=" and depth == 0:
            return text[:at].strip(), "=", text[at + 1 :]
    return text, "", ""
