"""`lint --baseline`: only what is new fails; a file has what was found when that was agreed."""

from __future__ import annotations

import os
from pathlib import Path

from mapping_dsl import files
from mapping_dsl.api.lint import Report
from mapping_dsl.api.project import Project
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, Place, Severity, in_order
from mapping_dsl.lint.allow import is_allowable
from mapping_dsl.lint.baseline import Describing, Entry, Matched, match, plain
from mapping_dsl.lint.catalogue import BY_NAME
from mapping_dsl.lint.codes import STALE_BASELINE
from mapping_dsl.lint.select import RANK, Selection, is_choosable
from mapping_dsl.report.baseline_json import Baseline, read, text
from mapping_dsl.resolve.bases import PRESET


class Judge:
    """One run of lint, held against a baseline."""

    def __init__(self, path: str, report: Report, project: Project, selection: Selection) -> None:
        """Take the baseline's path and what a run of all selected rules has found."""
        self.path, self.report = path, report
        self._selections = (project.config.selection, selection)
        self._folder = Path(path).parent
        describing = Describing(self._named)
        self._found = [
            (finding, describing.entry(finding))
            for finding in report.findings
            if is_choosable(finding.code)
        ]
        self._looked_at = {self._named(plain(path)) for path in report.paths}
        self._unread = {
            self._named(plain(finding.place.source.path))
            for finding in report.findings
            if not is_choosable(finding.code)
        }

    def told(self) -> Report:
        """Return what is left to tell: what is new, what has to stay in sight, stale entries.

        Raises ToolError if there is no baseline, or for what is none.
        """
        baseline = self._read()
        matched = self._matched(baseline)
        others = [f for f in self.report.findings if not is_choosable(f.code)]
        new = [finding for finding, _ in matched.new]
        sight = tuple(_in_sight(f) for f, _ in matched.known if not self._can_be_hidden(f))
        stale = [_stale(baseline, entry) for entry in matched.left if self._is_stale(entry)]
        for selection in self._selections:
            stale = selection.apply(stale)
        findings = tuple(in_order([*others, *new, *sight, *stale]))
        return self.report.but(findings=findings, known=len(matched.known), in_sight=sight)

    def change(self, fail_on: Severity | None) -> str:
        """Remove the stale entries, add what fails from a level on if one is given, and say so.

        After a crash of a rule nobody knows what is stale or new, and nothing is written. Raises
        ToolError if there is no baseline to remove anything from, or for what is none.
        """
        if self.report.crashes:
            return f"{self.path}: left as it is, since a rule failed"
        matched = self._matched(self._read(may_be_missing=fail_on is not None))
        stays = [entry for entry in matched.left if not self._is_stale(entry)]
        new = [now for f, now in matched.new if fail_on and RANK[f.severity] >= RANK[fail_on]]
        risen = {now.what for now in new}
        stays += [entry for entry in matched.outgrown if entry.what not in risen]
        entries = [*stays, *(now for _, now in matched.known), *new]
        files.put(self.path, text(entries).encode())
        removed = len(matched.left) + len(matched.outgrown) - len(stays)
        many = f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}"
        return f"{self.path}: {many}, {len(new)} added, {removed} removed"

    def _read(self, *, may_be_missing: bool = False) -> Baseline:
        if Path(self.path).exists():
            return read(self.path, files.read_text(self.path))
        if may_be_missing:
            return read(self.path, text(()))
        raise ToolError(f"{self.path}: there is no such baseline; `--write-baseline` makes it")

    def _matched(self, baseline: Baseline) -> Matched:
        return match(baseline.entries, self._found, self._is_gone)

    def _named(self, path: str) -> str:
        """Return the path of a file from the baseline's folder."""
        if path.startswith(PRESET):
            return path
        try:
            found = os.path.relpath(path, self._folder)
        except ValueError:
            found = str(Path(path).absolute())  # on another drive
        return found.replace(os.sep, "/")

    def _is_gone(self, path: str) -> bool:
        return not path.startswith(PRESET) and not (self._folder / path).exists()

    def _is_stale(self, entry: Entry) -> bool:
        """Tell whether an entry that nothing fits would have a finding, were it still of use."""
        if self.report.crashes or entry.path in self._unread:
            return False
        selected = all(selection.tells(entry.code, entry.rule) for selection in self._selections)
        return selected and (entry.path in self._looked_at or self._is_gone(entry.path))

    def _can_be_hidden(self, finding: Finding) -> bool:
        rule = BY_NAME[finding.code]
        return is_allowable(rule, self._selections[0].allowable)


def _in_sight(finding: Finding) -> Finding:
    """Return a finding that may not be forgotten, as one that fails nothing."""
    return finding.but(severity=Severity.INFO, message=f"{finding.message} (in the baseline)")


def _stale(baseline: Baseline, entry: Entry) -> Finding:
    place = Place(baseline.source, baseline.span(entry))
    message = f"`{entry.rule}` is not found any more at `{entry.about}` of {entry.path}"
    help = "`--prune-baseline` removes the entry"
    return STALE_BASELINE.at(place, message, help=help, subject=f"{entry.rule}: {entry.about}")
