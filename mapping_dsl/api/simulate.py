"""`simulate`: what some events in Entra do to people in Webex."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl import files
from mapping_dsl.api.project import Project
from mapping_dsl.api.understood import blocks, understood
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle.reading import read_events
from mapping_dsl.lifecycle.simulate import simulate
from mapping_dsl.lifecycle.steps import Step
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.requests.request import Dialect
from mapping_dsl.resolve.resolve import WEBEX, Resolved


class Simulated(Frozen):
    """What each event does, worked out when it is asked for; without `whole` there is nothing."""

    steps: Iterator[Step]
    findings: tuple[Finding, ...]
    whole: bool = True


def simulate_file(
    path: str, events: str, project: Project, dialect: Dialect = Dialect.PLAIN
) -> Simulated:
    """Run the events of a file, JSON or JSON lines, under a mapping for Webex.

    Raises ToolError for a file that cannot be read, for a mapping that has not one mapping of
    users, and, on the way, for an event that cannot happen.
    """
    read = understood(path, project)
    entries = read_events(files.read_text(events), events)
    if not read.whole:
        return Simulated(iter(()), read.findings, whole=False)
    if read.resolved.mapping.system != WEBEX:
        raise ToolError(f"{path}: is not for Webex, and of other systems no table is known")
    users, groups = _previewer(path, read.resolved, "users"), _groups(path, read.resolved)
    return Simulated(simulate(entries, users, groups, dialect), read.findings)


def _previewer(path: str, resolved: Resolved, kind: str) -> Previewer:
    found = blocks(resolved, kind)
    if len(found) != 1:
        many = f"{len(found)} `{kind}` blocks" if found else f"no `{kind}` block"
        raise ToolError(f"{path}: has {many}, where a simulation follows one")
    rule, block = found[0]
    return Previewer(block, declared=resolved.mapping.declared, rule=rule)


def _groups(path: str, resolved: Resolved) -> Previewer | None:
    """Return the group mapping if groups are provisioned by it."""
    on = [block for _, block in blocks(resolved, "groups") if block.enabled]
    return _previewer(path, resolved, "groups") if on else None
