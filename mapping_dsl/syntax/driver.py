"""The LALR automaton: drive Lark's tables over a text, calling a builder at each reduction."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from mapping_dsl.source import Span
from mapping_dsl.syntax.expression import Name
from mapping_dsl.syntax.lexer import END, Token, comments, token
from mapping_dsl.syntax.tables import ACTIONS, ENDS, GOTOS, PRODUCTIONS, STARTS

Build = Callable[[list[Any], Span], Any]
DEEPEST = 800
"""Symbols on the stack: some 250 nested calls. Trees are walked by recursion, hence the limit."""
sys.setrecursionlimit(max(sys.getrecursionlimit(), 10_000))
_PASSED = "="


def takes(state: int) -> int | dict[str, int]:
    """Return what a state does with each terminal that it can take; a number: whatever comes."""
    return ACTIONS[state]


def _gather(children: list[Any]) -> list[Any]:
    """Splice lists into one, in place where the first is a list already."""
    gathered = children[0] if type(children[0]) is list else children[:1]
    for child in children[1:]:
        if type(child) is list:
            gathered += child
        else:
            gathered.append(child)
    return gathered


class Driver:
    """A parse under way. `states`, `values` and `ends` grow and shrink together."""

    def __init__(self, text: str, start: str, builders: Mapping[str, Build]) -> None:
        self.text = text
        self.at = 0
        self.comments: list[Span] = []
        self.states = [STARTS[start]]
        self.values: list[Any] = []
        self.places: list[Span] = []
        self._end = ENDS[start]
        self._builders = builders
        self._ahead: Token | None = None
        self._inserted: list[Token] = []

    def run(self) -> Token | None:
        """Parse until the end, or return the token that fits nowhere."""
        states, values, places = self.states, self.values, self.places
        ahead = self._ahead
        while True:
            row = ACTIONS[states[-1]]
            if isinstance(row, int):
                action = row
            else:
                ahead = ahead or self._read(row)
                action = row.get(ahead.terminal, 0)
            if action < 0:
                to, built, size, kept = PRODUCTIONS[-action - 1]
                if size == 1 and built == _PASSED:
                    states[-1] = GOTOS[states[-2]][to]
                else:
                    self._reduce(to, built, size, kept)
            elif action > 0 and ahead and len(states) <= DEEPEST:
                states.append(action - 1)
                span = Span(ahead.start, ahead.end)
                values.append(Name(span, ahead.text))
                places.append(span)
                self.at = ahead.end
                ahead = None
            else:
                self._ahead = ahead
                ended = ahead and ahead.terminal == END and states[-1] == self._end
                return None if ended else ahead

    def _read(self, row: dict[str, int]) -> Token:
        """Return the next token, where these terminals can stand."""
        if self._inserted:
            return self._inserted.pop()
        ahead = token(self.text, self.at, row)
        if self.text.find("#", self.at, ahead.start) >= 0:
            self.comments += comments(self.text, self.at, ahead.start)
        return ahead

    def _reduce(self, to: str, built: str, size: int, kept: list[int]) -> None:
        """Put what a production builds of the top of the stack in their place."""
        states, values, places = self.states, self.values, self.places
        if size:
            span = Span(places[-size].start, places[-1].end)
            taken = values[-size:]
            del states[-size:], values[-size:], places[-size:]
        else:
            span = Span(self.at, self.at)
            taken = []
        children = [taken[position] if position >= 0 else None for position in kept]
        if built == _PASSED:
            value = children[0]
        elif built:
            value = self._builders[built](_gather(children) if children else [], span)
        else:
            value = _gather(children)
        states.append(GOTOS[states[-1]][to])
        values.append(value)
        places.append(span)

    def expected(self) -> set[str]:
        """Return the terminals that could stand here, seen through the reductions they cause."""
        return {
            t for t in {t for row in ACTIONS if isinstance(row, dict) for t in row} if self.fits(t)
        }

    def fits(self, terminal: str) -> bool:
        """Tell whether a terminal can stand here, seen through the reductions it causes."""
        states = list(self.states)
        while True:
            row = ACTIONS[states[-1]]
            action = row if isinstance(row, int) else row.get(terminal, 0)
            if action >= 0:
                return action > 0
            to, _, size, _ = PRODUCTIONS[-action - 1]
            del states[len(states) - size :]
            states.append(GOTOS[states[-1]][to])

    def back_to(self, depth: int, at: int) -> None:
        """Forget what came after the first `depth` symbols, and go on reading at an offset."""
        del self.states[depth + 1 :], self.values[depth:], self.places[depth:]
        self.at = at
        self._ahead = None

    def instead(self, token: Token) -> None:
        """Read another token in place of the one that does not fit."""
        self._ahead = token

    def insert(self, token: Token, times: int) -> None:
        """Read a token that is not in the text, some times, before the text goes on."""
        self._inserted = [token] * times
