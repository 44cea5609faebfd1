"""The small parts of a .NET pattern: escapes and character classes."""

from __future__ import annotations

from mapping_dsl.lang.folding import beside, either_case
from mapping_dsl.lang.types import EvaluationError

WORD = r"\p{L}\p{Mn}\p{Nd}\p{Pc}"
"""What .NET's `\\w` stands for; the engine's own `\\w` is wider."""

_CLASSES = {"d": r"\d", "D": r"\D", "s": r"\s", "S": r"\S", "w": WORD, "W": f"[^{WORD}]"}
_CONTROLS = dict(zip("abefnrtv", "\a\b\x1b\f\n\r\t\v", strict=True))
_KINDS = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "S": "mcko",
    "Z": "slp",
    "C": "cfson",
}
_CATEGORIES = {major + minor for major, minors in _KINDS.items() for minor in ("", *minors)}

_OF_ONE_CASE = ("Lu", "Ll", "Lt")
_CASED = r"\p{Lu}\p{Ll}\p{Lt}"


class PatternError(EvaluationError, ValueError):
    """A pattern that .NET refuses, or that cannot be matched here as .NET would match it."""


class Scanner:
    """A place in the text of a pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        """Return the next character, `""` at the end."""
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        """Return the next character and step over it."""
        character = self.peek()
        self.at += 1
        return character

    def accept(self, wanted: str) -> bool:
        """Step over this text if it is what comes next."""
        found = self.text.startswith(wanted, self.at)
        self.at += len(wanted) * found
        return found

    def run(self, allowed: str, most: int | None = None) -> str:
        """Step over as many of these characters as there are, and return them."""
        start = self.at
        stop = len(self.text) if most is None else min(start + most, len(self.text))
        while self.at < stop and self.text[self.at] in allowed:
            self.at += 1
        return self.text[start : self.at]

    def word(self) -> str:
        """Step over a name, which may be empty or a number, and return it."""
        start = self.at
        while is_word(self.peek()):
            self.at += 1
        return self.text[start : self.at]


def is_word(character: str) -> bool:
    """Return whether a name can hold this character."""
    return character == "_" or character.isalpha() or character.isdecimal()


def literal(text: str) -> str:
    """Return a pattern of the engine, also inside a class, that matches this text."""
    return "".join(
        f"\\{c}" if c.isascii() and c.isprintable() and not c.isalnum() else c for c in text
    )


def character(scanner: Scanner) -> str:
    """Return the one character that the escape after a backslash stands for."""
    if octal := scanner.run("01234567", 3):
        return chr(int(octal, 8) & 0xFF)
    match letter := scanner.take():
        case "":
            raise PatternError("it ends in a backslash")
        case "x" | "u":
            return _hexadecimal(scanner, letter, 2 if letter == "x" else 4)
        case "c":
            return _control(scanner)
        case _ if letter in _CONTROLS:
            return _CONTROLS[letter]
        case _ if is_word(letter):
            raise PatternError(f"`\\{letter}` is no escape")
        case _:
            return letter


def _hexadecimal(scanner: Scanner, letter: str, length: int) -> str:
    digits = scanner.run("0123456789abcdefABCDEF", length)
    if len(digits) < length:
        raise PatternError(f"`\\{letter}` takes {length} hexadecimal digits")
    return chr(int(digits, 16))


def _control(scanner: Scanner) -> str:
    code = ord(scanner.take().upper() or " ") - ord("@")
    if not 0 <= code < ord(" "):
        raise PatternError("`\\c` takes a letter")
    return chr(code)


def class_escape(scanner: Scanner, *, any_case: bool = False) -> str:
    r"""Return what stands inside a class for `\d`, `\w`, `\p{Lu}` and the like, else `""`.

    In any case .NET takes all letters that have a case for `\p{Lu}`, `\p{Ll}` and `\p{Lt}`.
    """
    letter = scanner.peek()
    if letter in _CLASSES:
        scanner.take()
        return _CLASSES[letter]
    found = _property(scanner) if letter in ("p", "P") else ""
    if not any_case or found[3:-1] not in _OF_ONE_CASE:
        return found
    return _CASED if letter == "p" else f"[^{_CASED}]"


def _property(scanner: Scanner) -> str:
    letter = scanner.take()
    end = scanner.text.find("}", scanner.at)
    if not scanner.accept("{") or end < 0:
        raise PatternError(f"`\\{letter}` takes a category or a block in braces")
    name = scanner.text[scanner.at : end]
    scanner.at = end + 1
    if name in _CATEGORIES:
        return f"\\{letter}{{{name}}}"
    if name.startswith("Is"):
        return f"\\{letter}{{In{name.removeprefix('Is')}}}"
    raise PatternError(f"`{name}` is no category or block")


def one_of(text: str) -> str:
    """Return the engine's pattern for one of these characters."""
    return literal(text) if len(text) == 1 else f"[{literal(text)}]"


def character_class(scanner: Scanner, *, any_case: bool = False) -> str:
    """Return the engine's class for the one whose `[` was just read."""
    negated = "^" if scanner.accept("^") else ""
    members = [
        _member(scanner, any_case=any_case)
    ]  # a `]` or `-` that comes first is a member like any other
    while not scanner.accept("]"):
        if scanner.text.startswith("-[", scanner.at):
            raise PatternError("a class is subtracted from a class")
        members.append(_member(scanner, any_case=any_case))
    return f"[{negated}{''.join(members)}]"


def _member(scanner: Scanner, *, any_case: bool) -> str:
    """Read a character, a range or a class within the class, and return the engine's."""
    escaped = scanner.accept("\\")
    if escaped and (inner := class_escape(scanner, any_case=any_case)):
        return inner
    low = character(scanner) if escaped else _plain(scanner)
    ahead = scanner.text[scanner.at : scanner.at + 2]
    if (
        len(ahead) < len("-x")
        or ahead[0] != "-"
        or ahead in ("-]", "-[")
        or (escaped and low == "-")
    ):
        return literal(either_case(low) if any_case else low)
    scanner.take()
    escaped = scanner.accept("\\")
    if escaped and class_escape(scanner):
        raise PatternError(f"`{low}-` is followed by a class")
    high = character(scanner) if escaped else _plain(scanner)
    if low > high:
        raise PatternError(f"the range `{low}-{high}` runs backwards")
    besides = "".join(beside(low, high)) if any_case else ""
    return f"{literal(low)}-{literal(high)}{literal(besides)}"


def _plain(scanner: Scanner) -> str:
    member = scanner.take()
    if not member:
        raise PatternError("a class is not closed")
    if member == "[" and scanner.peek() == ":" and ":]" in scanner.text[scanner.at + 1 :]:
        raise PatternError("`[:` is no class of .NET's")
    return member
