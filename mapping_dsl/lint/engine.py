"""One walk over the model, each thing shown to the rules that look at its type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mapping_dsl.evaluate.depth import depth, room
from mapping_dsl.findings import Finding, Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.codes import RULE_CRASHED
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rules import RULES
from mapping_dsl.resolve.model import Call
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import Rule
from mapping_dsl.source import Span


def run(
    resolved: Resolved, rules: Iterable[Rule] = RULES, domains: frozenset[str] = frozenset()
) -> tuple[list[Finding], list[Exception]]:
    """Return what the rules find in a mapping, and what they raised when they should not have.

    `domains` are the verified ones, if the project says them.
    """
    context = Context(resolved, domains)
    looking_at: defaultdict[type, list[Rule]] = defaultdict(list)
    for rule in rules:
        if context.webex or not rule.webex:
            for visited in rule.visits:
                looking_at[visited].append(rule)
    findings: list[Finding] = []
    crashes: list[Exception] = []
    with room(_deepest(resolved)):
        for thing in _things(resolved):
            for rule in looking_at.get(type(thing), ()):
                try:
                    findings += rule.check(thing, context) if rule.check else ()
                except Exception as crash:  # noqa: BLE001 (a rule that fails must not be silent)
                    findings.append(_crashed(rule, resolved, crash))
                    crashes.append(crash)
    return findings, crashes


def _deepest(resolved: Resolved) -> int:
    """Return how deep the deepest source of a mapping goes, which a rule may follow all the way."""
    blocks = (block for rule in resolved.mapping.rules for block in rule.object_mappings)
    sources = (row.source for block in blocks for row in block.mappings)
    return max((depth(source) for source in sources if isinstance(source, Call)), default=0)


def _crashed(rule: Rule, resolved: Resolved, crash: Exception) -> Finding:
    place = Place(resolved.source, Span(0, 0))
    message = f"the rule `{rule.slug}` failed: {type(crash).__name__}: {crash}"
    help = "nothing may be concluded from this run; `--debug` shows the traceback"
    return RULE_CRASHED.at(place, message, help=help, subject=rule.code)


def _things(resolved: Resolved) -> Iterator[Frozen | Resolved]:
    """Yield all that a rule can look at: the whole, then the model down to its blocks."""
    yield resolved
    yield resolved.mapping
    for rule in resolved.mapping.rules:
        yield rule
        yield from rule.object_mappings
