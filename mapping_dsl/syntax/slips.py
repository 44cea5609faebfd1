"""What a syntax error probably is: the commonest slips have a message of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mapping_dsl.findings import Edit, Finding, Fix, Label, Place
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import codes
from mapping_dsl.syntax.driver import DEEPEST, Driver
from mapping_dsl.syntax.expression import Name
from mapping_dsl.syntax.lexer import END, Token
from mapping_dsl.syntax.tables import LITERALS

ARROW = LITERALS["->"][0]
_CLOSES = {"(": ("RPAR", ")"), "[": ("RSQB", "]"), "{": ("RBRACE", "}")}
_SIGNS = {
    "==": (codes.DOUBLE_EQUALS, "="),
    "!=": (codes.BANG_EQUALS, "<>"),
    "&&": (codes.LOGIC_SIGNS, "and"),
    "||": (codes.LOGIC_SIGNS, "or"),
}
_WRONG_ARROWS = {"<-", "=>", "=", ":", ">", ">=", "<="}
_NEEDS_BRACKETS = {"&", "??", "=", "<>", "<", ">", "<=", ">="}
_SPOKEN = {
    "NAME": "a name",
    "WORD": "a word",
    "STRING": "a text in double quotes",
    "FUNCTION": "a function",
    "PARAMETER": "a named argument",
    "TARGET": "a target",
    "ATTRIBUTE": "an attribute",
    "REFERENCE": "a `$name`",
    "ENVIRONMENT": "a `%name%`",
    "COMPARE": "a comparison",
    "INT": "a number",
    "FLOAT": "a number",
    "HEX": "a number",
    "RULE": "a rule's code or name",
    "DATE": "a date such as `2030-12-31`",
    END: "the end of the file",
}
_TEXTS = [(terminal, text) for text, terminals in LITERALS.items() for terminal in terminals]
_OPTIONS = ("match", "default", "because", "allow", "flow", "on", "and", "or")
_STATEMENTS = ("actions", "scope", "drop")
_BARE = re.compile(r"[A-Za-z_][\w.\-]*")
_FORMS: dict[str, Callable[[str], object]] = {
    "COMPARE": re.compile(r"[=<>]+").fullmatch,
    "STRING": re.compile(r'".*"', re.DOTALL).fullmatch,
}
_QUOTES = {"'": "'", "\u2018": "\u2019", "\u201c": "\u201d", "\u201d": "\u201d", "\u201e": "\u201c"}
_MOST_SHOWN = 7
_ESCAPED = re.compile(r'"|\\(?!["\\])|\\$')
_ALLOW_PARTS = 4  # allow RULE until DATE


class _Error:
    """One syntax error as the recognisers below look at it."""

    def __init__(self, driver: Driver, token: Token, source: Source) -> None:
        self.driver, self.token, self.source = driver, token, source
        self.text = source.text
        self.expected = driver.expected()
        self.before = driver.places[-1] if driver.places else None

    def place(self, start: int, end: int) -> Place:
        return Place(self.source, Span(start, end))

    def here(self) -> Place:
        """Return the token's place, or the last character's, so that something is underlined."""
        if self.token.terminal == END:
            end = len(self.text.rstrip())
            return self.place(max(end - 1, 0), end)
        return self.place(self.token.start, self.token.end)

    def meant(self, text: str, start: int, end: int) -> Token | None:
        """Return a token of another text in this place, if that can stand here."""
        for terminal in ("COMPARE", "STRING", *LITERALS.get(text, ())):
            fits = _FORMS[terminal](text) if terminal in _FORMS else True
            if fits and self.driver.fits(terminal):
                return Token(terminal, text, start, end)
        return None

    def instead(self, place: Place, text: str, title: str = "") -> Fix:
        return Fix(title or f"write `{text}`", (Edit(place, text),), safe=False)


class Slip(NamedTuple):
    """What is wrong, from where to look for what follows, or the token that was surely meant."""

    finding: Finding
    look_from: int = 0
    meant: Token | None = None


def diagnose(driver: Driver, token: Token, source: Source) -> Slip:
    """Return what is wrong with a token that fits nowhere."""
    error = _Error(driver, token, source)
    return next(slip for recognise in _RECOGNISERS for slip in recognise(error))


def _too_deep(error: _Error) -> Iterator[Slip]:
    if len(error.driver.states) > DEEPEST:
        help = "use `let` for parts, or `case` for a chain of conditions"
        yield Slip(codes.TOO_DEEP.at(error.here(), "this is nested too deep", help=help))


def _sign(error: _Error) -> Iterator[Slip]:
    row, text = _SIGNS.get(error.token.text, (None, ""))
    if row:
        message = f"`{error.token.text}` is not an operator here"
        fix = error.instead(error.here(), text)
        meant = error.meant(text, error.token.start, error.token.end)
        finding = row.at(error.here(), message, help=f"write `{text}`", fix=fix)
        yield Slip(finding, error.token.end, meant)


def _single_quotes(error: _Error) -> Iterator[Slip]:
    """Single quotes, and the curly ones that word processors make."""
    closing = _QUOTES.get(error.token.text)
    if closing is None:
        return
    start = error.token.start
    line_end = error.text.find("\n", start) % (len(error.text) + 1)
    end = error.text.find(closing, start + 1, line_end) + 1 or error.token.end
    place, closed = error.place(start, end), end > start + 1
    text = '"' + _ESCAPED.sub(r"\\\g<0>", error.text[start + 1 : end - 1]) + '"'
    kind = "single" if closing == "'" else "curly"
    finding = codes.SINGLE_QUOTES.at(
        place,
        f"a text stands in {kind} quotes",
        help="use double quotes",
        fix=error.instead(place, text) if closed else None,
    )
    yield Slip(finding, end, error.meant(text, start, end) if closed else None)


def _unclosed_quote(error: _Error) -> Iterator[Slip]:
    start, end = error.token.start, error.token.end
    if error.token.text != '"' and "\n" not in error.text[start:end]:
        if not error.before or error.text[error.before[0]] != '"':
            return
        start, end = error.before
        if "\n" not in error.text[start:end]:
            return
    line_end = error.text.find("\n", start) % (len(error.text) + 1)
    place = error.place(start, line_end)
    message = "this text is not closed on its line"
    yield Slip(codes.UNCLOSED_QUOTE.at(place, message, help='end it with `"`'), line_end)


def _unclosed_bracket(error: _Error) -> Iterator[Slip]:
    opened = [
        (value, place)
        for value, place in _pairs(error.driver)
        if isinstance(value, Name) and value.text in _CLOSES and place[1] - place[0] == 1
    ]
    if not opened:
        return
    value, place = opened[-1]
    terminal, closing = _CLOSES[value.text]
    ends = error.token.terminal == END or error.token.text in ("->", "}", ")", "]")
    at_end = error.token.terminal == END
    missing = at_end if value.text == "{" else ends or _starts_line(error)
    if terminal in error.expected and missing:
        message = f"`{value.text}` is opened here and not closed"
        label = Label(error.here(), f"`{closing}` is missing before this")
        help = f"put `{closing}` where it ends"
        yield Slip(codes.UNCLOSED_BRACKET.at(error.place(*place), message, label, help=help))


def _starts_line(error: _Error) -> bool:
    start = error.token.start
    return not error.text[_line_start(error.text, start) : start].strip()


def _allow(error: _Error) -> Iterator[Slip]:
    if "BECAUSE" not in error.expected:
        return
    values, places = error.driver.values, error.driver.places
    back = next((i for i in range(len(values) - 1, -1, -1) if _is(values[i], "allow")), None)
    if back == len(values) - 1:
        return
    if back is not None and len(values) - back <= _ALLOW_PARTS and error.token.text != "because":
        place = error.place(places[back][0], places[-1][1])
        message = "`allow` has no reason"
        help = 'add `because "…"`, so that reviewers know why'
        yield Slip(codes.ALLOW_WITHOUT_REASON.at(place, message, help=help))


def _unclosed_block(error: _Error) -> Iterator[Slip]:
    """`users {` inside of another block: that one was never closed."""
    before = error.text[slice(*error.before)] if error.before else ""
    if error.token.text in ("{", "from", "disabled") and before in ("users", "groups"):
        opened = [p for v, p in _pairs(error.driver) if _is(v, "{")]
        if opened and error.before:
            label = Label(error.place(*error.before), "another block starts here")
            help = "put `}` where it ends"
            place = error.place(*opened[-1])
            message = "this block is not closed"
            finding = codes.UNCLOSED_BRACKET.at(place, message, label, help=help)
            yield Slip(finding, error.before[0])


def _pairs(driver: Driver) -> list[tuple[object, Span]]:
    return list(zip(driver.values, driver.places, strict=True))


def _misspelt_keyword(error: _Error) -> Iterator[Slip]:
    """`macth 1` after a row reads as the start of another row, and so does `actoins create`."""
    if ARROW not in error.expected or not error.before or _starts_line(error):
        return
    start, end = error.before
    opens = not error.text[_line_start(error.text, start) : start].strip()
    word = error.text[start:end].lower()
    near = _close(word, _STATEMENTS if opens else _OPTIONS, 1, 0.7)
    if near:
        place = error.place(start, end)
        message = f"`{error.text[start:end]}` cannot stand here"
        fix = error.instead(place, near[0])
        help = f"did you mean `{near[0]}`?"
        yield Slip(codes.SYNTAX_ERROR.at(place, message, help=help, fix=fix))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _is(value: object, text: str) -> bool:
    return isinstance(value, Name) and value.text == text


def _arrow(error: _Error) -> Iterator[Slip]:
    if ARROW not in error.expected or error.before is None:
        return
    found, bare = error.token.text, error.text[slice(*error.before)]
    if found in _NEEDS_BRACKETS and _BARE.fullmatch(bare) and "AMPERSAND" not in error.expected:
        place = error.place(*error.before)
        yield Slip(
            codes.UNBRACKETED_ATTRIBUTE.at(
                place,
                f"`{bare}` stands without brackets in an expression",
                help=f"write `[{bare}]`",
                fix=error.instead(place, f"[{bare}]"),
            )
        )
    elif found in _WRONG_ARROWS:
        message = f"`{found}` stands where `->` belongs"
        help = "a mapping is written `SOURCE -> TARGET`"
        fix = error.instead(error.here(), "->")
        meant = error.meant("->", error.token.start, error.token.end)
        finding = codes.WRONG_ARROW.at(error.here(), message, help=help, fix=fix)
        yield Slip(finding, error.token.end, meant)
    elif error.token.terminal == END or error.token.text[:1].isalpha() or found == "}":
        place = error.place(*error.before)
        message = "no `->` follows this source"
        help = "a mapping is written `SOURCE -> TARGET`"
        yield Slip(codes.MISSING_ARROW.at(place, message, help=help))


def _anything(error: _Error) -> Iterator[Slip]:
    found = error.token.text
    message = f"`{found}` cannot stand here" if found else "the file ends too early"
    near = _close(found.lower(), _literals(error.expected), 1, 0.6)
    could = (
        f"did you mean `{near[0]}`?" if near and found[:1].isalpha() else _spoken(error.expected)
    )
    fix = error.instead(error.here(), near[0]) if near and found[:1].isalpha() else None
    yield Slip(codes.SYNTAX_ERROR.at(error.here(), message, help=could, fix=fix))


def _literals(expected: set[str]) -> list[str]:
    """Return the keywords and signs that could stand there."""
    return [text for terminal, text in _TEXTS if terminal in expected]


def _close(word: str, words: Iterable[str], most: int, alike: float) -> list[str]:
    """Return the most alike words."""
    from difflib import get_close_matches  # noqa: PLC0415 (slow, and only for a mistake)

    return get_close_matches(word, words, most, alike)


def _spoken(expected: set[str]) -> str:
    """Return what could stand there, in words, the signs first."""
    names = {_SPOKEN[t] for t in expected if t in _SPOKEN}
    names |= {f"`{text}`" for text in _literals(expected)}
    ordered = sorted(names, key=lambda name: (name[0] != "`", name[1:2].isalpha(), name))
    if not ordered:
        return ""
    shown = ", ".join(ordered[:_MOST_SHOWN])
    return f"expected {shown}{' and so on' if len(ordered) > _MOST_SHOWN else ''}"


_RECOGNISERS: tuple[Callable[[_Error], Iterator[Slip]], ...] = (
    _too_deep,
    _unclosed_quote,
    _sign,
    _single_quotes,
    _allow,
    _unclosed_bracket,
    _unclosed_block,
    _misspelt_keyword,
    _arrow,
    _anything,
)
