"""After an error, find the statement at which reading can go on."""

from __future__ import annotations

import re

from mapping_dsl.findings import Finding, Place
from mapping_dsl.source import Source
from mapping_dsl.syntax.codes import SYNTAX_ERROR
from mapping_dsl.syntax.driver import Driver, takes
from mapping_dsl.syntax.expression import Name
from mapping_dsl.syntax.lexer import END, Token
from mapping_dsl.syntax.slips import diagnose

MOST_ERRORS = 100
_PIECE = re.compile(
    r'"(?:\\.|[^"\\\n])*"?|`[^`\n]*`?|#[^\n]*|[A-Za-z_]\w*|\n[ \t\r\n]*|.', re.DOTALL
)
_GOES_ON = re.compile(
    r"->|=>|[?&,)\]<>=:{]|(?:and|or|then|else|match|default|because|allow|until|flow|on)\b"
)
_ITEM = re.compile(
    r"""(?:param|let)\s+\w+\s*=
      | (?:users|groups|attributes|rule|object|test)\b[^\n{]*\{
      | mapping\s+\"""",
    re.VERBOSE,
)


def recover(driver: Driver, source: Source) -> list[Finding]:
    """Drive to the end of the text whatever it holds, and return what was wrong on the way."""
    findings: list[Finding] = []
    met: set[tuple[int, int]] = set()
    while (token := driver.run()) is not None:
        finding, look_from, meant = diagnose(driver, token, source)
        where = (token.start, len(driver.states))
        if where in met:  # reading went on here already, in vain: it must go on behind it
            look_from, meant = max(look_from, token.end), None
        met.add(where)
        if not _is_told(finding, findings):
            findings.append(finding)
        if meant and len(findings) < MOST_ERRORS:
            driver.instead(meant)
            continue
        if len(findings) == MOST_ERRORS:
            message = f"there are {MOST_ERRORS} errors up to here"
            last = Place(source, token.span)
            findings.append(SYNTAX_ERROR.at(last, message, help="the rest was not read"))
            look_from = len(source.text)
        if not _resume(driver, token, look_from):
            break
    return findings


def _is_told(finding: Finding, findings: list[Finding]) -> bool:
    """Tell whether the last error was of the same token, at which reading went on in vain."""
    last = findings[-1:]
    return [(f.code, f.place.span) for f in last] == [(finding.code, finding.place.span)]


def _is_level(state: int) -> bool:
    """Tell whether a statement can start: in a block, in a `rule`, or in the file."""
    row = takes(state)
    if isinstance(row, int):
        return False
    shifts = {
        terminal for terminal in ("DROP", "PARAM", "USERS", "RBRACE") if row.get(terminal, 0) > 0
    }
    return bool(shifts & {"DROP", "PARAM"}) or shifts == {"USERS", "RBRACE"}


def _braces(values: list[object]) -> int:
    return sum(isinstance(value, Name) and value.text == "{" for value in values)


def _resume(driver: Driver, token: Token, look_from: int) -> bool:
    """Set the parser to the next statement. False: the text is one expression, nothing follows."""
    depth = next((d for d, s in reversed(list(enumerate(driver.states))) if _is_level(s)), None)
    if depth is None:
        return False
    begun = len(driver.values) > depth
    start = driver.places[depth][0] if begun else token.start
    look_from = look_from or (token.start if begun else token.end)
    at, leaves = _next_statement(driver, start, look_from, _braces(driver.values[depth:]))
    outside = _braces(driver.values[:depth])
    driver.back_to(depth, at)
    if leaves or at == len(driver.text):
        driver.insert(Token("RBRACE", "}", at, at), outside)
    return token.terminal != END or at < len(driver.text) or begun or outside > 0


def _next_statement(driver: Driver, start: int, look_from: int, braces: int) -> tuple[int, bool]:
    """Return where the next statement starts, and whether that is one of the file's own level.

    It is the first word of a line that is indented no deeper than the broken statement, or the
    brace that closes the block.
    """
    text = driver.text
    indent = _indent(text, start)
    fresh = None if text[_line(text, look_from) : look_from].strip() else _indent(text, look_from)
    for piece in _PIECE.finditer(text, look_from):
        word, at = piece[0], piece.start()
        if word[0] == "\n":
            fresh = len(word) - word.rfind("\n") - 1
        elif not word.isspace() and word[0] != "#":
            if fresh is not None and fresh <= indent:
                if _ITEM.match(text, at):
                    return at, True
                if word != "}" and not _GOES_ON.match(text, at):
                    return at, False
            fresh = None
            if word == "}" and braces == 0:
                return at, False
            braces += (word == "{") - (word == "}")
    return len(text), False


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _indent(text: str, at: int) -> int:
    """Return how far the line of an offset is indented, or how far in the offset itself is."""
    before = text[_line(text, at) : at]
    return len(before) - len(before.lstrip())
