"""The function that replaces, in its five modes."""

from typing import NoReturn

from mapping_dsl.lang.evidence import CLOUD_SYNC, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.regex import Pattern, compile_pattern, find_group, replace, replace_group
from mapping_dsl.lang.types import EvaluationError
from mapping_dsl.lang.utf16 import joined


def _captured(
    source: str | None, pattern: Pattern, group: str, attribute: str | None
) -> str | None:
    return (
        source if source is not None or attribute is None else find_group(pattern, attribute, group)
    )


def _matched(source: str, pattern: Pattern, group: str | None, new: str) -> str:
    return (
        replace(pattern, source, new)
        if group is None
        else replace_group(pattern, source, group, new)
    )


def _found(source: str, old: str, new: str | None, template: str | None) -> str:
    return (
        _swap(source, old, new)
        if new is not None and template is None
        else _swap(template, old, source)
        if new is None and template is not None
        else _no_mode()
    )


def _swap(text: str, old: str, new: str) -> str:
    return joined(text.replace(old, new)) if old else _nothing_to_find()


def _nothing_to_find() -> NoReturn:
    raise EvaluationError("`oldValue` of `Replace` is empty")


def _no_mode() -> NoReturn:
    raise EvaluationError("`Replace` has no mode for the arguments that are given")


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
    return (
        _captured(source, regexPattern, regexGroupName, replacementAttributeName)
        if oldValue is None
        and regexPattern is not None
        and regexGroupName is not None
        and replacementValue is None
        and template is None
        else None
        if source is None
        else _no_mode()
        if replacementAttributeName is not None
        else _matched(source, regexPattern, regexGroupName, replacementValue)
        if oldValue is None
        and regexPattern is not None
        and replacementValue is not None
        and template is None
        else _found(source, oldValue, replacementValue, template)
        if oldValue is not None and regexPattern is None and regexGroupName is None
        else _no_mode()
    )
