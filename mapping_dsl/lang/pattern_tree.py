"""A .NET pattern as a tree, for those who ask what it can match, and how often it tries.

Sets of characters are integers, a bit for each example: all of ASCII, one for each kind of
character beyond it that patterns tell apart, and those beyond it that the pattern itself names.
What is not in a set has the bits of all others, up to infinity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.escapes import WORD, PatternError, Scanner, character, class_escape
from mapping_dsl.lang.folding import either_case
from mapping_dsl.lang.utf16 import units

_BEYOND = {
    "é": "Ll", "É": "Lu", "日": "Lo", "٣": "Nd", "\u0301": "Mn", "\u00a0": "Zs", "\u2028": "Zl",
    "‿": "Pc", "—": "Pd", "€": "Sc", "\ud83d": "Cs",
}  # fmt: skip
EXAMPLES = "".join(map(chr, range(0x80))) + "".join(_BEYOND)
_BIT = {one: 1 << at for at, one in enumerate(EXAMPLES)}
EVERY = -1
_DEEPEST = 60  # groups within groups; no pattern that a person wrote comes near


def set_of(characters: Iterable[str]) -> int:
    """Return the set of some characters; one that is no example counts as the one like it."""
    found = 0
    for one in characters:
        found |= _BIT.get(one) or _BIT[_like(one)]
    return found


def where(test: Callable[[str], bool]) -> int:
    """Return the set of the examples of which something is so."""
    return set_of(filter(test, EXAMPLES))


def _like(one: str) -> str:
    if one.isspace():
        return "\u00a0"
    if one.isdecimal():
        return "٣"
    if one.isalpha():
        return "é" if one.islower() else "É" if one.isupper() else "日"
    return "\ud83d" if "\ud800" <= one <= "\udfff" else "€"


# --- the nodes -----------------------------------------------------------------------------------


class Chars(Frozen):
    """One character of a set."""

    set: int


class Edge(Frozen):
    r"""A place between characters: `^`, `$`, `\b`, `(?=`; `inner` is what is looked for there."""

    sign: str
    inner: Pattern | None = None


class Back(Frozen):
    """What a group has captured, once more."""


class Repeat(Frozen):
    """So many times the same; without `most` there is no end."""

    inner: Pattern
    least: int
    most: int | None


class Group(Frozen):
    """A group, by its name if it has one; nothing goes back into an `atomic` one."""

    inner: Pattern
    name: str = ""
    atomic: bool = False


class Sequence(Frozen):
    """One after the other."""

    items: tuple[Pattern, ...]


class Choice(Frozen):
    """One or the other."""

    items: tuple[Pattern, ...]


Pattern: TypeAlias = Chars | Edge | Back | Repeat | Group | Sequence | Choice


def parse(pattern: str) -> Pattern | None:
    """Return the tree of a pattern that .NET takes; none if it is nested too deep to be looked at.

    Raises PatternError for what could not be translated either.
    """
    text = units(pattern)
    parser = _Parser(text, ())
    found = parser.choice(frozenset(), 0)
    if parser.met:
        parser = _Parser(text, sorted(parser.met))
        found = parser.choice(frozenset(), 0)
    return None if parser.too_deep else found


_SPACE = where(str.isspace) | set_of("\u0085")
_DIGIT = where(str.isdecimal)
_WORDS = where(lambda c: c.isalpha() or c.isdecimal() or c in "_\u0301‿")
_NEWLINE = set_of("\n")
_NAMED = {
    r"\d": _DIGIT,
    r"\D": ~_DIGIT,
    r"\s": _SPACE,
    r"\S": ~_SPACE,
    WORD: _WORDS,
    f"[^{WORD}]": ~_WORDS,
}
_OF_ONE_CASE = (r"\p{Lu}", r"\p{Ll}", r"\p{Lt}")
_ASCII_KINDS: dict[str, Callable[[str], bool]] = {
    "Lu": str.isupper, "Ll": str.islower, "L": str.isalpha, "Nd": str.isdecimal,
    "N": str.isdecimal, "Zs": " ".__eq__, "Z": " ".__eq__, "Pc": "_".__eq__, "Pd": "-".__eq__,
    "P": lambda c: c.isprintable() and not c.isalnum() and c not in "$+<=>^`|~ ",
    "S": lambda c: c in "$+<=>^`|~", "Sc": "$".__eq__, "C": lambda c: not c.isprintable(),
}  # fmt: skip


def _category(written: str) -> int:
    r"""Return the set of `\p{Lu}` or its complement; nothing is known of a block."""
    name = written[3:-1]
    if name.startswith("In"):
        return EVERY
    beyond = set_of(c for c, kind in _BEYOND.items() if kind.startswith(name))
    ascii_ = where(lambda c: c.isascii() and name in _ASCII_KINDS and _ASCII_KINDS[name](c))
    return ~(beyond | ascii_) if written[1] == "P" else beyond | ascii_


class _Parser:
    """Recursive descent; options are handed down, since one in a group ends with the group."""

    def __init__(self, pattern: str, named: Iterable[str]) -> None:
        self.scanner = Scanner(pattern)
        self.examples = EXAMPLES + "".join(named)
        self.met: set[str] = set()
        self.too_deep = False

    def choice(self, options: frozenset[str], depth: int) -> Pattern:
        """Read alternatives up to the end of the group."""
        if depth > _DEEPEST:
            self.too_deep = True
            self.scanner.at = len(self.scanner.text)
        items: list[list[Pattern]] = [[]]
        while self.scanner.peek() not in ("", ")"):
            if self.scanner.accept("|"):
                items.append([])
                continue
            switched = self._switch(options)
            if switched is not None:
                options = switched
                continue
            item = self._item(options, depth)
            if item is not None:
                items[-1].append(self._repeated(item, options))
        sequences = tuple(Sequence(tuple(one)) for one in items)
        return sequences[0] if len(sequences) == 1 else Choice(sequences)

    def _switch(self, options: frozenset[str]) -> frozenset[str] | None:
        """Read `(?i)`, which holds to the end of the group."""
        scanner, start = self.scanner, self.scanner.at
        if scanner.accept("(?") and (letters := scanner.run("imnsxIMNSX-")) and scanner.accept(")"):
            return _with(options, letters)
        scanner.at = start
        return None

    def _item(self, options: frozenset[str], depth: int) -> Pattern | None:
        scanner = self.scanner
        if "x" in options and (scanner.run("\t\n\f\r ") or self._comment()):
            return None
        match token := scanner.take():
            case "(":
                return self._group(options, depth)
            case "[":
                return Chars(self._class(options))
            case "\\":
                return self._escape(options)
            case ".":
                return Chars(EVERY if "s" in options else ~_NEWLINE)
            case "^" | "$":
                return Edge(token + "m" * ("m" in options))
            case _:
                return Chars(self._one(token, options))

    def _comment(self) -> bool:
        if not self.scanner.accept("#"):
            return False
        end = self.scanner.text.find("\n", self.scanner.at)
        self.scanner.at = len(self.scanner.text) if end < 0 else end
        return True

    def _repeated(self, item: Pattern, options: frozenset[str]) -> Pattern:
        scanner = self.scanner
        if "x" in options:
            scanner.run("\t\n\f\r ")
        bounds = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(scanner.peek())
        if bounds:
            scanner.take()
        else:
            bounds = self._counted()
        if bounds is None:
            return item
        scanner.accept("?")
        return Repeat(item, *bounds)

    def _counted(self) -> tuple[int, int | None] | None:
        scanner, start = self.scanner, self.scanner.at
        digits = "0123456789"
        if scanner.accept("{") and (least := scanner.run(digits)):
            comma = scanner.accept(",")
            most = scanner.run(digits) if comma else least
            if scanner.accept("}"):
                return int(least), int(most) if most else None
        scanner.at = start
        return None

    def _group(self, options: frozenset[str], depth: int) -> Pattern | None:
        scanner, name, sign = self.scanner, "", ""
        if scanner.accept("?#"):
            scanner.at = scanner.text.find(")", scanner.at) + 1
            return None
        if scanner.accept("?"):
            sign = next(filter(scanner.accept, (":", "=", "!", ">", "<=", "<!")), "")
            if not sign and scanner.peek() in ("<", "'"):
                scanner.take()
                name = scanner.word()
                scanner.take()
            elif not sign:
                options = _with(options, scanner.run("imnsxIMNSX-"))
                scanner.accept(":")
        inner = self.choice(options, depth + 1)
        scanner.accept(")")
        if sign in ("=", "!", "<=", "<!"):
            return Edge(f"(?{sign}", inner)
        return Group(inner, name, sign == ">")

    def _escape(self, options: frozenset[str]) -> Pattern:
        scanner = self.scanner
        letter = scanner.peek()
        if letter and letter in "AZzbBG":
            return Edge("\\" + scanner.take())
        if inner := class_escape(scanner):
            return Chars(self._named(inner, options))
        if letter and letter in "123456789k<'":
            return self._back()
        return Chars(self._one(character(scanner), options))

    def _back(self) -> Back:
        scanner = self.scanner
        if not scanner.run("0123456789"):
            scanner.accept("k")
            scanner.take()
            scanner.word()
            scanner.take()
        return Back()

    def _class(self, options: frozenset[str]) -> int:
        scanner = self.scanner
        negated = scanner.accept("^")
        found = self._member(options)
        while not scanner.accept("]"):
            if not scanner.peek():
                raise PatternError("a class is not closed")
            found |= self._member(options)
        return ~found if negated else found

    def _member(self, options: frozenset[str]) -> int:
        scanner = self.scanner
        if scanner.accept("\\"):
            if inner := class_escape(scanner):
                return self._named(inner, options)
            low = character(scanner)
        else:
            low = scanner.take()
        ahead = scanner.text[scanner.at : scanner.at + 2]
        if ahead[:1] != "-" or ahead in ("-", "-]"):
            return self._one(low, options)
        scanner.take()
        high = character(scanner) if scanner.accept("\\") else scanner.take()
        ends = self._one(low, options) | self._one(high, options)
        inside = [one for one in self.examples if low <= one <= high]
        return ends | self._set(_either_case(inside) if "i" in options else inside)

    # --- sets --------------------------------------------------------------------------------

    def _one(self, one: str, options: frozenset[str]) -> int:
        cased = _either_case([one]) if "i" in options else {one}
        self.met.update(other for other in cased if not other.isascii())
        return self._set(cased)

    def _set(self, characters: Iterable[str]) -> int:
        found = 0
        for one in characters:
            at = self.examples.find(one)
            found |= 1 << at if at >= 0 else set_of(one)
        return found

    def _named(self, written: str, options: frozenset[str]) -> int:
        r"""Return the set of `\d` and the like, with what the pattern names besides."""
        if "i" in options and written in _OF_ONE_CASE:
            written = r"\p{L}"
        found = _NAMED[written] if written in _NAMED else _category(written)
        for at, one in enumerate(self.examples[len(EXAMPLES) :], len(EXAMPLES)):
            found = found | 1 << at if found & set_of(one) else found & ~(1 << at)
        return found


def _with(options: frozenset[str], letters: str) -> frozenset[str]:
    on, _, off = letters.lower().partition("-")
    return (options | set(on)) - set(off)


def _either_case(characters: Iterable[str]) -> set[str]:
    """Return characters together with all that equal them but for case."""
    return {other for one in characters for other in either_case(one)}
