"""A change, the rule that finds it, and how bad it is for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Any, get_args

from mapping_dsl.findings import Finding, Label, Place, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.rule import Rule

_DIGITS = 16


class Risk(StrEnum):
    """What is at stake, the worst first: who is who, who has access, what people see, nothing."""

    IDENTITY = "identity"
    ACCESS = "access"
    VALUE = "value"
    INFO = "info"
    STYLE = "style"

    @property
    def rank(self) -> int:
        """Its place among the risks, 0 being the worst."""
        return list(Risk).index(self)

    @property
    def severity(self) -> Severity:
        """The level of a finding about it, unless its rule says otherwise."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Risk.IDENTITY: Severity.ERROR,
    Risk.ACCESS: Severity.ERROR,
    Risk.VALUE: Severity.WARNING,
    Risk.INFO: Severity.INFO,
    Risk.STYLE: Severity.INFO,
}


class Told(Frozen):
    """Something before and after: where it stands, how people read it, and all that it means.

    `content` is what the digest of a change covers; two things of the same content are the same.
    """

    place: Place | None
    shown: str
    content: str


NOTHING = Told(None, "", "")


class Change(Frozen):
    """One change. `block` and `target` say of what, `then` what comes next, `steps` what to do.

    `mapping` is which mapping it is in, where several are compared.
    """

    code: str
    slug: str
    risk: Risk
    severity: Severity
    block: str
    target: str
    message: str
    old: Told
    new: Told
    place: Place
    then: str
    steps: tuple[str, ...]
    mapping: str = ""

    @property
    def digest(self) -> str:
        """What an acceptance of this change names: it covers the mapping, the old and new rows."""
        of = (self.mapping, self.code, self.block, self.target)
        parts = (*of, self.old.content, self.new.content)
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]

    @property
    def finding(self) -> Finding:
        """The change as a finding, for the outputs that know findings only."""
        before = self.old.place
        labels = (Label(before, "as it was"),) if before and before is not self.place else ()
        steps = (f"{number}. {step}" for number, step in enumerate(self.steps, start=1))
        help = "\n".join((*([f"next: {self.then}"] if self.then else ()), *steps))
        return Finding(
            self.code,
            self.slug,
            self.severity,
            self.message,
            self.place,
            labels,
            help,
            subject=self.target,
        )


Compare = Callable[..., Iterator[Change]]
"""What finds the changes of a pair; its second parameter is the `Context` of the run."""


def _nothing(*_: object) -> Iterator[Change]:
    return iter(())


class ChangeRule(Rule, aside=("compare",)):
    """A rule over a pair of old and new; its page says what is next, and the safe order of steps.

    None of them can be allowed in a mapping: a change is accepted once, by its digest.
    """

    risk: Risk = Risk.VALUE
    compare: Compare = _nothing

    @property
    def kind(self) -> str:
        """The class of its changes."""
        return str(self.risk.upper())

    @property
    def then(self) -> str:
        """What Entra and Webex do next, from the page."""
        found = re.search(r"^Next: (.*?)\n\n", f"{self.page}\n\n", re.MULTILINE | re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    @property
    def steps(self) -> tuple[str, ...]:
        """The safe order of steps, from the page."""
        found = re.search(r"^Steps:\n((?:    .*\n?)+)", self.page, re.MULTILINE)
        steps = re.split(r"^    \d\. ", found[1], flags=re.MULTILINE)[1:] if found else []
        return tuple(" ".join(step.split()) for step in steps)

    def change(
        self,
        block: str,
        target: str,
        message: str,
        old: Told,
        new: Told,
        *,
        place: Place | None = None,
        then: str | None = None,
        severity: Severity | None = None,
    ) -> Change:
        """Make a change of this rule; what is not given is as its page has it."""
        where = place or new.place or old.place
        if where is None:
            raise ValueError(f"{self.code}: a change is somewhere")
        return Change(
            self.code,
            self.slug,
            self.risk,
            severity or self.risk.severity,
            block,
            target,
            message,
            old,
            new,
            where,
            self.then if then is None else then,
            self.steps,
        )


def change_rule(
    code: str, slug: str, risk: Risk, *evidence: str
) -> Callable[[Compare], ChangeRule]:
    """Make a rule; the annotation of the first parameter says which pairs it looks at."""

    def make(compare: Compare) -> ChangeRule:
        looks_at = next(iter(compare.__annotations__.values()))
        visits: tuple[type[Any], ...] = get_args(looks_at) or (looks_at,)
        return ChangeRule(
            code,
            slug,
            risk.severity,
            compare.__doc__ or "",
            evidence,
            allowable=False,
            webex=False,
            visits=visits,
            check=None,
            risk=risk,
            compare=compare,
        )

    return make
