"""Drawn arguments of Replace: texts, and regular expressions as people write them and worse."""

from __future__ import annotations

from random import Random

from .texts import Arguments, one, piece, some, text

_ATOMS = (
    *"abcA1_ -é.{},#<\"'",
    *("😀", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\.", r"\-", r"\n", r"\x41", r"\u00e9"),
    *(r"\t", "[abc]", "[^abc]", "[a-c]", r"[\w-]", r"[^\W]", "[]a]", r"[a\]b]", r"[\d_-]", "[é😀]"),
    *(r"\p{Lu}", r"\P{L}", r"[\p{Ll}1]", "{a}", "{,2}", r"\0", r"\07", r"\e", r"\cA", r"\<"),
)
_ANCHORS = ("^", "$", r"\b", r"\B", r"\A", r"\Z", r"\z")
_REFERENCES = (r"\1", r"\2", r"\12", r"\k<n>", r"\k'm'")
_QUANTIFIERS = ("*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "??", "{1,2}?")
_GROUPS = (
    *("(", "(", "(", "(?:", "(?<n>", "(?<m>", "(?'n'", "(?<2>", "(?<3>", "(?>"),
    *("(?i:", "(?s:", "(?m:", "(?x:", "(?n:", "(?i-s:"),
)
_ASSERTIONS = ("(?=", "(?!", "(?<=", "(?<!")
_OPTIONS = ("(?i)", "(?s)", "(?m)", "(?x)", "(?n)", "(?-i)", "(?#c)")
_REFUSED = (
    "(?P<z>a)",
    "[a-c-[b]]",
    "(?<n>a)(?<-n>b)",
    "(?(a)b|c)",
    r"\Ga",
    "(",
    "[b-a]",
    "a**",
    r"\y",
)
_SOURCE = (*"abcAB12_ -éÉ\n{},\t.#<", "ab", "aab", "a1")
_REPLACEMENTS = (
    *("X", "", "[$0]", "$1", "$2", "${n}-${m}", "$$", "<$&>", "$`|$'", "$+", "$_", "${1}$3"),
    *("$12", "${x}", "$", "${", "a$1b$2$3$4"),
)


def pattern(random: Random, depth: int = 0) -> str:
    parts = []
    for _ in range(random.randint(1, 4)):
        kind = random.random()
        if kind < 0.2 and depth < 2:
            part = random.choice(_GROUPS) + pattern(random, depth + 1) + ")"
        elif kind < 0.25 and depth < 2:
            parts.append(random.choice(_ASSERTIONS) + pattern(random, depth + 1) + ")")
            continue
        elif kind < 0.4:
            parts.append(one(random, *_ANCHORS, *_REFERENCES, *_OPTIONS, "|", "|", "|"))
            continue
        else:
            part = random.choice(_ATOMS)
        parts.append(part + one(random, "", "", "", random.choice(_QUANTIFIERS)))
    return "".join(parts)


def replaced(random: Random) -> Arguments:
    kind = random.random()
    if kind < 0.3:
        whole = text(random)
        return whole, piece(random, whole) or "a", None, None, text(random, 2), None, None
    if kind < 0.4:
        frame = text(random)
        return text(random, 2), piece(random, frame) or "a", None, None, None, None, frame
    written = pattern(random) if random.random() < 0.97 else random.choice(_REFUSED)
    source = some(random, _SOURCE, 8)
    if kind < 0.8:
        return source, None, written, None, random.choice(_REPLACEMENTS), None, None
    named = f"{pattern(random, 1)}(?<n>{pattern(random, 1)}){pattern(random, 2)}"
    group = one(random, "n", "n", "n", "1", "missing")
    if kind < 0.9:
        return source, None, named, group, one(random, "X", "", "$1"), None, None
    return None, None, named, group, None, source, None
