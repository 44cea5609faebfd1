"""A text, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """The characters from `start` up to, not including, `end`, counted from zero."""

    start: int
    end: int


class Source:
    """One file's text. Nothing else in the tool turns offsets into lines and columns.

    A text that is in no file, as a preset's, may have a `home`: where each part of it comes from.
    """

    def __init__(
        self, path: str, text: str, home: Callable[[Span], tuple[Source, Span]] | None = None
    ) -> None:
        self.path = path
        self.text = text
        self.home = home

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from one, in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return one line, without what ends it."""
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")
