r"""Regular expressions as .NET matches them, on the library `regex`.

Known to differ: under `(?i)` a reference such as `\1` takes a few more letters for one than .NET
does, and the engine knows letters and blocks that Unicode has added since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from time import process_time
from types import ModuleType
from typing import Any

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.effort import unhurried
from mapping_dsl.lang.escapes import PatternError
from mapping_dsl.lang.pattern import translate
from mapping_dsl.lang.types import EvaluationError
from mapping_dsl.lang.utf16 import joined, units

SECONDS = 1
"""How long one call may search, in the process's own time, which is what the engine counts.

Entra's own limit is not documented.
"""

_Expansion = Callable[[Any], str]
_SPECIAL: Mapping[str, _Expansion] = {
    "$": lambda _: "$",
    "&": lambda match: str(match[0]),
    "`": lambda match: str(match.string[: match.start()]),
    "'": lambda match: str(match.string[match.end() :]),
    "_": lambda match: str(match.string),
}


class Pattern(Frozen, aside=("compiled", "groups", "unhurried")):
    """A compiled pattern; `groups` are the engine's groups by .NET's numbers and names.

    Texts of up to `unhurried` characters, which may be twice as many units, are searched without a
    clock, and no match in them is empty.
    """

    text: str
    compiled: Any
    groups: Mapping[str, str | int]
    unhurried: int

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the groups, without the numbers that .NET also gives them."""
        return tuple(name for name in self.groups if not name.isdecimal())


@cache
def _engine() -> ModuleType:
    import regex  # noqa: PLC0415 (50 ms that only a mapping with a pattern pays)

    return regex


def compile_pattern(text: str) -> Pattern:
    """Compile a .NET pattern, or raise PatternError, whose message names pattern and reason."""
    engine = _engine()
    try:
        translated, groups = translate(text)
        compiled = engine.compile(f"(?-f){translated}", engine.V1)
    except PatternError as error:
        raise PatternError(f"in the pattern `{text}`: {error}") from None
    except engine.error as error:
        raise PatternError(f"in the pattern `{text}`: {error.msg}") from None
    except RecursionError:
        raise PatternError(f"in the pattern `{text}`: it is nested too deeply") from None
    return Pattern(text, compiled, {"0": 0, **groups}, unhurried(translated) // 2)


def replace(pattern: Pattern, source: str, replacement: str) -> str:
    """Replace every match by a .NET replacement such as `${name}`, `$1`, `$&` or `$$`."""
    return _substitute(pattern, source, _expansion(pattern, replacement))


def replace_group(pattern: Pattern, source: str, group: str, text: str) -> str:
    """Replace in every match the part that a group has captured, by this very text."""
    captured = _group(pattern, group)

    def swap(match: Any) -> str:  # noqa: ANN401 (the engine is imported late)
        start, end = match.span(captured)
        if not match.start() <= start <= end <= match.end():  # not captured, or in a look-around
            return str(match[0])
        return f"{match.string[match.start() : start]}{text}{match.string[end : match.end()]}"

    return _substitute(pattern, source, swap)


def find_group(pattern: Pattern, source: str, group: str) -> str | None:
    """Return what a group captures in the first match; `None` if it captures nothing."""
    captured = _group(pattern, group)
    text = units(source)
    if len(text) <= pattern.unhurried:
        match = pattern.compiled.search(text)
    else:
        match = next(_matches(pattern, text), None)
    return None if match is None or match[captured] is None else joined(match[captured])


def _group(pattern: Pattern, name: str) -> str | int:
    """Return the engine's group; one with a name is not found by its number, as in .NET."""
    group = pattern.groups.get(name)
    if group is None or (name.isdecimal() and group in map(pattern.groups.get, pattern.names)):
        raise EvaluationError(f"the pattern `{pattern.text}` has no group `{name}`")
    return group


def _substitute(pattern: Pattern, source: str, expansion: _Expansion) -> str:
    return (
        joined(pattern.compiled.sub(expansion, units(source)))
        if len(source) <= pattern.unhurried
        else _substitute_by_the_clock(pattern, source, expansion)
    )


def _substitute_by_the_clock(pattern: Pattern, source: str, expansion: _Expansion) -> str:
    text, end = units(source), 0
    parts: list[str] = []
    for match in _matches(pattern, text):
        parts += text[end : match.start()], expansion(match)
        end = match.end()
    return joined("".join(parts) + text[end:]) if parts else source


def _matches(pattern: Pattern, text: str) -> Iterator[Any]:
    """Find what .NET finds: after an empty match it goes on at the next character.

    The engine would first try again, at the same place, for a match that is not empty.
    """
    deadline = process_time() + SECONDS
    start = 0
    try:
        found = pattern.compiled.finditer(text, timeout=SECONDS)
        while match := next(found, None):
            if match.start() < start:
                found = pattern.compiled.finditer(
                    text, start, timeout=max(deadline - process_time(), 1e-3)
                )
                continue
            yield match
            start = match.end() + (match.end() == match.start())
    except TimeoutError:
        message = f"the pattern `{pattern.text}` needs more than {SECONDS} second"
        raise EvaluationError(message) from None


@lru_cache(maxsize=256)
def _expansion(pattern: Pattern, replacement: str) -> _Expansion:
    """Make of a replacement what turns a match into text; what refers to nothing is literal."""
    text, end = units(replacement), 0
    parts: list[str | _Expansion] = []
    for token in _engine().finditer(r"\$(?:\{(\w+)\}|([0-9]+)|([$&`'+_]))", text):
        if part := _part(pattern, token):
            parts += text[end : token.start()], part
            end = token.end()
    rest = text[end:]
    if not parts:
        return lambda _: rest
    parts.append(rest)
    return lambda match: "".join(p if isinstance(p, str) else p(match) for p in parts)


def _part(pattern: Pattern, token: Any) -> _Expansion | None:  # noqa: ANN401
    braced, number, special = token.groups()
    if special and special != "+":
        return _SPECIAL[special]
    name = braced or number or max(filter(str.isdecimal, pattern.groups), key=int)
    if name.isdecimal():
        name = name.lstrip("0") or "0"
    if name not in pattern.groups:
        return None
    group = pattern.groups[name]
    return lambda match: match[group] or ""
