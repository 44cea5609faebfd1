"""Text to tokens: one at a time, since what a word is depends on what the parser can take."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from mapping_dsl.source import Span
from mapping_dsl.syntax.tables import LITERALS

END = "$END"
UNKNOWN = "?"
_GAP = re.compile(r"(?:\s+|#[^\n]*)*")
_BLANK = re.compile(r"\s*")  # what is in brackets is a name, comment or not
_COMMENT = re.compile(r"#[^\n]*")
_TOKEN = re.compile(
    r"""(?P<word>[A-Za-z_]\w*(?:[.\-]\w+)*)(?=\s*(?P<next>[(:])?)
      | (?P<STRING>"(?:\\.|[^"\\])*")
      | (?P<sign>->|=>|\?\?|<-(?![0-9])|<>|>=|<=|==|!=|&&|\|\||[{}()\[\],:=<>'])
      | (?P<HEX>&H[0-9A-Fa-f]+\b)
      | (?P<DATE>[0-9]{4}-[0-9]{2}-[0-9]{2})
      | (?P<FLOAT>-?[0-9]+\.[0-9]+)
      | (?P<INT>-?[0-9]+)
      | (?P<REFERENCE>\$[A-Za-z_]\w*)
      | (?P<ENVIRONMENT>%\w+%)""",
    re.VERBOSE | re.DOTALL,
)
_TARGET = re.compile(
    r"""[A-Za-z](?:\w|:|-(?!>)|\.(?=\w))*(?:\[(?:"[^"\n]*"|[^\]"\n])*\])?(?:\.\$?\w+)*|`[^`\n]+`"""
)
_ATTRIBUTE = re.compile(r"[^\]\s](?:[^\]\n]*[^\]\s])?")
_RULE = re.compile(r"MAP[0-9]{3}|[a-z][a-z0-9-]*")
_COMPARISONS = {"=", "<>", ">", ">=", "<", "<="}
_RESERVED = frozenset(
    [
        "if",
        "case",
        "not",
        "scope",
        "and",
        "or",
        "then",
        "else",
        "none",
        "actions",
        "drop",
        "let",
        "param",
    ]
)


class Token(NamedTuple):
    """A terminal of the grammar and its place; `UNKNOWN` where none fits."""

    terminal: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def _literal(text: str, takes: Container[str]) -> str | None:
    for terminal in LITERALS.get(text, ()):
        if terminal in takes:
            return terminal
    return None


def _word(text: str, follows: str | None, takes: Container[str]) -> str:
    """Return what a word is where the parser takes only some terminals."""
    found = _literal(text, takes)
    if found:
        return found
    plain = text not in _RESERVED and "." not in text and "-" not in text
    if follows == "(" and plain and "FUNCTION" in takes:
        return "FUNCTION"
    if follows == ":" and plain and "PARAMETER" in takes:
        return "PARAMETER"
    if "RULE" in takes:
        return "RULE" if _RULE.fullmatch(text) else UNKNOWN
    if "NAME" in takes:
        return "NAME"
    return "WORD" if "WORD" in takes and plain else UNKNOWN


def _sign(text: str, takes: Container[str]) -> str:
    if text in _COMPARISONS and "COMPARE" in takes:
        return "COMPARE"
    return _literal(text, takes) or UNKNOWN


def token(text: str, at: int, takes: Container[str]) -> Token:
    """Return the token at or after an offset; `takes` holds the terminals that can stand there."""
    gap = (_BLANK if "ATTRIBUTE" in takes else _GAP).match(text, at)
    start = gap.end() if gap else at
    if "TARGET" in takes and (special := _TARGET.match(text, start)):
        return Token("TARGET", special[0], start, special.end())
    if "ATTRIBUTE" in takes and (special := _ATTRIBUTE.match(text, start)):
        return Token("ATTRIBUTE", special[0], start, special.end())
    found = _TOKEN.match(text, start)
    if found is None:
        return _odd(text, start, takes)
    kind, end = found.lastgroup, found.end()
    if kind in ("word", "next"):
        word = found["word"]
        return Token(_word(word, found["next"], takes), word, start, start + len(word))
    if kind == "sign":
        return Token(_sign(found[0], takes), found[0], start, end)
    if kind in takes:
        return Token(str(kind), found[0], start, end)
    return _odd(text, start, takes, found)


def _odd(text: str, start: int, takes: Container[str], found: re.Match[str] | None = None) -> Token:
    """Return the end, an ampersand that is no hexadecimal number, or something unknown."""
    if start == len(text):
        return Token(END, "", start, start)
    if text[start] == "&":
        return Token(_literal("&", takes) or UNKNOWN, "&", start, start + 1)
    return Token(
        UNKNOWN, found[0] if found else text[start], start, found.end() if found else start + 1
    )


def comments(text: str, gap_start: int, gap_end: int) -> list[Span]:
    """Return the comments between two tokens."""
    return [Span(*found.span()) for found in _COMMENT.finditer(text, gap_start, gap_end)]
