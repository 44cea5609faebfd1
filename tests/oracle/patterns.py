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
_CASED = (
    *(
        "\u03c3\u03c2\u03a3",
        "\u017fsS",
        "\u00b5\u03bc\u039c",
        "\u03b2\u03d0\u0392",
        "\u03b8\u03d1\u0398",
    ),
    *(
        "\u03b9\u0345\u0399",
        "iI\u0131\u0130",
        "\u212akK",
        "\u00c5\u212b\u00e5",
        "ß\u1e9e",
        "ǆǅǄ",
        "жЖ",
    ),
)
"""Letters of which other systems hold more to be one than .NET does."""
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
        elif kind < 0.45:
            part = cased(random, "".join(_CASED))
        else:
            part = random.choice(_ATOMS)
        parts.append(part + one(random, "", "", "", random.choice(_QUANTIFIERS)))
    return "".join(parts)


def cased(random: Random, letters: str) -> str:
    """Draw a letter, or a class of such."""
    one_letter = random.choice(letters)
    return one(
        random, one_letter, one_letter, f"[{one_letter}x]", f"[^{one_letter}]", "[a-z]", r"\p{Lu}"
    )


def folded(random: Random) -> Arguments:
    """Draw a pattern for which case does not count, and a text of letters that are nearly one."""
    letters = "".join(random.sample(_CASED, 3)) + "a1"
    written = "".join(cased(random, letters) for _ in range(random.randint(1, 2)))
    return some(random, letters, 12), None, f"(?i){written}", None, "X", None, None


def replaced(random: Random) -> Arguments:
    kind = random.random()
    if kind < 0.3:
        whole = text(random)
        return whole, piece(random, whole) or "a", None, None, text(random, 2), None, None
    if kind < 0.4:
        frame = text(random)
        return text(random, 2), piece(random, frame) or "a", None, None, None, None, frame
    if kind < 0.5:
        return folded(random)
    written = pattern(random) if random.random() < 0.97 else random.choice(_REFUSED)
    source = some(random, _SOURCE, 8)
    if kind < 0.8:
        return source, None, written, None, random.choice(_REPLACEMENTS), None, None
    named = f"{pattern(random, 1)}(?<n>{pattern(random, 1)}){pattern(random, 2)}"
    group = one(random, "n", "n", "n", "1", "missing")
    if kind < 0.9:
        return source, None, named, group, one(random, "X", "", "$1"), None, None
    return None, None, named, group, None, source, None
