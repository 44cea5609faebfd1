"""Functions on lists, the values of multi-valued attributes. A single value is a list of one."""

from typing import NoReturn

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError, Int32
from mapping_dsl.lang.utf16 import joined


@function(
    strict=False,
    keys={"attribute": "source"},
    guessed=("attribute",),
    evidence=(PAGE, CLOUD_SYNC),
)
def Count(attribute: tuple[str, ...]) -> int:
    """Return how many values a list has; an absent one has none, which is undocumented.

    >>> Count(Split("å,b,c", ","))
    3
    >>> Count("ann")
    1
    >>> Count("")
    1
    >>> Count(absent)
    0
    """
    return len(attribute)


def _no_element(values: tuple[str, ...], index: int) -> NoReturn:
    raise EvaluationError(f"there is no value {index} in a list of {len(values)}")


@function(keys={"attribute": "source"}, evidence=(PAGE, CLOUD_SYNC, EXPORT))
def Item(attribute: tuple[str, ...], index: Int32) -> str:
    """Return one value of a list; the first has index 1, and any other than these is an error.

    An absent list gives absent, which is undocumented.

    >>> Item(Split("ann@contoso.com", "@"), 1)
    "ann"
    >>> Item(Split("a,é", ","), "2")
    "é"
    >>> Item("ann", 1)
    "ann"
    >>> Item("", 1)
    ""
    >>> Item("ann", 2)
    error: there is no value 2 in a list of 1
    >>> Item("ann", 0)
    error: there is no value 0 in a list of 1
    >>> Item(absent, 1)
    absent
    """
    return attribute[index - 1] if 0 < index <= len(attribute) else _no_element(attribute, index)


@function(strict=False, evidence=(PAGE, CLOUD_SYNC, GRAPH, EXPORT))
def Join(separator: str, *source: tuple[str, ...]) -> str:
    """Return the values, those of lists one by one, with the separator between them.

    Empty ones are skipped, so that no separator dangles. That absent ones are skipped as well is
    inferred from Microsoft's samples; that nothing at all gives `""` is undocumented.

    >>> Join(", ", "", "Doe", "John")
    "Doe, John"
    >>> Join(".", "Zoë", absent, "Doe")
    "Zoë.Doe"
    >>> Join("-", Split("a,b", ","), 7)
    "a-b-7"
    >>> Join("", "ann", "@contoso.com")
    "ann@contoso.com"
    >>> Join("@", absent, "")
    ""
    """
    return joined(separator.join(text for texts in source for text in texts if text))


def _split(source: str, delimiter: str) -> list[str]:
    return source.split(delimiter) if delimiter else [source]


@function(evidence=(PAGE, CLOUD_SYNC, GRAPH))
def Split(source: str, delimiter: str) -> tuple[str, ...]:
    """Return the parts of a text between the delimiters, without white space around them.

    That parts are trimmed follows from Microsoft's one sample and is stated nowhere. Undocumented
    too: empty parts are kept, and an empty delimiter does not cut.

    >>> Split("PermissionSetOne, PermissionSetTwo", ",")
    ["PermissionSetOne", "PermissionSetTwo"]
    >>> Split("é--b", "--")
    ["é", "b"]
    >>> Split("a,,b", ",")
    ["a", "", "b"]
    >>> Split("a b", "")
    ["a b"]
    >>> Split("", ",")
    [""]
    >>> Split(absent, ",")
    absent
    """
    return tuple(part.strip(WHITE_SPACE) for part in _split(source, delimiter))
