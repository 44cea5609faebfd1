"""What a code is: a lint rule, a syntax error and the tool's own findings alike."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_args

from mapping_dsl.findings import Finding, Fix, Label, Place, Severity
from mapping_dsl.frozen import Frozen

Check = Callable[..., Iterator[Finding]]


class Rule(Frozen, aside=("check",)):
    """One row of the catalogue; `text` is the page that `explain` shows.

    A rule that is not `allowable` cannot be suppressed in a mapping, only in the configuration. One
    about `webex` is silent for another target system.
    """

    code: str
    slug: str
    severity: Severity
    text: str
    evidence: tuple[str, ...] = ()
    allowable: bool = True
    webex: bool = False
    visits: tuple[type[Any], ...] = ()
    check: Check | None = None

    @property
    def kind(self) -> str:
        """How bad it is, in the word that its page is headed by."""
        return self.severity.value

    @property
    def page(self) -> str:
        """The page without the indentation of the source it stands in."""
        return inspect.cleandoc(self.text)

    @property
    def title(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    def at(
        self,
        place: Place,
        message: str,
        *labels: Label,
        help: str = "",
        fix: Fix | None = None,
        severity: Severity | None = None,
        subject: str = "",
    ) -> Finding:
        """Make a finding of this rule; `subject` is the target or name that it is about."""
        level = severity or self.severity
        return Finding(self.code, self.slug, level, message, place, labels, help, fix, subject)


def rule(
    code: str,
    slug: str,
    severity: Severity,
    *evidence: str,
    allowable: bool = True,
    webex: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a check; the annotation of its first parameter says what it looks at.

    The check yields findings; its second parameter is the `Context` of the run.
    """

    def make(check: Check) -> Rule:
        looks_at = next(iter(check.__annotations__.values()))
        visits = get_args(looks_at) or (looks_at,)
        text = check.__doc__ or ""
        return Rule(code, slug, severity, text, evidence, allowable, webex, visits, check)

    return make
