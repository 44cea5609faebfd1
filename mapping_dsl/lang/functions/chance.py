"""Functions whose value is new each time."""

from uuid import UUID

from mapping_dsl.lang.environment import Environment, environment
from mapping_dsl.lang.evidence import CLOUD_SYNC, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError, Int32

_NUMBERS = "0123456789"
_SPECIAL = "!#$%&()*+,-./:;<=>?@[]^_{|}~"
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_CLASSES = (_NUMBERS, _SPECIAL, _LOWER.upper(), _LOWER)
_PLAIN = (_NUMBERS, _LOWER.upper(), _LOWER)
_LONGEST = 256


@function(strict=False, deterministic=False, evidence=(PAGE, CLOUD_SYNC))
def Guid() -> str:
    """Return a new random GUID, in lower case and with hyphens.

    >>> Guid()
    "cd072cd8-be6f-4f62-ac4c-09c28206e7e3"
    """
    return str(UUID(bytes=environment().random(16), version=4))


def _drawn(held: Environment, length: int, minima: tuple[int, ...], avoid: str) -> str:
    if min(minima) < 0 or not sum(minima) <= length <= _LONGEST:
        message = f"{length} is no length for `RandomString`, or does not hold what it must have"
        raise EvaluationError(message)
    rest = [kind for kind, least in zip(_CLASSES, minima, strict=True) if least] or _PLAIN
    kinds = [*zip(_CLASSES, minima, strict=True), ("".join(rest), length - sum(minima))]
    drawn: list[str] = []
    for kind, count in kinds:
        allowed = [character for character in kind if character not in avoid]
        if count and not allowed:
            raise EvaluationError(f"`CharactersToAvoid` leaves nothing of `{kind}`")
        drawn += (allowed[held.below(len(allowed))] for _ in range(count))
    for last in range(len(drawn) - 1, 0, -1):
        other = held.below(last + 1)
        drawn[last], drawn[other] = drawn[other], drawn[last]
    return "".join(drawn)


@function(
    deterministic=False,
    guessed=(
        "Length",
        "MinimumNumbers",
        "MinimumSpecialCharacters",
        "MinimumCapital",
        "MinimumLowerCase",
        "CharactersToAvoid",
    ),
)
def RandomString(
    Length: Int32,
    MinimumNumbers: Int32,
    MinimumSpecialCharacters: Int32,
    MinimumCapital: Int32,
    MinimumLowerCase: Int32,
    CharactersToAvoid: str = "",
) -> str:
    """Return random characters, at least so many of each kind, in random order.

    The length is at most 256 and no less than what must be in it. Undocumented: which characters
    are special, here those of ASCII without quotes, backslash and grave; and what the rest is, here
    of the kinds that must occur, of numbers and letters if none must.

    >>> RandomString(6, 3, 0, 0, 3)
    "xe2p50"
    >>> Len(RandomString(10, 2, 2, 2, 1, "?,é"))
    10
    >>> RandomString(2, 1, 1, 1, 0)
    error: 2 is no length for `RandomString`, or does not hold what it must have
    >>> RandomString(2, 2, 0, 0, 0, "0123456789")
    error: `CharactersToAvoid` leaves nothing of `0123456789`
    >>> RandomString("", 0, 0, 0, 0)
    error: `` stands where an integer is needed
    >>> RandomString(absent, 0, 0, 0, 0)
    absent
    """
    minima = MinimumNumbers, MinimumSpecialCharacters, MinimumCapital, MinimumLowerCase
    return _drawn(environment(), Length, minima, CharactersToAvoid)
