"""Functions that ask whether there is a value.

None of them may be the source of a `Switch`: Microsoft's page warns of it. As the condition of an
`IIF` that page calls them unsupported, while Microsoft's own mappings use them so.
"""

from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import Value


@function(
    strict=False,
    keys={"Expression": "source"},
    guessed=("Expression",),
    evidence=(PAGE, CLOUD_SYNC),
)
def IsNull(Expression: Value) -> bool:
    """Return whether a value is absent; an empty text is not.

    >>> IsNull(absent)
    "True"
    >>> IsNull("")
    "False"
    >>> IsNull("é")
    "False"
    """
    return Expression is None


@function(
    strict=False,
    keys={"Expression": "source"},
    guessed=("Expression",),
    evidence=(PAGE, CLOUD_SYNC),
)
def IsNullOrEmpty(Expression: Value) -> bool:
    """Return whether a value is absent or the empty text; a space is a value.

    >>> IsNullOrEmpty(absent)
    "True"
    >>> IsNullOrEmpty("")
    "True"
    >>> IsNullOrEmpty(" ")
    "False"
    >>> IsNullOrEmpty(0)
    "False"
    """
    return Expression is None or Expression == ""


@function(
    strict=False,
    keys={"Expression": "source"},
    evidence=(PAGE, CLOUD_SYNC, EXPORT),
)
def IsPresent(Expression: Value) -> bool:
    """Return whether there is a value and it is not the empty text: not `IsNullOrEmpty`.

    >>> IsPresent("é")
    "True"
    >>> IsPresent("")
    "False"
    >>> IsPresent(absent)
    "False"
    >>> IsPresent(Split("a,b", ","))
    "True"
    """
    return Expression is not None and Expression != ""
