"""A .NET pattern as a tree, for those who ask what it can match, and how often it tries.

Characters are sets of examples: all of ASCII, and one for each kind of letter beyond it that
patterns tell apart. What is asked of two sets is whether they have an example in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.escapes import WORD, PatternError, Scanner, character, class_escape

_BEYOND = {
    "é": "Ll", "É": "Lu", "日": "Lo", "٣": "Nd", "\u0301": "Mn", "\u00a0": "Zs", "\u2028": "Zl",
    "‿": "Pc", "—": "Pd", "€": "Sc", "\ud83d": "Cs",
}  # fmt: skip
EXAMPLES = "".join(map(chr, range(0x80))) + "".join(_BEYOND)
EVERY = (1 << len(EXAMPLES)) - 1
_DEEPEST = 60  # groups within groups; no pattern that a person wrote comes near


def set_of(examples: Iterable[str]) -> int:
    """Return the set of some characters; one that is no example counts as the one like it."""
    found = 0
    for one in examples:
        found |= 1 << max(EXAMPLES.find(_like(one)), 0)
    return found


def where(test: Callable[[str], bool]) -> int:
    """Return the set of the examples of which something is so."""
    return set_of(filter(test, EXAMPLES))


def _like(one: str) -> str:
    if one in EXAMPLES:
        return one
    if one.isspace():
        return "\u00a0"
    if one.isdecimal():
        return "٣"
    if one.isalpha():
        return "é" if one.islower() else "É" if one.isupper() else "日"
    return "\ud83d" if "\ud800" <= one <= "\udfff" or one > "\uffff" else "€"


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
    parser = _Parser(pattern)
    found = parser.choice(frozenset(), 0)
    return None if parser.too_deep else found


_SPACE = where(str.isspace) | set_of("\u0085")
_DIGIT = where(str.isdecimal)
_WORDS = where(lambda c: c.isalpha() or c.isdecimal() or c in "_\u0301‿")
_NEWLINE = set_of("\n")
_NAMED = {
    r"\d": _DIGIT,
    r"\D": EVERY ^ _DIGIT,
    r"\s": _SPACE,
    r"\S": EVERY ^ _SPACE,
    WORD: _WORDS,
    f"[^{WORD}]": EVERY ^ _WORDS,
}
_ASCII_KINDS: dict[str, Callable[[str], bool]] = {
    "Lu": str.isupper, "Ll": str.islower, "L": str.isalpha, "Nd": str.isdecimal,
    "N": str.isdecimal, "Zs": " ".__eq__, "Z": " ".__eq__, "Pc": "_".__eq__, "Pd": "-".__eq__,
    "P": lambda c: c.isprintable() and not c.isalnum() and c not in "$+<=>^`|~ ",
    "S": lambda c: c in "$+<=>^`|~", "Sc": "$".__eq__, "C": lambda c: not c.isprintable(),
}  # fmt: skip


def _category(written: str) -> int:
    r"""Return the set of `\p{Lu}` or its complement; a block has no example in ASCII."""
    name = written[3:-1]
    beyond = set_of(c for c, kind in _BEYOND.items() if kind.startswith(name))
    if name.startswith("In"):
        beyond = set_of(_BEYOND)
    ascii_ = where(lambda c: c.isascii() and name in _ASCII_KINDS and _ASCII_KINDS[name](c))
    return (beyond | ascii_) ^ (EVERY if written[1] == "P" else 0)


class _Parser:
    """Recursive descent; options are handed down, since one in a group ends with the group."""

    def __init__(self, pattern: str) -> None:
        self.scanner = Scanner(pattern)
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
                return Chars(_cased(self._class(), options))
            case "\\":
                return self._escape(options)
            case ".":
                return Chars(EVERY if "s" in options else EVERY ^ _NEWLINE)
            case "^" | "$":
                return Edge(token + "m" * ("m" in options))
            case _:
                return Chars(_cased(set_of(token), options))

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
            return Chars(_NAMED[inner] if inner in _NAMED else _category(inner))
        if letter and letter in "123456789k<'":
            return self._back()
        return Chars(_cased(set_of(character(scanner)), options))

    def _back(self) -> Back:
        scanner = self.scanner
        if not scanner.run("0123456789"):
            scanner.accept("k")
            scanner.take()
            scanner.word()
            scanner.take()
        return Back()

    def _class(self) -> int:
        scanner = self.scanner
        negated = scanner.accept("^")
        found = self._member()
        while not scanner.accept("]"):
            if not scanner.peek():
                raise PatternError("a class is not closed")
            found |= self._member()
        return EVERY ^ found if negated else found

    def _member(self) -> int:
        scanner = self.scanner
        if scanner.accept("\\"):
            if inner := class_escape(scanner):
                return _NAMED[inner] if inner in _NAMED else _category(inner)
            low = character(scanner)
        else:
            low = scanner.take()
        ahead = scanner.text[scanner.at : scanner.at + 2]
        if ahead[:1] != "-" or ahead in ("-", "-]"):
            return set_of(low)
        scanner.take()
        high = character(scanner) if scanner.accept("\\") else scanner.take()
        return set_of((low, high)) | where(lambda c: low <= c <= high)


def _with(options: frozenset[str], letters: str) -> frozenset[str]:
    on, _, off = letters.lower().partition("-")
    return (options | set(on)) - set(off)


def _cased(found: int, options: frozenset[str]) -> int:
    """Return a set with the other case of its letters, if case does not count."""
    if "i" not in options:
        return found
    return found | set_of(c.swapcase() for i, c in enumerate(EXAMPLES) if found >> i & 1)
