"""`preview`: what Entra would do with some records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl import files
from mapping_dsl.api.project import Project
from mapping_dsl.api.understood import NAMES, blocks, understood
from mapping_dsl.catalog import paths
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.engine import run
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.record import read_records
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.resolve import WEBEX, Resolved, resolve_layers
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse, parse_expression

_BARE = re.compile(r"[A-Za-z_]\w*([.\-]\w+)*", re.ASCII)


class Previewed(Frozen):
    """Previews in the order of the records, and what is wrong with the mapping.

    Each preview is made when it is asked for, and once: there may be many. They are of so many
    `records` under each of the `previewers`. Without `whole` there are none: what was left out of
    the mapping may be the very rows that count.
    """

    previews: Iterator[Preview]
    findings: tuple[Finding, ...]
    system: str = WEBEX
    whole: bool = True
    records: int = 0
    previewers: tuple[Previewer, ...] = ()

    @property
    def several(self) -> bool:
        """Whether the previews are under several rules."""
        return len({previewer.rule for previewer in self.previewers}) > 1


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
    """Preview the records of some files, each once, under a mapping.

    `instead` are texts `TARGET=EXPRESSION` that replace a row's source or add a row. A value that
    a record does not have is unknown, unless `missing_is_absent`. Raises ToolError for a file that
    cannot be read and for a wrong `instead`.
    """
    read = understood(path, project)
    resolved, findings = read.resolved, read.findings
    system = resolved.mapping.system
    if not read.whole:
        return Previewed(iter(()), findings, system, whole=False)
    records = [
        record
        for file in dict.fromkeys(users)
        for record in read_records(
            files.read_bytes(file), file, kind=kind, missing_is_absent=missing_is_absent
        )
    ]
    found = [(rule, block) for rule, block in blocks(resolved, kind) if block.enabled]
    if not found:
        raise ToolError(f"{path}: has no `{kind}` block")
    for text in instead:
        found = [(rule, _replaced(block, text, resolved, project)) for rule, block in found]
    if not records:
        raise ToolError("there is no record to preview: name a file with `--user`")
    declared = resolved.mapping.declared
    previewers = tuple(
        Previewer(block, declared=declared, system=system, rule=rule) for rule, block in found
    )
    previews = (
        previewer.preview(record, assigned=assigned)
        for record in records
        for previewer in previewers
    )
    return Previewed(previews, findings, system, records=len(records), previewers=previewers)


def _replaced(
    block: ObjectMapping, text: str, resolved: Resolved, project: Project
) -> ObjectMapping:
    """Return the block with one row's source replaced, its options kept, or with one row more."""
    target, sign, expression = _parted(text)
    if not sign or not expression.strip():
        raise ToolError(f"--set {text}: write it as `TARGET=EXPRESSION`")
    new = _row(block.kind, target, expression.strip(), resolved, project)
    rows = tuple(
        row.but(source=new.source) if row.target.key == new.target.key else row
        for row in block.mappings
    )
    known = any(row.target.key == new.target.key for row in block.mappings)
    return block.but(
        mappings=rows if known else (*rows, new), unresolved=block.unresolved - {new.target.key}
    )


def _row(
    kind: str, target: str, expression: str, resolved: Resolved, project: Project
) -> AttributeMapping:
    """Return what `EXPRESSION -> TARGET` means in a mapping; each is read for itself first."""
    told = f"--set {target}={expression}"
    if not _BARE.fullmatch(expression):
        _, wrong = parse_expression(Source("--set", expression))
        if wrong:
            raise ToolError(f"{told}: {wrong[0].message}")
    source = Source("--set", f"{kind} {{\n{expression}\n-> {target}\n}}\n")
    parsed = parse(source)
    if parsed.findings:
        raise ToolError(f"{told}: `{target}` is no target")
    again = resolve_layers(
        [*resolved.layers, Layer("--set", source, parsed)], [], project.parameters
    )
    found = [*again.findings, *run(again, NAMES)[0]]
    for finding in found:
        if finding.place.source is source:
            raise ToolError(f"{told}: {finding.message}; {finding.help}")
    wanted = paths.key(target.strip("`"))
    rows = (row for _, block in blocks(again, kind) for row in block.mappings)
    for row in rows:
        if row.target.key == wanted and row.target.place.source is source:
            return row
    raise ToolError(f"{told}: `{target}` is no target")


def _parted(text: str) -> tuple[str, str, str]:
    """Part a text at the first `=` that is outside of a path's brackets."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if character == "=" and depth == 0:
            return text[:at].strip(), "=", text[at + 1 :]
    return text, "", ""
