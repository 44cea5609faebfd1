"""Functions that make one text of another."""

from mapping_dsl.lang.characters import lower, upper
from mapping_dsl.lang.evidence import CLOUD_SYNC, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.utf16 import joined


@function(strict=False, evidence=(PAGE, CLOUD_SYNC, GRAPH))
def Append(source: str, suffix: str) -> str:
    """Return the source with the suffix behind it.

    An absent part counts as empty, as .NET's concatenation has it: undocumented.

    >>> Append("ann@contoso.com", ".test")
    "ann@contoso.com.test"
    >>> Append("smtp:", "zoë@contoso.com")
    "smtp:zoë@contoso.com"
    >>> Append(absent, ".test")
    ".test"
    >>> Append("ann", "")
    "ann"
    >>> Append(absent, absent)
    ""
    """
    return joined(source + suffix)


@function(keys={"value": "source"}, guessed=("value",), evidence=(PAGE, CLOUD_SYNC))
def CStr(value: str) -> str:
    """Return a number, a reference or a boolean as text; a list is an error.

    >>> CStr(-10)
    "-10"
    >>> CStr("cn=Zoë,dc=contoso,dc=com")
    "cn=Zoë,dc=contoso,dc=com"
    >>> CStr("")
    ""
    >>> CStr(absent)
    absent
    >>> CStr(Split("a,b", ","))
    error: a list stands where one text is needed
    """
    return value


@function(evidence=(PAGE, CLOUD_SYNC, GRAPH))
def StripSpaces(source: str) -> str:
    """Return a text without its spaces (U+0020); tabs and no-break spaces stay.

    >>> StripSpaces("van der  Berg ")
    "vanderBerg"
    >>> StripSpaces("São Paulo")
    "SãoPaulo"
    >>> StripSpaces("")
    ""
    >>> StripSpaces(absent)
    absent
    """
    return source.replace(" ", "")


@function(guessed=("source", "culture"), evidence=(PAGE, CLOUD_SYNC))
def ToLower(source: str, culture: str | None = None) -> str:
    """Return a text in lower case, character for character, by the rules of .NET.

    The culture is a name such as `tr-TR` or `tr_TR`, and anything else an error; without one the
    invariant culture holds, in which the dotted capital İ keeps its form.

    >>> ToLower("ANN@Contoso.com")
    "ann@contoso.com"
    >>> ToLower("ÅSA", )
    "åsa"
    >>> ToLower("İI")
    "İi"
    >>> ToLower("İI", "en-US")
    "ii"
    >>> ToLower("İI", "English (United States)")
    error: `English (United States)` is no name of a culture, such as `tr-TR`
    >>> ToLower("")
    ""
    >>> ToLower(absent)
    absent
    """
    return lower(source, culture or "")


@function(guessed=("source", "culture"), evidence=(PAGE, CLOUD_SYNC))
def ToUpper(source: str, culture: str | None = None) -> str:
    """Return a text in upper case, character for character, by the rules of .NET.

    What has no capital of one character stays as it is. The culture is a name such as `tr-TR` or
    `tr_TR`, and anything else an error; without one the invariant culture holds, in which the
    dotless small i keeps its form.

    >>> ToUpper("ann")
    "ANN"
    >>> ToUpper("straße", )
    "STRAßE"
    >>> ToUpper("i", "tr-TR")
    "İ"
    >>> ToUpper("i", "tr_TR")
    "İ"
    >>> ToUpper("")
    ""
    >>> ToUpper(absent)
    absent
    """
    return upper(source, culture or "")
