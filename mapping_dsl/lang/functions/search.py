"""The function that finds one text in another."""

from mapping_dsl.lang.characters import upper
from mapping_dsl.lang.evidence import CLOUD_SYNC, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import Bare, EvaluationError, Int32
from mapping_dsl.lang.utf16 import units


def _capitals(text: str) -> str:
    return units(upper(text, ""))


_COMPARE = {"vbBinaryCompare": units, "vbTextCompare": _capitals}


def _find(text: str, wanted: str, start: int, compare: str) -> int:
    if start < 1:
        raise EvaluationError(f"`start` of `InStr` is {start}, less than 1")
    if compare not in _COMPARE:
        raise EvaluationError(f"`{compare}` is none of {', '.join(_COMPARE)}")
    seen = _COMPARE[compare]
    return seen(text).find(seen(wanted), start - 1) + 1


@function(
    strict=False,
    guessed=("value1", "value2", "start", "compareType"),
    evidence=(PAGE, CLOUD_SYNC),
)
def InStr(
    value1: str, value2: str, start: Int32 | None = None, compareType: Bare | None = None
) -> int:
    """Return where the second text first occurs in the first, 0 where it does not.

    The first character has number 1, and the search begins at `start`. `compareType` is one of the
    bare words `vbTextCompare`, for which case does not count, and `vbBinaryCompare`, which holds
    without one. Undocumented: an absent text is an empty one, an empty text is found where the
    search begins unless that is past the end, and letters without case are compared one by one, so
    that `ß` is not `SS`.

    >>> InStr("The quick brown fox", "quick")
    5
    >>> InStr("repEated", "e", 3, vbBinaryCompare)
    7
    >>> InStr("ÉCOLE", "école", , vbTextCompare)
    1
    >>> InStr("Straße", "SS", 1, vbTextCompare)
    0
    >>> InStr("😀@", "@")
    3
    >>> InStr("abc", "")
    1
    >>> InStr(absent, "@")
    0
    >>> InStr("abc", "a", 9)
    0
    >>> InStr("abc", "a", 0)
    error: `start` of `InStr` is 0, less than 1
    >>> InStr("abc", "a", 1, vbBinary)
    error: `vbBinary` is none of vbBinaryCompare, vbTextCompare
    """
    return _find(value1, value2, 1 if start is None else start, compareType or "vbBinaryCompare")
