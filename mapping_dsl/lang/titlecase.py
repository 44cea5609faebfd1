"""The first letters of words in upper case, as .NET's `TextInfo.ToTitleCase` has them."""

from __future__ import annotations

import re

from mapping_dsl.lang.characters import Changes, lower, upper

_SEPARATING = ("Z", "P", "S", "Cc", "Cf")  # of Unicode's categories
_DIGRAPHS = frozenset("ǄǅǆǇǈǉǊǋǌǱǲǳ")  # that have a form of their own for titles


def _kind(character: str) -> str:
    """Return `L` for a letter, a space for what ends a word, and a point for what does not."""
    if character.isascii():
        return "L" if character.isalpha() else "." if character in "0123456789'" else " "
    from unicodedata import category  # noqa: PLC0415 (a megabyte that few mappings need)

    name = category(character)
    return "L" if name[0] == "L" else " " if name.startswith(_SEPARATING) else "."


_KINDS = Changes(_kind, {})


def title(text: str) -> str:
    """Return the text in lower case but for the first letter of each word.

    An apostrophe, a digit and a combining mark go on with a word; other signs end it.
    """
    small = list(lower(text, ""))
    for word in re.finditer("L[L.]*", text.translate(_KINDS)):
        first = small[word.start()]
        small[word.start()] = first.title() if first in _DIGRAPHS else upper(first, "")
    return "".join(small)


def title_between(text: str, separators: str) -> str:
    """Return the text in lower case but for its first character and each after a separator."""
    before, made = separators[:1], []
    for character, small in zip(text, lower(text, ""), strict=True):
        made.append(upper(small, "") if before in separators else small)
        before = character
    return "".join(made)
