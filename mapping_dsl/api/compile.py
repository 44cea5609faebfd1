"""`compile`: a mapping to the JSON of a target system."""

from __future__ import annotations

from mapping_dsl.api.lint import PLAIN, Report, lint_opened
from mapping_dsl.api.opening import opened
from mapping_dsl.api.project import Project
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.engine import run
from mapping_dsl.lint.rules.map611_only_in_the_export import only_in_the_export
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.serialise import to_json
from mapping_dsl.targets.webex.transform import transform

TARGETS = {"entra": emit, "webex": transform}


def only_with_into(resolved: Resolved) -> tuple[Finding, ...]:
    """Return what compiling without the exported schema would lose."""
    return tuple(run(resolved, (only_in_the_export,))[0])


class Compiled(Frozen):
    """The JSON of a mapping, none if it has errors, and what linting says of it.

    There is none either where something would be `lost` that only the exported schema has.
    """

    text: str | None
    report: Report
    lost: tuple[Finding, ...] = ()


def compile_mapping(
    path: str, target: str, project: Project = PLAIN, day: str | None = None
) -> Compiled:
    """Compile one mapping for `entra` or `webex`; the same mapping gives the same bytes."""
    found = opened(path)
    source = found.source
    report = lint_opened(found, project, day=day)
    resolved = project.read(source)
    lost = only_with_into(resolved) if target == "entra" else ()
    if report.errors or report.crashes or lost:
        return Compiled(None, report, lost)
    mapping = resolved.mapping
    if not any(rule.object_mappings for rule in mapping.rules):
        raise ToolError(f"{path}: maps nothing: it has no `users` or `groups` block")
    return Compiled(to_json(TARGETS[target](mapping)), report)
