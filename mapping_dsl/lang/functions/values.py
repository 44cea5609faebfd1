"""Functions that look at a value of any kind, or hand it through."""

from mapping_dsl.lang.environment import environment
from mapping_dsl.lang.evidence import CLOUD_SYNC, EXPORT, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError, Lazy, Missing, Value

_SIZE = 2**63


def _sized(number: int) -> int:
    if not -_SIZE <= number < _SIZE:
        raise EvaluationError(f"{number} is more than 64 bits hold")
    return number


@function(keys={"value1": "left", "value2": "right"}, evidence=(PAGE, CLOUD_SYNC, EXPORT))
def BitAnd(value1: int, value2: int) -> int:
    """Return the bits that are set in both numbers; such a number may be written `&HF7`.

    Undocumented: the numbers have 64 bits, the highest of them the sign.

    >>> BitAnd(15, 247)
    7
    >>> BitAnd("514", "2")
    2
    >>> BitAnd(-1, 9223372036854775807)
    9223372036854775807
    >>> BitAnd(1, 9223372036854775808)
    error: 9223372036854775808 is more than 64 bits hold
    >>> BitAnd("", 2)
    error: `` stands where an integer is needed
    >>> BitAnd("²", 2)
    error: `²` stands where an integer is needed
    >>> BitAnd(absent, 2)
    absent
    """
    return _sized(value1) & _sized(value2)


def _domain(known: str | None) -> str:
    if known is None:
        raise Missing("DefaultDomain()")
    return known


@function(strict=False, evidence=(PAGE, GRAPH))
def DefaultDomain() -> str:
    """Return the tenant's default domain.

    No record says which one that is: without it the value is not known. In the example it is that
    of a tenant called Contoso.

    >>> DefaultDomain()
    "contoso.com"
    """
    return _domain(environment().default_domain)


@function(
    strict=False,
    keys={"Expression": "source"},
    guessed=("Expression",),
    evidence=(PAGE, CLOUD_SYNC),
)
def IsString(Expression: Value) -> bool:
    """Return whether `CStr` makes a text of a value. Undocumented: of an absent one it makes none.

    >>> IsString("é")
    "True"
    >>> IsString("")
    "True"
    >>> IsString(42)
    "True"
    >>> IsString(Split("a,b", ","))
    "False"
    >>> IsString(absent)
    "False"
    """
    return isinstance(Expression, str | int)


@function(keys={"value": "source"}, guessed=("value",))
def Redact(value: Value) -> Value:
    """Return a value as it is; the provisioning log shows `[Redact]` in its place.

    >>> Redact("Zoë")
    "Zoë"
    >>> Redact("")
    ""
    >>> Redact(absent)
    absent
    """
    return value


@function(keys={"attribute": "source"}, evidence=(PAGE, CLOUD_SYNC, EXPORT))
def RemoveDuplicates(attribute: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a list, each once. Undocumented: case counts, and the first one stays.

    >>> RemoveDuplicates(Split("å,b,å,B", ","))
    ["å", "b", "B"]
    >>> RemoveDuplicates("ann")
    ["ann"]
    >>> RemoveDuplicates("")
    [""]
    >>> RemoveDuplicates(absent)
    absent
    """
    return tuple(dict.fromkeys(attribute))


def _first(rules: tuple[Lazy, ...]) -> Value:
    if len(rules) == 1:
        raise EvaluationError("`SelectUniqueValue` takes two rules or more")
    return next((value for rule in rules if (value := rule()) is not None), None)


@function(strict=False, guessed=("uniqueValueRule",), evidence=(PAGE, CLOUD_SYNC))
def SelectUniqueValue(*uniqueValueRule: Lazy) -> Value:
    """Return the first value that nobody has in the target yet.

    Only Entra can search the target: here it is the first value that is not absent, as if the
    target were empty. It stands outermost in a mapping that flows on creation only, and Microsoft
    supports it for Workday, SuccessFactors and the API into Active Directory, not for Webex.

    >>> SelectUniqueValue("zoë.lee@contoso.com", "z.lee@contoso.com")
    "zoë.lee@contoso.com"
    >>> SelectUniqueValue(absent, "lee")
    "lee"
    >>> SelectUniqueValue("", "lee")
    ""
    >>> SelectUniqueValue("lee")
    error: `SelectUniqueValue` takes two rules or more
    """
    return _first(uniqueValueRule)
