"""The function that gives names their capitals."""

from mapping_dsl.lang.function import function
from mapping_dsl.lang.titlecase import title, title_between


@function(guessed=("source", "wordSeparators"))
def PCase(source: str, wordSeparators: str | None = None) -> str:
    """Return a text in lower case but for the first letter of each word.

    With separators a word begins at the start and after each of these characters, and nowhere else.
    Without them words are those of .NET's title case: a digit, an apostrophe and what is no sign
    or space go on with a word. That capitals are made small first follows from Microsoft's samples.

    >>> PCase("PABLO GONSALVES (SECOND)")
    "Pablo Gonsalves (Second)"
    >>> PCase("mary-jane o'leary")
    "Mary-Jane O'leary"
    >>> PCase("mary-jane o'leary", " '-")
    "Mary-Jane O'Leary"
    >>> PCase("ÉLAN straße 2nd", "-")
    "Élan straße 2nd"
    >>> PCase("ÉLAN straße 2nd")
    "Élan Straße 2Nd"
    >>> PCase("")
    ""
    >>> PCase(absent)
    absent
    """
    return title(source) if wordSeparators is None else title_between(source, wordSeparators)
