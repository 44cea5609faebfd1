"""Draw sources that a mapping could have: functions given what they are made for, for the most."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression
from models import call

Drawn = SearchStrategy[Expression]

TEXT_ATTRIBUTES = [
    "userPrincipalName", "mail", "originalUserPrincipalName", "onPremisesUserPrincipalName",
    "mailNickname", "displayName", "givenName", "surname", "employeeId", "objectId", "country",
    "usageLocation", "preferredLanguage", "extensionAttribute7", "employeeHireDate", "manager",
    "accountEnabled", "IsSoftDeleted", "userType", "onPremisesDistinguishedName", "nobodyKnows",
]  # fmt: skip
LISTS = ["proxyAddresses", "otherMails", "appRoleAssignments"]
TEXTS = [
    "", "@", ".", "-", " ", ", ", "@contoso.com", "@fabrikam.com", "contoso.com", ".test", "x",
    "SMTP:", "#EXT#", "True", "False", "US", "United States", "ada", "Ada", "É", "😀", "\u212a",
    "ada@contoso.com", "ada@contoso", "a.", ".a", "..", "a..b", " @x", "42", "ada lovelace",
    ".onmicrosoft.com", ".com", "@contoso.community", "a,b",
]  # fmt: skip
PATTERNS = ["@.*$", "(?<Suffix>@(.)*)", r"[()\s-]+", "[a-z]", "^.", r"\s", "@[^@]+", "(a)(b)?"]
REPLACEMENTS = ["", "@contoso.com", "x", ".", "${Suffix}", "$1", "@", " "]
NUMBERS = ["-1", "0", "1", "2", "5", "6", "20", "64", "113", "256", "one"]

constants: Drawn = st.sampled_from(TEXTS).map(Constant)
numbers: Drawn = st.sampled_from(NUMBERS).map(Constant)
attributes: Drawn = st.sampled_from(TEXT_ATTRIBUTES).map(Attribute)
lists: Drawn = st.sampled_from(LISTS).map(Attribute)
conditions_of = st.sampled_from(["IsPresent", "IsNull", "IsNullOrEmpty"])
signs = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


@cache
def text(depth: int = 3) -> Drawn:
    """Draw what gives a text, of so many levels at most."""
    if depth == 0:
        return attributes | constants
    inner = text(depth - 1)
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    if_ = st.builds(
        lambda c, a, b: call("IIF", condition=c, valueIfTrue=a, valueIfFalse=b),
        condition(depth - 1),
        inner,
        inner,
    )
    return st.one_of(
        attributes,
        inner,
        st.builds(_join, constants, some),
        st.builds(lambda a, b: call("Append", source=a, suffix=b), inner, inner),
        st.builds(lambda a: call("Coalesce", source=a), some),
        if_,
        st.builds(
            _switch,
            inner,
            st.none() | inner,
            st.lists(st.tuples(constants, inner), min_size=1, max_size=3),
        ),
        st.builds(_guarded, st.sampled_from(TEXT_ATTRIBUTES), inner, inner),
        st.builds(lambda a, n: call("Left", String=a, NumChars=n), inner, numbers),
        st.builds(
            lambda a, n, m: call("Mid", source=a, start=n, length=m), inner, numbers, numbers
        ),
        st.builds(
            lambda a, n, d: call("Word", String=a, WordNumber=n, delimiters=d),
            inner,
            numbers,
            constants,
        ),
        st.builds(lambda a, n: call("Item", attribute=a, index=n), several(depth - 1), numbers),
        st.builds(_replace, inner, constants, constants),
        st.builds(
            lambda a, b, c: call("Replace", source=a, oldValue=b, template=c),
            inner,
            constants,
            constants,
        ),
        st.builds(_by_pattern, inner, st.sampled_from(PATTERNS), st.sampled_from(REPLACEMENTS)),
        st.builds(lambda f, a: call(f, **{FUNCTIONS[f].parameters[0].name: a}), _changes(), inner),
        st.builds(
            lambda a, c: call("ToLower", source=a, culture=c),
            inner,
            st.sampled_from(["tr-TR", "en-US", ""]),
        ),
        st.builds(lambda a: call("IgnoreFlowIfNullOrEmpty", expression=a), inner),
        condition(depth - 1),
    )


def _changes() -> SearchStrategy[str]:
    wanted = (
        "CStr",
        "NormalizeDiacritics",
        "StripSpaces",
        "ToLower",
        "ToUpper",
        "Trim",
        "PCase",
        "Redact",
        "ConvertToBase64",
        "ConvertToUTF8Hex",
        "Len",
        "Count",
    )
    return st.sampled_from([name for name in wanted if name in FUNCTIONS])


@cache
def several(depth: int) -> Drawn:
    """Draw what gives a list, or a text in place of one."""
    inner = text(max(depth - 1, 0))
    split = st.builds(lambda a, d: call("Split", source=a, delimiter=d), inner, constants)
    return st.one_of(lists, split, inner)


@cache
def condition(depth: int) -> Drawn:
    """Draw what an IIF takes for a condition."""
    inner = text(max(depth - 1, 0))
    return st.one_of(
        st.builds(lambda f, a: call(f, Expression=a), conditions_of, attributes | inner),
        st.builds(Comparison, attributes | inner, signs, constants | inner),
        st.builds(lambda a: call("Not", source=a), inner),
        st.builds(
            lambda a, s, b: call("CBool", Expression=Comparison(a, s, b)), inner, signs, inner
        ),
    )


def _join(separator: Expression, pieces: tuple[Expression, ...]) -> Call:
    return call("Join", separator=separator, source=pieces)


def _switch(
    source: Expression, default: Expression | None, pairs: list[tuple[Expression, Expression]]
) -> Call:
    told = {} if default is None else {"defaultValue": default}
    return call("Switch", source=source, **told, switchValue=tuple(x for p in pairs for x in p))


def _guarded(name: str, then: Expression, otherwise: Expression) -> Call:
    """Make what asks first whether there is what it then uses."""
    used = call("Append", source=Attribute(name), suffix=then)
    tested = call("IsPresent", Expression=Attribute(name))
    return call("IIF", condition=tested, valueIfTrue=used, valueIfFalse=otherwise)


def _replace(source: Expression, old: Expression, new: Expression) -> Call:
    return call("Replace", source=source, oldValue=old, replacementValue=new)


def _by_pattern(source: Expression, pattern: str, new: str) -> Call:
    return call("Replace", source=source, regexPattern=pattern, replacementValue=new)
