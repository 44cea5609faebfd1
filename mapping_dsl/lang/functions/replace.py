"""The function that replaces, in its five modes."""

from mapping_dsl.lang.evidence import CLOUD_SYNC, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.regex import Pattern, compile_pattern, find_group, replace, replace_group
from mapping_dsl.lang.types import EvaluationError
from mapping_dsl.lang.utf16 import joined


def _swap(text: str, old: str, new: str) -> str:
    if not old:
        raise EvaluationError("`oldValue` of `Replace` is empty")
    return joined(text.replace(old, new))


@function(
    strict=False,
    all_slots=True,
    keys={
        "oldValue": "Find",
        "regexPattern": "RegularExpression",
        "regexGroupName": "RegularExpressionGroupName",
        "replacementValue": "Replacement",
        "replacementAttributeName": "ReplacementPropertyName",
        "template": "Template",
    },
    prepare={"regexPattern": compile_pattern},
    evidence=(PAGE, CLOUD_SYNC, GRAPH),
)
def Replace(
    source: str | None,
    oldValue: str | None = None,
    regexPattern: Pattern | None = None,
    regexGroupName: str | None = None,
    replacementValue: str | None = None,
    replacementAttributeName: str | None = None,
    template: str | None = None,
) -> str | None:
    r"""Return a text with something in it replaced; which arguments are given says how.

    1. `oldValue`, `replacementValue`: every occurrence of the one by the other.
    2. `oldValue`, `template`: every occurrence in the template by the source.
    3. `regexPattern`, `replacementValue`: every match, in which `${name}` and `$1` are groups.
    4. `regexPattern`, `regexGroupName`, `replacementValue`: what the group captures, by this very
       text.
    5. `regexPattern`, `regexGroupName`, `replacementAttributeName`: the source if there is one,
       else what the group captures in the first match in the other attribute.

    Case counts. An absent source gives absent, save in the fifth mode. Any other combination is
    an error, and so are an empty `oldValue`, a pattern that .NET refuses, a group that the
    pattern does not have, and a search of more than one second: all of it undocumented, as are
    the first match and the literal text of 5 and 4. The reference of cloud sync tells the fifth
    mode the other way round; the newer page is followed.

    >>> Replace("ann@contoso.com", "@contoso.com", , , "", , )
    "ann"
    >>> Replace("ann", "<name>", , , , , "<name>@contoso.com")
    "ann@contoso.com"
    >>> Replace("+1 (999) 888-7777", , "[()\\s-]+", , "", , )
    "+19998887777"
    >>> Replace("+46 812345678", , "\\+(?<code>\\d+) (?<number>\\d+)", , "${number}/${code}", , )
    "812345678/46"
    >>> Replace("Åsa Öst", , "(?<first>\\w+) (?<last>\\w+)", "first", "A.", , )
    "A. Öst"
    >>> Replace(absent, , "@(?<host>.+)", "host", , "ann@contoso.com", )
    "contoso.com"
    >>> Replace("fabrikam.com", , "@(?<host>.+)", "host", , "ann@contoso.com", )
    "fabrikam.com"
    >>> Replace(absent, "a", , , "b", , )
    absent
    >>> Replace("", "a", , , "b", , )
    ""
    >>> Replace("ann", "", , , "b", , )
    error: `oldValue` of `Replace` is empty
    >>> Replace("ann", , "(", , "b", , )
    error: in the pattern `(`: a group is not closed
    >>> Replace("ann", , "a", "first", "b", , )
    error: the pattern `a` has no group `first`
    >>> Replace("ann", "a", "", "", "", "", "")
    error: `Replace` has no mode for the arguments that are given
    """
    attribute = replacementAttributeName
    match source, oldValue, regexPattern, regexGroupName, replacementValue, attribute, template:
        case None, None, Pattern() as pattern, str(group), None, str(other), None:
            return find_group(pattern, other, group)
        case _, None, Pattern(), str(), None, _, None:
            return source
        case None, *_:
            return None
        case str(text), str(old), None, None, str(new), None, None:
            return _swap(text, old, new)
        case str(text), str(old), None, None, None, None, str(frame):
            return _swap(frame, old, text)
        case str(text), None, Pattern() as pattern, None, str(new), None, None:
            return replace(pattern, text, new)
        case str(text), None, Pattern() as pattern, str(group), str(new), None, None:
            return replace_group(pattern, text, group, new)
        case _:
            raise EvaluationError("`Replace` has no mode for the arguments that are given")
