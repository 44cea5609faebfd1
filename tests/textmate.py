"""As much of a TextMate engine as our grammar needs, to have colours without Node."""

import re
from collections.abc import Iterator
from typing import Any

Token = tuple[str, list[str]]
"""A piece of text and its scopes, the innermost last."""


class Colours:
    """One text on its way through a grammar; `stack` holds the rules that have begun."""

    def __init__(self, grammar: Any) -> None:
        self.repository = grammar["repository"]
        self.stack: list[Any] = [grammar]

    def text(self, text: str) -> Iterator[Token]:
        for line in text.split("\n"):
            yield from self.line(line)
            yield "\n", []

    def line(self, line: str) -> Iterator[Token]:
        at = 0
        while at <= len(line):
            found = self._next(line, at)
            if found is None:
                break
            rule, match = found
            yield from self._plain(line[at : match.start()])
            yield from self._matched(rule, match)
            at = match.end()
        yield from self._plain(line[at:])

    @property
    def scopes(self) -> list[str]:
        return [rule["name"] for rule in self.stack[1:] if "name" in rule]

    def _plain(self, text: str) -> Iterator[Token]:
        if text:
            yield text, self.scopes

    def _next(self, line: str, at: int) -> tuple[Any, re.Match[str]] | None:
        """Return the rule that matches first, the end of the innermost before all others."""
        top = self.stack[-1]
        rules = [{"end": top["end"]}] if "end" in top else []
        rules += self._all(top["patterns"])
        matches = [(rule, re.compile(_pattern(rule)).search(line, at)) for rule in rules]
        found = [(rule, match) for rule, match in matches if match]
        return min(found, key=lambda pair: pair[1].start(), default=None)

    def _all(self, patterns: list[Any]) -> Iterator[Any]:
        for rule in patterns:
            there = self.repository[rule["include"][1:]] if "include" in rule else rule
            if "match" in there or "begin" in there:
                yield there
            else:
                yield from self._all(there["patterns"])

    def _matched(self, rule: Any, match: re.Match[str]) -> Iterator[Token]:
        if "match" in rule:
            own = [rule["name"]] if "name" in rule else []
            yield from self._captured(match, rule.get("captures", {}), self.scopes + own)
        elif "begin" in rule:
            self.stack.append(rule)
            yield from self._captured(match, rule.get("beginCaptures", {}), self.scopes)
        else:
            top = self.stack[-1]
            yield from self._captured(match, top.get("endCaptures", {}), self.scopes)
            self.stack.pop()

    def _captured(
        self, match: re.Match[str], captures: dict[str, Any], scopes: list[str]
    ) -> Iterator[Token]:
        at = match.start()
        for number, rule in captures.items():
            start, end = match.span(int(number))
            if start < 0:
                continue
            if start > at:
                yield match.string[at:start], scopes
            inner = Colours({"repository": self.repository, "patterns": rule.get("patterns", [])})
            for text, more in inner.line(match.string[start:end]):
                yield text, [*scopes, rule["name"], *more]
            at = end
        if match.end() > at:
            yield match.string[at : match.end()], scopes


def _pattern(rule: Any) -> str:
    pattern: str = rule.get("match") or rule.get("begin") or rule["end"]
    return pattern
