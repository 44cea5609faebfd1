"""`compile`: a mapping to the JSON of a target system."""

from __future__ import annotations

from mapping_dsl import files
from mapping_dsl.api.lint import PLAIN, Report, lint_source
from mapping_dsl.api.project import Project
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.serialise import to_json
from mapping_dsl.targets.webex.transform import transform

TARGETS = {"entra": emit, "webex": transform}


class Compiled(Frozen):
    """The JSON of a mapping, none if it has errors, and what linting says of it."""

    text: str | None
    report: Report


def compile_mapping(
    path: str, target: str, project: Project = PLAIN, day: str | None = None
) -> Compiled:
    """Compile one mapping for `entra` or `webex`; the same mapping gives the same bytes."""
    source = files.read_source(path)
    report = lint_source(source, project, day=day)
    if report.errors or report.crashes:
        return Compiled(None, report)
    mapping = project.read(source).mapping
    if not any(rule.object_mappings for rule in mapping.rules):
        raise ToolError(f"{path}: maps nothing: it has no `users` or `groups` block")
    return Compiled(to_json(TARGETS[target](mapping)), report)
