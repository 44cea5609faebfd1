"""`preview`: what Entra would do with some records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl import files
from mapping_dsl.api.opening import opened
from mapping_dsl.api.project import Project
from mapping_dsl.catalog import paths
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.engine import run
from mapping_dsl.lint.rules import RULES
from mapping_dsl.preview.body import create_body, refusal
from mapping_dsl.preview.preview import Preview, Previewer
from mapping_dsl.preview.record import read_records
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.schema import objection
from mapping_dsl.preview.scim import Json
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.resolve.codes import BAD_BASE, DUPLICATE_DEFINITION
from mapping_dsl.resolve.model import AttributeMapping, ObjectMapping
from mapping_dsl.resolve.resolve import WEBEX, Resolved, resolve_layers
from mapping_dsl.source import Source
from mapping_dsl.syntax.codes import CODES
from mapping_dsl.syntax.parser import parse, parse_expression

_UNREADABLE = frozenset(rule.code for rule in (*CODES, BAD_BASE, DUPLICATE_DEFINITION))
"""Findings after which a row may be missing that would override an inherited one."""

_NAMES = tuple(rule for rule in RULES if rule.code in ("MAP101", "MAP102"))
"""The rules that tell a misspelt name in the mapping from one that a record does not have."""

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


class Created(Frozen):
    """The body of a POST, or why there is none; `body` is JSON."""

    body: Json | None
    refused: Step | None


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
    found = opened(path)
    resolved = project.read(found.source)
    told = [*found.findings, *resolved.findings, *run(resolved, _NAMES)[0]]
    findings = tuple(in_order(told))
    system = resolved.mapping.system
    if any(finding.code in _UNREADABLE for finding in resolved.findings):
        return Previewed(iter(()), findings, system, whole=False)
    records = [
        record
        for file in users
        for record in read_records(
            files.read_bytes(file), file, kind=kind, missing_is_absent=missing_is_absent
        )
    ]
    blocks = [(rule, block) for rule, block in _blocks(resolved, kind) if block.enabled]
    if not blocks:
        raise ToolError(f"{path}: has no `{kind}` block")
    for text in instead:
        blocks = [(rule, _replaced(block, text, resolved, project)) for rule, block in blocks]
    if not records:
        raise ToolError("there is no record to preview: name a file with `--user`")
    declared = resolved.mapping.declared
    previewers = tuple(
        Previewer(block, declared=declared, system=system, rule=rule) for rule, block in blocks
    )
    previews = (
        previewer.preview(record, assigned=assigned)
        for record in records
        for previewer in previewers
    )
    return Previewed(previews, findings, system, records=len(records), previewers=previewers)


def created(one: Preview, system: str) -> Created:
    """Return the body of a POST, valid against Webex's schema, or why there is none."""
    if refused := refusal(one):
        return Created(None, refused)
    body = create_body(one)
    if system == WEBEX and one.kind == "users" and (told := objection(body)):
        return Created(None, Step(Verb.UNKNOWN, f"what Webex does with it: {told}"))
    return Created(body, None)


def _blocks(resolved: Resolved, kind: str) -> list[tuple[str, ObjectMapping]]:
    """Return the object mappings of a kind, each with the name of its rule."""
    return [
        (rule.name, block)
        for rule in resolved.mapping.rules
        for block in rule.object_mappings
        if block.kind == kind
    ]


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
    found = [*again.findings, *run(again, _NAMES)[0]]
    for finding in found:
        if finding.place.source is source:
            raise ToolError(f"{told}: {finding.message}; {finding.help}")
    wanted = paths.key(target.strip("`"))
    rows = (row for _, block in _blocks(again, kind) for row in block.mappings)
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
