"""Functions that real schemas have and Microsoft's page of functions does not list."""

from typing import NoReturn

from mapping_dsl.lang.characters import WHITE_SPACE
from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError, Value
from mapping_dsl.lang.utf16 import joined


def _fail(message: str) -> NoReturn:
    raise EvaluationError(message)


@function(
    strict=False,
    documented=False,
    keys={"ErrorMessage": "message"},
    evidence=(CLOUD_SYNC, EXPORT),
)
def Error(ErrorMessage: str) -> Value:
    """Fail the object with this message.

    >>> Error("Zoë has no account")
    error: Zoë has no account
    >>> IIF(IsPresent(""), "", Error("an account is required"))
    error: an account is required
    >>> Error(absent)
    error: `Error` was called without a message
    """
    return _fail(ErrorMessage or "`Error` was called without a message")


@function(strict=False, documented=False, evidence=(GRAPH,))
def IsNothing(source: Value) -> bool:
    """Return whether a value is absent, as `IsNull` does, which is a guess at what it does.

    >>> IsNothing(absent)
    "True"
    >>> IsNothing("")
    "False"
    >>> IsNothing("é")
    "False"
    """
    return source is None


@function(strict=False, documented=False, evidence=(GRAPH,))
def Prepend(prefix: str, source: str) -> str:
    """Return the source with the prefix before it; an absent part counts as empty, as in `Append`.

    >>> Prepend("smtp:", "zoë@contoso.com")
    "smtp:zoë@contoso.com"
    >>> Prepend("smtp:", "")
    "smtp:"
    >>> Prepend("smtp:", absent)
    "smtp:"
    """
    return joined(prefix + source)


def _trimmed(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(text.strip(WHITE_SPACE) for text in value)
    return value.strip(WHITE_SPACE) if isinstance(value, str) else value


@function(documented=False, keys={"value": "source"}, evidence=(CLOUD_SYNC, EXPORT))
def Trim(value: Value) -> Value:
    """Return a text without white space at its ends, of a list each value so.

    Microsoft's own default mappings have it, also those with Entra ID as the source.

    >>> Trim(" Åsa ")
    "Åsa"
    >>> Trim(Split("a", ","))
    ["a"]
    >>> Trim("   ")
    ""
    >>> Trim("")
    ""
    >>> Trim(absent)
    absent
    """
    return _trimmed(value)
