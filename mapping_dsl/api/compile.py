"""`compile`: a mapping to the JSON of a target system, or into a schema that a tenant has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapping_dsl import files
from mapping_dsl.api.lint import PLAIN, Report, lint_opened
from mapping_dsl.api.opening import opened
from mapping_dsl.api.project import Project
from mapping_dsl.encoded import UTF_8, decode
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, Place, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.engine import run
from mapping_dsl.lint.rules.map611_only_in_the_export import only_in_the_export
from mapping_dsl.resolve import model
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.source import Source
from mapping_dsl.targets.entra import origins as entra_origins
from mapping_dsl.targets.entra.changes import Change, Unmanaged
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.merge import merge
from mapping_dsl.targets.serialise import to_json
from mapping_dsl.targets.webex import origins as webex_origins
from mapping_dsl.targets.webex.transform import transform

TARGETS = {"entra": emit, "webex": transform}
_Origins = Callable[[str, model.Mapping], Mapping[str, Place]]
_ORIGINS: dict[str, _Origins] = {
    "entra": entra_origins.origins,
    "webex": webex_origins.origins,
}


class Into(Frozen):
    """A file with a live schema to merge into, and what becomes of mappings unknown to us."""

    path: str
    unmanaged: Unmanaged = Unmanaged.FAIL


def only_with_into(resolved: Resolved, target: str) -> tuple[Finding, ...]:
    """Return what compiling for a target without the exported schema would lose.

    The Webex transform has rows and scopes only.
    """
    found = tuple(run(resolved, (only_in_the_export,))[0])
    if target == "entra":
        return found
    blocks = [of for rule in resolved.mapping.rules for of in rule.object_mappings]
    needed = {one.pointer for of in blocks for one in of.unsaid if one.target or one.filter}
    return tuple(finding for finding in found if finding.subject in needed)


class Compiled(Frozen):
    """The JSON of a mapping, and what linting says of it.

    There is no `content` if the mapping has errors, or if `findings` of merging have. The `text` is
    the content decoded; `changes` are what merging did.
    """

    content: bytes | None
    text: str | None
    report: Report
    mapping: model.Mapping | None = None
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    lost: tuple[Finding, ...] = ()


def compile_mapping(
    path: str,
    target: str,
    project: Project = PLAIN,
    day: str | None = None,
    into: Into | None = None,
) -> Compiled:
    """Compile one mapping for `entra` or `webex`; the same mapping gives the same bytes.

    With `into`, which is for `entra`, the live schema's text is edited, and written as that was:
    encoding, byte order mark and line ends. ToolError for a file that cannot be read or is no JSON.
    """
    found = opened(path)
    report = lint_opened(found, project, day=day)
    if report.errors or report.crashes:
        return Compiled(None, None, report)
    resolved = project.read(found.source)
    mapping = resolved.mapping
    if lost := only_with_into(resolved, target) if into is None else ():
        return Compiled(None, None, report, lost=lost)
    if not any(rule.object_mappings for rule in mapping.rules):
        raise ToolError(f"{path}: maps nothing: it has no `users` or `groups` block")
    if into is not None:
        return _merged(mapping, into, report)
    text = to_json(TARGETS[target](mapping))
    return Compiled(UTF_8.encode(text), text, report, mapping)


def source_map(compiled: Compiled, target: str) -> str:
    """Return the file and line that each part of a compiled text comes from, as JSON.

    Its keys are JSON pointers into the text. Raises ValueError if nothing was compiled.
    """
    if compiled.text is None or compiled.mapping is None:
        raise ValueError("nothing was compiled")
    found = _ORIGINS[target](compiled.text, compiled.mapping)
    return to_json({pointer: _line(place) for pointer, place in found.items()})


def _merged(mapping: model.Mapping, into: Into, report: Report) -> Compiled:
    text, encoding = decode(files.read_bytes(into.path), into.path)
    done = merge(Source(into.path, text), mapping, into.unmanaged)
    content = None if done.text is None else encoding.encode(done.text)
    told = tuple(in_order(list(done.findings)))
    return Compiled(content, done.text, report, mapping, told, done.changes)


def _line(place: Place) -> dict[str, object]:
    line, _ = place.source.line_column(place.span.start)
    return {"file": place.source.path, "line": line}
