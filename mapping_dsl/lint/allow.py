"""Suppressions: what an `allow` silences, and the findings about suppressions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Place
from mapping_dsl.lint.codes import EXPIRED_ALLOW, UNUSED_ALLOW
from mapping_dsl.lint.select import can_be_allowed
from mapping_dsl.resolve.bases import Layer
from mapping_dsl.rule import Rule
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.codes import ALLOW_WITHOUT_REASON


class Verdict(NamedTuple):
    """What is left to tell, how many findings were allowed, and how many allows have expired."""

    findings: list[Finding]
    allowed: int
    expired: int


class _Allow:
    """One `allow` and the part of its file that it covers; without a span, all of the mapping."""

    def __init__(self, node: tree.Allow, source: Source, span: Span | None) -> None:
        self.node, self.source, self.span = node, source, span
        self.used = False

    def covers(self, finding: Finding) -> bool:
        if self.node.rule.text not in (finding.code, finding.slug):
            return False
        if self.span is None:
            return True
        place = finding.place
        return place.source is self.source and (
            self.span.start <= place.span.start and place.span.end <= self.span.end
        )

    @property
    def place(self) -> Place:
        return Place(self.source, self.node.span)


def apply(
    findings: Iterable[Finding],
    layers: list[Layer],
    rules: Mapping[str, Rule],
    today: str,
    decided: Mapping[str, bool],
) -> Verdict:
    """Return the findings that are not allowed; `today` is the day in ISO 8601.

    `rules` has every rule by code and by slug; `decided` are those, by code, of which the
    configuration says whether an `allow` counts.
    """
    top = layers[-1]
    allows = [a for layer in layers for a in _allows(layer, whole=layer is top)]
    current = [a for a in allows if _holds(a, today) and _counts(a, rules, decided)]
    left: list[Finding] = []
    allowed = 0
    for finding in findings:
        covering = [allow for allow in current if allow.covers(finding)]
        for allow in covering:
            allow.used = True
        allowed += bool(covering)
        left += [] if covering else [finding]
    own = [allow for allow in allows if allow.source is top.source]
    left += [_about_reason(allow) for allow in own if not allow.node.reason.value.strip()]
    expired = [allow for allow in own if _expired(allow, today)]
    left += [_about_expired(allow) for allow in expired]
    left += [_about_unused(a, rules, decided) for a in own if not a.used and a not in expired]
    return Verdict(left, allowed, len(expired))


def _allows(layer: Layer, *, whole: bool) -> Iterator[_Allow]:
    """Yield the allows of a file; one in the header of a base covers that file only."""
    file, source = layer.parsed.file, layer.source
    for allow in file.header.allows if file.header else ():
        yield _Allow(allow, source, None if whole else Span(0, len(source.text)))
    for item in file.items:
        blocks = item.blocks if isinstance(item, tree.RuleBlock) else (item,)
        for block in blocks:
            if isinstance(block, tree.Block):
                yield from _in_block(block, source)


def _in_block(block: tree.Block, source: Source) -> Iterator[_Allow]:
    for allow in block.allows:
        yield _Allow(allow, source, block.span)
    for entry in block.entries:
        if isinstance(entry, tree.Row):
            for option in entry.options:
                if isinstance(option, tree.Allow):
                    yield _Allow(option, source, entry.span)


def _holds(allow: _Allow, today: str) -> bool:
    return bool(allow.node.reason.value.strip()) and not _expired(allow, today)


def _about_reason(allow: _Allow) -> Finding:
    help = "say it, so that reviewers know why"
    return ALLOW_WITHOUT_REASON.at(allow.place, "the reason of this `allow` is empty", help=help)


def _is_day(text: str) -> bool:
    """Tell whether there is such a day; `DATE` of the grammar is digits only."""
    year, month, day = map(int, text.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 0 < month <= len(days) and 0 < day <= days[month - 1]


def _expired(allow: _Allow, today: str) -> bool:
    until = allow.node.until
    return until is not None and (until.text < today or not _is_day(until.text))


def is_allowable(rule: Rule, decided: Mapping[str, bool]) -> bool:
    """Tell whether an `allow` of a rule counts: as the configuration says, else by the rule."""
    return decided.get(rule.code, rule.allowable)


def _counts(allow: _Allow, rules: Mapping[str, Rule], decided: Mapping[str, bool]) -> bool:
    rule = rules.get(allow.node.rule.text)
    return rule is not None and is_allowable(rule, decided)


def _about_expired(allow: _Allow) -> Finding:
    until = allow.node.until.text if allow.node.until else ""
    name = allow.node.rule.text
    message = f"this `allow` of `{name}` ended on {until}"
    if not _is_day(until):
        message = f"there is no day {until}, so that this `allow` of `{name}` does not hold"
    return EXPIRED_ALLOW.at(
        allow.place, message, help="mend the row, or set a new date", subject=name
    )


def _about_unused(allow: _Allow, rules: Mapping[str, Rule], decided: Mapping[str, bool]) -> Finding:
    name = allow.node.rule.text
    rule = rules.get(name)
    if rule is None:
        meant = near(name, rules)
        message, help = f"there is no rule `{name}`", f"did you mean `{meant}`?" if meant else ""
    elif not is_allowable(rule, decided):
        message, help = _about_refused(name, rule)
    else:
        message, help = f"this `allow` of `{name}` suppresses nothing", "remove it"
    return UNUSED_ALLOW.at(allow.place, message, help=help, subject=name)


def _about_refused(name: str, rule: Rule) -> tuple[str, str]:
    """Return what to say of an `allow` that does not count, and what to do."""
    if rule.allowable:
        message = f"this `allow` of `{name}` is refused: the configuration says `allowable = false`"
        return message, "mend what it finds, or ask whoever keeps the configuration"
    message = f"this `allow` is refused: `{name}` cannot be allowed in a mapping"
    if not can_be_allowed(rule.code):
        return message, "mend what it finds"
    return message, f"mend what it finds; `[rules.{rule.slug}]` of the configuration decides"
