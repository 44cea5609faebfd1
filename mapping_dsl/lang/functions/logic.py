"""Functions that choose: conditions, cases and what to send at all."""

from typing import NoReturn

from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import Lazy, Skip, Value, absent, text


@function(
    strict=False,
    guessed=("Expression",),
    keys={"Expression": "source"},
    evidence=(PAGE, CLOUD_SYNC),
)
def CBool(Expression: bool | int) -> bool:
    """Return whether a comparison holds, or a number is not zero.

    Besides `IIF` it is the only function that takes a comparison. A text other than "True" that
    spells no number is not true, and neither is an absent value: both undocumented.

    >>> CBool(2)
    "True"
    >>> CBool("-0.5")
    "True"
    >>> CBool("0.00")
    "False"
    >>> CBool("0")
    "False"
    >>> CBool(IsPresent("ann"))
    "True"
    >>> CBool("")
    "False"
    >>> CBool(absent)
    "False"
    """
    return Expression != 0


@function(strict=False, guessed=("source",))
def Coalesce(*source: Lazy) -> Value:
    """Return the first value that is not absent; what comes after it is not evaluated.

    Microsoft's page calls the last one `defaultValue`. An empty text is a value and is taken; one
    of Microsoft's guides suggests otherwise, unconfirmed.

    >>> Coalesce(absent, "ann@contoso.com", "ann")
    "ann@contoso.com"
    >>> Coalesce("", "ann")
    ""
    >>> Coalesce(absent, absent)
    absent
    >>> Coalesce("Zoë", Item(Split("a", ","), 2))
    "Zoë"
    """
    return next((value for one in source if (value := one()) is not None), None)


def _skip() -> NoReturn:
    raise Skip


@function(strict=False, guessed=("expression",), keys={"expression": "source"})
def IgnoreFlowIfNullOrEmpty(expression: Value) -> Value:
    """Return a value, but drop the attribute from the flow where it is absent or empty.

    It stands outermost, around a whole `IIF` or `Switch`: Microsoft does not support it in a
    condition.

    >>> IgnoreFlowIfNullOrEmpty("Zürich")
    "Zürich"
    >>> IgnoreFlowIfNullOrEmpty("")
    skipped
    >>> IgnoreFlowIfNullOrEmpty(absent)
    skipped
    >>> IgnoreFlowIfNullOrEmpty(Switch("9", , "1", "one"))
    skipped
    """
    return _skip() if expression is None or expression == "" else expression


@function(
    strict=False,
    keys={"condition": "one", "valueIfTrue": "four", "valueIfFalse": "five"},
    evidence=(PAGE, CLOUD_SYNC, EXPORT),
)
def IIF(condition: bool, valueIfTrue: Lazy, valueIfFalse: Lazy = absent) -> Value:
    """Return one of two values; the other one is not evaluated.

    The condition is a comparison or a function that gives "True"; anything else counts as false.
    Of a comparison the schema keeps the left side as `one`, the operator as `two` and the right
    side as `three`.

    How sides are compared is not documented. Here `=` and `<>` compare texts, and case counts; a
    number that a function counted equals every spelling of itself. The order of `>`, `>=`, `<` and
    `<=` is one of numbers where both sides are numbers such as `10` or `-10.5`, and one of dates
    where both are dates as `CDate`, `DateAdd`, `DateFromNum` and `Now` give them. Where only one is
    such a date the result is not known; else characters are compared.

    Real schemas leave `valueIfFalse` out, which gives absent. Microsoft's page
    calls a test for absence in the condition unsupported; its own mappings have it.

    >>> IIF(IsPresent("SE"), "Örebro", "n/a")
    "Örebro"
    >>> IIF(IsNull("SE"), "Örebro", "n/a")
    "n/a"
    >>> IIF("true", "yes")
    absent
    >>> IIF("10.5" > "9.5", "later", "earlier")
    "later"
    >>> IIF(CDate("10/1/2021") > CDate("2/1/2021"), "later", "earlier")
    "later"
    >>> IIF("", "yes", "")
    ""
    >>> IIF(absent, Item("a", 2), "not evaluated")
    "not evaluated"
    """
    return valueIfTrue() if condition else valueIfFalse()


@function(strict=False, evidence=(PAGE, CLOUD_SYNC, GRAPH, EXPORT))
def Not(source: bool) -> bool:
    """Return "False" for "True", and "True" for everything else, an absent value included.

    >>> Not("True")
    "False"
    >>> Not("False")
    "True"
    >>> Not("true")
    "True"
    >>> Not("")
    "True"
    >>> Not(absent)
    "True"
    """
    return not source


@function(strict=False, repeating=2, evidence=(PAGE, CLOUD_SYNC, GRAPH))
def Switch(source: str, defaultValue: Lazy = absent, *switchValue: Lazy) -> Value:
    """Return the value that follows the first key equal to the source, else the default.

    Keys are compared in full and with their case; an absent source equals the key `""`. Without
    a match and without a default the result is absent. Only the value that is returned and the
    keys up to it are evaluated.

    >>> Switch("QLD", "Australia/Sydney", "NSW", "Australia/Sydney", "QLD", "Australia/Brisbane")
    "Australia/Brisbane"
    >>> Switch("qld", "Australia/Sydney", "QLD", "Australia/Brisbane")
    "Australia/Sydney"
    >>> Switch("Åland", , "Åland", "AX")
    "AX"
    >>> Switch(absent, "unknown", "", "none")
    "none"
    >>> Switch("", "unknown", "", "none")
    "none"
    >>> Switch("x", , "y", "z")
    absent
    """
    return next(
        (
            value
            for key, value in zip(switchValue[::2], switchValue[1::2], strict=True)
            if text(key()) == source
        ),
        defaultValue,
    )()
