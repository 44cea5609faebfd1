"""Which findings are told, and how bad each rule is: the configuration's and the flags' say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapping_dsl.findings import Finding, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.codes import CODES as LINT_CODES
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.resolve.codes import CODES as RESOLVE_CODES
from mapping_dsl.syntax.codes import CODES as SYNTAX_CODES

_FIXED = frozenset(rule.code for rule in (*SYNTAX_CODES, *RESOLVE_CODES, RULE_CRASHED))
_NEVER_ALLOWED = _FIXED | frozenset(rule.code for rule in LINT_CODES)
RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Selection(Frozen):
    """Codes, slugs or beginnings of codes (`MAP2`) to tell or not, and levels by code.

    Where both lists name a rule the one that names it more closely counts. `allowable` says by code
    whether an `allow` in a mapping counts, where that was decided.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Severity | None] = {}
    allowable: Mapping[str, bool] = {}

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are told, at the level that was chosen for their rule."""
        told = (finding for finding in findings if self.tells(finding.code, finding.slug))
        return [self._at_its_level(finding) for finding in told]

    def _at_its_level(self, finding: Finding) -> Finding:
        level = self.levels.get(finding.code) if is_choosable(finding.code) else None
        return finding if level in (None, finding.severity) else finding.but(severity=level)

    def tells(self, code: str, slug: str) -> bool:
        """Tell whether a rule is selected; what cannot be chosen (syntax, crashes) always is."""
        if not is_choosable(code):
            return True
        chosen, ignored = (_closeness(code, slug, names) for names in (self.select, self.ignore))
        if (ignored and ignored >= chosen) or (self.select and not chosen):
            return False
        return self.levels.get(code, Severity.INFO) is not None


def is_choosable(code: str) -> bool:
    """Tell whether a rule can be left out: what cannot be read or compiled is never fine."""
    return code not in _FIXED


def can_be_allowed(code: str) -> bool:
    """Tell whether the configuration can let an `allow` suppress a rule that refuses it."""
    return code not in _NEVER_ALLOWED


def _closeness(code: str, slug: str, names: Iterable[str]) -> int:
    """Return how closely a rule is named: by how much of its code, a slug being all of it."""
    return max(
        (
            len(code if name == slug else name)
            for name in names
            if name == slug or code.startswith(name)
        ),
        default=0,
    )


def unknown(names: Iterable[str], rules: Iterable[str]) -> str | None:
    """Return the first name that selects no rule; `rules` are all codes and slugs."""
    known = tuple(rules)
    return next((n for n in names if n not in known and not _begins_a_code(n, known)), None)


def _begins_a_code(name: str, rules: Iterable[str]) -> bool:
    return name.startswith("MAP") and any(rule.startswith(name) for rule in rules)


def reaches(findings: Iterable[Finding], level: Severity) -> bool:
    """Tell whether any finding is as bad as a level, or worse."""
    return any(RANK[finding.severity] >= RANK[level] for finding in findings)
