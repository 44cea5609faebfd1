"""Functions that count and cut texts: in UTF-16 code units, as .NET does."""

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError, Int32
from mapping_dsl.lang.utf16 import cut, joined, units


@function(
    strict=False,
    keys={"String": "source", "NumChars": "length"},
    evidence=(PAGE, CLOUD_SYNC, EXPORT),
)
def Left(String: str, NumChars: Int32) -> str:
    """Return that many first characters, all of them where there are fewer.

    A negative number gives the whole text. An absent text gives `""`, not absent. An absent
    number is an error, which is undocumented.

    >>> Left("John Doe", 3)
    "Joh"
    >>> Left("Zoë", "2")
    "Zo"
    >>> Left("Ann", 10)
    "Ann"
    >>> Left("Ann", 0)
    ""
    >>> Left("Ann", -1)
    "Ann"
    >>> Left("", 3)
    ""
    >>> Left(absent, 3)
    ""
    >>> Left("Ann", 2147483648)
    error: 2147483648 is more than 32 bits hold
    >>> Left("Ann", "three")
    error: `three` stands where an integer is needed
    """
    return String if NumChars < 0 else cut(String, 0, NumChars)


@function(strict=False, keys={"String": "source"}, guessed=("String",))
def Len(String: str) -> int:
    """Return the number of characters, 0 for an absent text; a number counts its digits.

    >>> Len("Örebro")
    6
    >>> Len("😀")
    2
    >>> Len(-42)
    3
    >>> Len("")
    0
    >>> Len(absent)
    0
    """
    return len(units(String))


def _at_least(least: int, number: int, name: str) -> int:
    if number < least:
        raise EvaluationError(f"`{name}` of `Mid` is {number}, less than {least}")
    return number


@function(evidence=(PAGE, CLOUD_SYNC, GRAPH))
def Mid(source: str, start: Int32, length: Int32) -> str:
    """Return a part of a text; the first character has number 1.

    What lies past the end is left out. Undocumented are a start past the end, which gives `""`,
    and a start below 1 or a length below 0, which are errors as they are in .NET.

    >>> Mid("johndoe@contoso.com", 1, 7)
    "johndoe"
    >>> Mid("Zoë", "3", "1")
    "ë"
    >>> Mid("Ann", 2, 64)
    "nn"
    >>> Mid("Ann", 9, 1)
    ""
    >>> Mid("", 1, 1)
    ""
    >>> Mid(absent, 1, 1)
    absent
    >>> Mid("Ann", 0, 1)
    error: `start` of `Mid` is 0, less than 1
    """
    return cut(
        source,
        (before := _at_least(1, start, "start") - 1),
        before + _at_least(0, length, "length"),
    )


def _words(text: str, delimiters: str) -> list[str]:
    """Cut a text at each of the delimiters; what is empty between two of them is no word."""
    delimiters = delimiters or WHITE_SPACE
    for delimiter in delimiters[1:]:
        text = text.replace(delimiter, delimiters[0])
    return [joined(word) for word in text.split(delimiters[0]) if word]


def _at(words: list[str], number: int) -> str:
    return words[number - 1] if 0 < number <= len(words) else ""


@function(
    strict=False,
    keys={"String": "source"},
    guessed=("String", "WordNumber", "delimiters"),
    evidence=(PAGE, CLOUD_SYNC),
)
def Word(String: str, WordNumber: Int32, delimiters: str) -> str:
    """Return one word, the first having number 1; each character of the delimiters separates.

    Where there is no such word the result is `""`, and so it is for an absent text. Undocumented:
    delimiters in a row separate once, and without any it is white space that separates.

    >>> Word("The quick brown fox", 3, " ")
    "brown"
    >>> Word("one,two;three", 2, ",;")
    "two"
    >>> Word("CN=Zoë,OU=Ann", 4, ",=")
    "Ann"
    >>> Word("one  two", 2, " ")
    "two"
    >>> Word("one two", 3, " ")
    ""
    >>> Word("one two", 0, " ")
    ""
    >>> Word("", 1, " ")
    ""
    >>> Word(absent, 1, " ")
    ""
    """
    return _at(_words(units(String), units(delimiters)), WordNumber)
