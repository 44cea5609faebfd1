"""Which findings are told, and how bad each rule is: the configuration's and the flags' say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.frozen import Frozen

_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Selection(Frozen):
    """Codes, slugs or beginnings of codes (`MAP2`) to tell or not, and levels by code."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Severity | None] = {}

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are told, at the level that was chosen for their rule."""
        return [
            finding.but(severity=level)
            for finding in findings
            if self.tells(finding)
            and (level := self.levels.get(finding.code, finding.severity)) is not None
        ]

    def tells(self, finding: Finding) -> bool:
        """Tell whether a rule is selected; what cannot be chosen (syntax, crashes) always is."""
        if not is_choosable(finding.code):
            return True
        chosen = not self.select or any(_fits(finding, name) for name in self.select)
        return chosen and not any(_fits(finding, name) for name in self.ignore)


def is_choosable(code: str) -> bool:
    """Tell whether a rule can be left out: a file that cannot be read is never fine."""
    return not code.startswith(("MAP00", "MAP01", "MAP11")) and code not in (
        "MAP103",
        "MAP104",
        "MAP601",
        "MAP904",
    )


def _fits(finding: Finding, name: str) -> bool:
    return finding.slug == name or finding.code.startswith(name)


def reaches(findings: Iterable[Finding], level: Severity) -> bool:
    """Tell whether any finding is as bad as a level, or worse."""
    return any(_RANK[finding.severity] >= _RANK[level] for finding in findings)
