"""The regular expressions of .NET, rewritten for the engine that stands in for .NET's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapping_dsl.lang.escapes import (
    WORD,
    PatternError,
    Scanner,
    character,
    character_class,
    class_escape,
    literal,
    one_of,
)
from mapping_dsl.lang.folding import either_case
from mapping_dsl.lang.utf16 import units

Groups = Mapping[str, str]
"""By .NET's number or name of a group, the engine's name for it."""

_BOUND = WORD + "\u200c\u200d"
_ANCHORS = {
    "A": r"\A",
    "Z": r"(?=\n?\Z)",
    "z": r"\Z",
    "b": f"(?:(?<=[{_BOUND}])(?![{_BOUND}])|(?<![{_BOUND}])(?=[{_BOUND}]))",
    "B": f"(?:(?<=[{_BOUND}])(?=[{_BOUND}])|(?<![{_BOUND}])(?![{_BOUND}]))",
}
_OPENERS = ("?:", "?=", "?!", "?>", "?<=", "?<!")
_DIGITS = "0123456789"
_ENGINES_OPTIONS = "ms"
_MOST = 20_000
"""Parts of a pattern with its counted repetitions written out, as the engine writes them: it takes
close to a kilobyte for each."""


def translate(pattern: str) -> tuple[str, Groups]:
    """Return the engine's pattern, to be matched on UTF-16 code units, and its groups.

    Raises PatternError. `RegexOptions` can only be set inside the pattern, as in `(?i)`.
    .NET numbers the groups without a name first and those with one after them, so every group is
    given a name of its own and every reference is resolved by .NET's numbers.
    Where case does not count, all forms of a letter are written out: the engine holds more letters
    to be one than .NET does.
    """
    return _Translator(units(pattern)).translate()


class _Translator:
    """One pass; references are kept as functions until all groups are known."""

    def __init__(self, pattern: str) -> None:
        self.scanner = Scanner(pattern)
        self.parts: list[str | Callable[[Groups], str]] = []
        self.unnamed = 0
        self.numbered: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.options = frozenset[str]()  # the engine is told of m and s
        self.outer: list[tuple[frozenset[str], int]] = []  # likewise, and the size before the group
        self.size = 0
        self.last = 0  # the size of what a quantifier would repeat
        self.unrepeatable = "nothing"  # what stands before, where that cannot be repeated

    def translate(self) -> tuple[str, Groups]:
        self._skip()
        while token := self.scanner.take():
            self._token(token)
            self._skip()
        if self.outer:
            raise PatternError("a group is not closed")
        groups = self._groups()
        text = "".join(part if isinstance(part, str) else part(groups) for part in self.parts)
        return text, groups

    def _groups(self) -> Groups:
        groups = {str(n): f"g{n}" for n in range(1, self.unnamed + 1)} | self.numbered
        number = self.unnamed + 1
        for group in self.named.values():
            while str(number) in groups:
                number += 1
            groups[str(number)] = group
        return groups | self.named

    def _skip(self) -> None:
        """Step over comments, and with the option `x` over white space."""
        scanner = self.scanner
        while True:
            if scanner.accept("(?#"):
                scanner.at = scanner.text.find(")", scanner.at) + 1
                if not scanner.at:
                    raise PatternError("a comment is not closed")
            elif "x" in self.options and scanner.accept("#"):
                end = scanner.text.find("\n", scanner.at)
                scanner.at = len(scanner.text) if end < 0 else end
            elif "x" not in self.options or not scanner.run("\t\n\f\r "):
                return

    def _token(self, token: str) -> None:
        match token:
            case "(":
                self._open()
            case ")":
                self._close()
            case "|":
                self._open_up("|")
            case "[":
                self._atom(character_class(self.scanner, any_case=self._any_case))
            case "\\":
                self._escape()
            case "." | "^" | "$":
                self._atom(token)
            case "*" | "+" | "?":
                self._quantify(token)
            case "{" if counted := self._counted():
                self._quantify(counted)
            case _:
                self._atom(self._one(token))

    @property
    def _any_case(self) -> bool:
        return "i" in self.options

    def _one(self, token: str) -> str:
        return _letter(token, any_case=self._any_case)

    def _atom(self, part: str | Callable[[Groups], str], size: int = 1) -> None:
        self.parts.append(part)
        self.unrepeatable = ""
        self.last = size
        self._grow(size)

    def _grow(self, size: int) -> None:
        self.size += size
        if self.size > _MOST:
            raise PatternError(f"it has more than {_MOST} parts, repeated ones counted")

    def _open_up(self, part: str) -> None:
        self.parts.append(part)
        self.unrepeatable = "nothing"

    def _counted(self) -> str:
        """Read the rest of `{2,3}`; a brace that starts no such thing is a plain character."""
        scanner, start = self.scanner, self.scanner.at
        if scanner.run(_DIGITS):
            if scanner.accept(","):
                scanner.run(_DIGITS)
            if scanner.accept("}"):
                return "{" + scanner.text[start : scanner.at]
        scanner.at = start
        return ""

    def _quantify(self, quantifier: str) -> None:
        if self.unrepeatable:
            raise PatternError(f"`{quantifier}` follows {self.unrepeatable}")
        self._skip()
        self._grow(self.last * (_least(quantifier) - 1))
        self.parts.append(quantifier + "?" * self.scanner.accept("?"))
        self.unrepeatable = "another quantifier"

    def _open(self) -> None:
        scanner = self.scanner
        self.outer.append((self.options, self.size))
        if opener := next(filter(scanner.accept, _OPENERS), ""):
            self._open_up(f"({opener}")
        elif scanner.accept("?("):
            raise PatternError("a condition cannot be matched here")
        elif scanner.accept("?<"):
            self._open_up(self._named(">"))
        elif scanner.accept("?'"):
            self._open_up(self._named("'"))
        elif scanner.accept("?"):
            self._open_up(self._options())
        elif "n" in self.options:
            self._open_up("(?:")
        else:
            self.unnamed += 1
            self._open_up(f"(?P<g{self.unnamed}>")

    def _close(self) -> None:
        if not self.outer:
            raise PatternError("`)` closes nothing")
        self.options, before = self.outer.pop()
        inside, self.size = self.size - before, before
        self._atom(")", inside)

    def _named(self, closer: str) -> str:
        name = self.scanner.word()
        if self.scanner.accept("-"):
            raise PatternError(f"the balancing group `{name}-` cannot be matched here")
        if not name or not self.scanner.accept(closer):
            raise PatternError("the name of a group is malformed")
        if name[0] not in _DIGITS:
            return f"(?P<{self.named.setdefault(name, f'n{len(self.named)}')}>"
        if name.strip(_DIGITS) or not name.strip("0"):
            raise PatternError(f"`{name}` is no name for a group")
        number = name.lstrip("0")
        return f"(?P<{self.numbered.setdefault(number, f'g{number}')}>"

    def _options(self) -> str:
        """Read what is left of `(?i-s)` or `(?i-s:`; the first holds to the end of its group."""
        letters = self.scanner.run("imnsxIMNSX-")
        end = self.scanner.take()
        if not letters or end not in (")", ":"):
            raise PatternError(f"`(?{letters}{end}` opens no group")
        on, _, off = letters.lower().partition("-")
        self.options = (self.options | set(on)) - set(off)
        kept = "".join(c for c in on if c in _ENGINES_OPTIONS)
        dropped = "".join(c for c in off if c in _ENGINES_OPTIONS)
        written = f"{kept}-{dropped}" if dropped else kept
        if end == ":":
            return f"(?{written}:"
        self.outer.pop()
        return f"(?{written})" if written else ""

    def _escape(self) -> None:
        scanner = self.scanner
        letter = scanner.peek()
        if letter in _ANCHORS:
            self._atom(_ANCHORS[scanner.take()])
        elif letter == "G":
            raise PatternError("`\\G` cannot be matched here")
        elif inner := class_escape(scanner, any_case=self._any_case):
            self._atom(f"[{inner}]")
        elif number := scanner.run("123456789", 1):
            self._atom(_numbered(number + scanner.run(_DIGITS), any_case=self._any_case))
        elif name := self._reference():
            once_more = _once_more(any_case=self._any_case)
            self._atom(lambda groups: once_more.format(_known(groups, name)))
        else:
            self._atom(self._one(character(scanner)))

    def _reference(self) -> str:
        r"""Read the name of `\k<n>`, `\k'n'`, `\<n>` and `\'n'`; `""` where there is none."""
        scanner, start = self.scanner, self.scanner.at
        required = scanner.accept("k")
        for opener, closer in ("<>", "''"):
            if scanner.accept(opener) and (name := scanner.word()) and scanner.accept(closer):
                return name
        if required:
            raise PatternError("`\\k` takes the name of a group")
        scanner.at = start
        return ""


def _least(quantifier: str) -> int:
    """Return how often at least a quantifier repeats, but 1 where it may do so less often."""
    counted = quantifier.strip("{}").partition(",")[0]
    return max(int(counted), 1) if counted.isdecimal() else 1


def _known(groups: Groups, name: str) -> str:
    group = groups.get(name.lstrip("0") if name[0] in _DIGITS else name)
    if group is None:
        raise PatternError(f"there is no group `{name}`")
    return group


def _letter(one: str, *, any_case: bool) -> str:
    return one_of(either_case(one)) if any_case else literal(one)


def _once_more(*, any_case: bool) -> str:
    """Return the template of a reference; in any case the engine's own idea of case holds."""
    return "(?i:(?P={}))" if any_case else "(?P={})"


def _numbered(digits: str, *, any_case: bool) -> Callable[[Groups], str]:
    """Refer to a group; where there is none of a number over 9, it is an octal escape."""

    def resolve(groups: Groups) -> str:
        if digits in groups or len(digits) == 1:
            return _once_more(any_case=any_case).format(_known(groups, digits))
        scanner = Scanner(digits)
        one = _letter(character(scanner), any_case=any_case)
        return one + literal(scanner.text[scanner.at :])

    return resolve
