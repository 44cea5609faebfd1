"""`lint`: all rules over mappings."""

from __future__ import annotations

from collections.abc import Iterable
from time import gmtime, strftime

from mapping_dsl.api.opening import Opened, all_opened
from mapping_dsl.api.project import Project
from mapping_dsl.catalog.lookup import near
from mapping_dsl.config import Config
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, Severity, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint import allow, engine
from mapping_dsl.lint.catalogue import BY_NAME
from mapping_dsl.lint.select import Selection, unknown
from mapping_dsl.resolve.bases import PRESET
from mapping_dsl.source import Source

PLAIN = Project(Config(), {})


class Report(Frozen):
    """What linting came to: findings in order, and how many an `allow` kept back.

    `known` is how many findings a baseline has, if one is in use. Those `in_sight` are among the
    findings nevertheless, and fail nothing.
    """

    findings: tuple[Finding, ...]
    allowed: int
    expired: int
    paths: tuple[str, ...]
    crashes: tuple[Exception, ...]
    bases: tuple[str, ...] = ()
    known: int | None = None
    in_sight: tuple[Finding, ...] = ()

    @property
    def files(self) -> int:
        """How many files were checked."""
        return len(self.paths)

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that decide whether a run fails."""
        return tuple(finding for finding in self.findings if finding not in self.in_sight)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep a mapping from being compiled."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    def in_files(self) -> Report:
        """Return what was found in imported texts at its places in their JSON."""
        told = tuple(in_order([_in_file(finding) for finding in self.findings]))
        return self.but(findings=told, in_sight=tuple(map(_in_file, self.in_sight)))

    def as_base(self) -> Report:
        """Return what is left to tell of a file that another one of the same run extends."""
        told = tuple(f for f in self.findings if f.code not in _FOR_HEIRS)
        return self.but(findings=told)


_FOR_HEIRS = ("MAP107", "MAP113")
"""A base may define what only its heirs use, and leave to them what only they know."""


def _in_file(finding: Finding) -> Finding:
    """Return a finding in a file; one in a preset stays, whose text people can read there."""
    if finding.place.source.path.startswith(PRESET):
        return finding
    labels = tuple(label.but(place=label.place.in_file) for label in finding.labels)
    return finding.but(place=finding.place.in_file, labels=labels)


def today() -> str:
    """Return the current day in ISO 8601, UTC."""
    return strftime("%Y-%m-%d", gmtime())


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> Selection:
    """Return a selection of rules; ToolError for a name that no rule has."""
    wrong = unknown((*select, *ignore), BY_NAME)
    if wrong is not None:
        meant = near(wrong, BY_NAME)
        raise ToolError(
            f"there is no rule `{wrong}`{f'; did you mean `{meant}`?' if meant else ''}"
        )
    return Selection(select, ignore)


def lint(
    paths: Iterable[str],
    project: Project = PLAIN,
    selection: Selection | None = None,
    day: str | None = None,
) -> Report:
    """Lint files, presets, schemas and folders; `day` (ISO 8601) is what `until` is compared with.

    Raises ToolError for a file that cannot be read.
    """
    reports = [lint_opened(each, project, selection, day) for each in all_opened(paths)]
    bases = {base for report in reports for base in report.bases}
    heirs = [report.as_base() if bases.intersection(report.paths) else report for report in reports]
    return _together(heirs)


def lint_opened(
    opened: Opened,
    project: Project = PLAIN,
    selection: Selection | None = None,
    day: str | None = None,
) -> Report:
    """Lint a mapping, and tell what importing found if it was a schema."""
    report = lint_source(opened.source, project, selection, day)
    if not opened.imported:
        return report
    told = project.config.selection.apply(list(opened.findings))
    told = selection.apply(told) if selection else told
    found = [finding.but(fix=None) for finding in report.findings]
    return report.but(findings=tuple(in_order([*told, *found])))


def lint_source(
    source: Source,
    project: Project = PLAIN,
    selection: Selection | None = None,
    day: str | None = None,
) -> Report:
    """Lint one text."""
    resolved = project.read(source)
    found, crashes = engine.run(resolved, domains=project.config.domains)
    decided = project.config.selection
    verdict = allow.apply(
        [*resolved.findings, *found],
        resolved.layers,
        BY_NAME,
        day or today(),
        decided.allowable,
    )
    told = decided.apply(verdict.findings)
    told = selection.apply(told) if selection else told
    return Report(
        tuple(in_order(told)),
        verdict.allowed,
        verdict.expired,
        (source.path,),
        tuple(crashes),
        tuple(layer.name for layer in resolved.layers[:-1]),
    )


def _together(reports: list[Report]) -> Report:
    """Return one report of many; a base's findings are told once, whoever extends it."""
    if len(reports) == 1:
        return reports[0]
    once = {
        (f.place.source.path, f.place.span, f.code, f.message): f
        for report in reports
        for f in report.findings
    }
    return Report(
        tuple(in_order(list(once.values()))),
        sum(report.allowed for report in reports),
        sum(report.expired for report in reports),
        tuple(path for report in reports for path in report.paths),
        tuple(crash for report in reports for crash in report.crashes),
    )
