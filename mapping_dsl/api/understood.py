"""A mapping that records are put through: what it means, and whether it can be read whole."""

from __future__ import annotations

from mapping_dsl.api.opening import Opened, opened
from mapping_dsl.api.project import Project
from mapping_dsl.findings import Finding, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.engine import run
from mapping_dsl.lint.rules import RULES
from mapping_dsl.resolve.codes import BAD_BASE, DUPLICATE_DEFINITION
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.syntax.codes import CODES

_UNREADABLE = frozenset(rule.code for rule in (*CODES, BAD_BASE, DUPLICATE_DEFINITION))
"""Findings after which a row may be missing that would override an inherited one."""

NAMES = tuple(rule for rule in RULES if rule.code in ("MAP101", "MAP102"))
"""The rules that tell a misspelt name in the mapping from one that a record does not have."""


class Understood(Frozen):
    """A mapping and what is wrong with it; without `whole` a row may be missing from it."""

    resolved: Resolved
    findings: tuple[Finding, ...]
    whole: bool


def understood(path: str, project: Project) -> Understood:
    """Read a mapping, a preset or a schema; ToolError for a file that cannot be read."""
    return understand(opened(path), project)


def understand(found: Opened, project: Project) -> Understood:
    """Read likewise a mapping that is at hand."""
    resolved = project.read(found.source)
    told = [*found.findings, *resolved.findings, *run(resolved, NAMES)[0]]
    whole = not any(finding.code in _UNREADABLE for finding in resolved.findings)
    return Understood(resolved, tuple(in_order(told)), whole)


def blocks(resolved: Resolved, kind: str) -> list[tuple[str, ObjectMapping]]:
    """Return the object mappings of a kind, each with the name of its rule."""
    return [
        (rule.name, block)
        for rule in resolved.mapping.rules
        for block in rule.object_mappings
        if block.kind == kind
    ]
