"""Which findings are told, and how bad each rule is: the configuration's and the flags' say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.resolve.codes import CODES as RESOLVE_CODES
from mapping_dsl.syntax.codes import CODES as SYNTAX_CODES

_FIXED = frozenset(rule.code for rule in (*SYNTAX_CODES, *RESOLVE_CODES, RULE_CRASHED))
_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Selection(Frozen):
    """Codes, slugs or beginnings of codes (`MAP2`) to tell or not, and levels by code."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Severity | None] = {}

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are told, at the level that was chosen for their rule."""
        return [
            finding if level is finding.severity else finding.but(severity=level)
            for finding in findings
            if self.tells(finding) and (level := self._level(finding)) is not None
        ]

    def _level(self, finding: Finding) -> Severity | None:
        chosen = is_choosable(finding.code)
        return self.levels.get(finding.code, finding.severity) if chosen else finding.severity

    def tells(self, finding: Finding) -> bool:
        """Tell whether a rule is selected; what cannot be chosen (syntax, crashes) always is."""
        if not is_choosable(finding.code):
            return True
        chosen = not self.select or any(_fits(finding, name) for name in self.select)
        return chosen and not any(_fits(finding, name) for name in self.ignore)


def is_choosable(code: str) -> bool:
    """Tell whether a rule can be left out: what cannot be read or compiled is never fine."""
    return code not in _FIXED


def _fits(finding: Finding, name: str) -> bool:
    return finding.slug == name or finding.code.startswith(name)


def unknown(names: Iterable[str], rules: Iterable[str]) -> str | None:
    """Return the first name that selects no rule; `rules` are all codes and slugs."""
    known = tuple(rules)
    return next((n for n in names if n not in known and not _begins_a_code(n, known)), None)


def _begins_a_code(name: str, rules: Iterable[str]) -> bool:
    return name.startswith("MAP") and any(rule.startswith(name) for rule in rules)


def reaches(findings: Iterable[Finding], level: Severity) -> bool:
    """Tell whether any finding is as bad as a level, or worse."""
    return any(_RANK[finding.severity] >= _RANK[level] for finding in findings)
