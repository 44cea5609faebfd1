"""Draw whole programs: trees that the grammar can say, with parentheses where it needs them."""

from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from mapping_dsl.source import Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Number, String

T = TypeVar("T")
_HERE = Span(0, 0)
_DEEPEST = 3

# --- combining -----------------------------------------------------------------------------------


def node(kind: type[T], *fields: SearchStrategy[Any]) -> SearchStrategy[T]:
    """Draw a node of drawn fields; it stands nowhere."""
    return st.builds(kind, st.just(_HERE), *fields)


def some(drawn: SearchStrategy[T], least: int = 0, most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(drawn, min_size=least, max_size=most).map(tuple)


def maybe(drawn: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.none() | drawn


def words(*texts: str) -> SearchStrategy[Name]:
    return node(Name, st.sampled_from(texts))


# --- words and literals --------------------------------------------------------------------------

PLAIN = ["mail", "userPrincipalName", "displayName", "extensionAttribute1", "co", "Größe", "_x1"]
DOTTED = ["name.givenName", "manager-id", "a.b-c.d9"]
ODD = ["cost center", "not", "is", "source", "Straße (alt)", "50%", "a,b", "urn:x", "[", '"']
TARGETS = [
    "userName",
    "name.givenName",
    "a-b",
    "x.$ref",
    "emails[primary eq true].value",
    'addresses[type eq "work"].streetAddress',
    "enterprise:department",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "`any text -> # at all`",
]
TEXTS = [
    "US",
    "two words",
    "Grüße, Ωμέγα, 日本, 👋, \u2028",
    r"^[a-z]+\s\d{2}$",
    r"C:\\temp\\",
    r"say \"hi\"",
    "# no comment",
    "first\nsecond\r\nthird",
    "  spaces  ",
    "it's -> %Env% }",
    "long " * 18,
]
PRINTABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\')

identifier = words("domain", "alias", "x", "Vorname_2", "_y", "région")
target = node(Name, st.sampled_from(TARGETS))
string = node(String, (st.sampled_from(TEXTS) | st.text(PRINTABLE, max_size=12)).map('"{}"'.format))
brief = node(String, st.sampled_from(['""', '"US"', '"webex/default@1"']))
integer = node(Number, st.sampled_from(["0", "1", "-10", "4711"]))
number = integer | node(Number, st.sampled_from(["42568.75", "-0.5", "&HF7", "&H0a"]))
reference = identifier.map(lambda name: ex.Reference(_HERE, name.text))

# --- expressions ---------------------------------------------------------------------------------

_LOOSENESS: dict[type[Any], int] = {
    ex.Joined: 1,
    ex.Coalesced: 2,
    ex.Comparison: 3,
    ex.Negation: 4,
    ex.Conjunction: 5,
    ex.Disjunction: 6,
    ex.Conditional: 7,
}

leaf: SearchStrategy[ex.Expression] = st.one_of(
    string,
    number,
    reference,
    node(ex.Attribute, st.sampled_from(PLAIN + DOTTED + ODD)),
    node(ex.Environment, st.sampled_from(["%DomainFQDN%", "%x_1%"])),
    node(ex.Word, st.sampled_from(["vbTextCompare", "True", "x"])),
)


@cache
def expression(depth: int = _DEEPEST) -> SearchStrategy[ex.Expression]:
    """Draw an expression of so many levels at most."""
    if depth == 0:
        return leaf
    inner = expression(depth - 1)

    def tight(level: int) -> SearchStrategy[ex.Expression]:
        return inner.map(lambda drawn: _parenthesized(drawn, level))

    return st.one_of(
        leaf,
        _call(inner),
        _case(inner),
        node(ex.Parenthesis, inner),
        node(ex.Joined, some(tight(0), 2)),
        node(ex.Coalesced, some(tight(1), 2)),
        node(ex.Comparison, tight(2), words("=", "<>", ">", ">=", "<", "<="), tight(2)),
        node(ex.Negation, tight(4)),
        node(ex.Conjunction, some(tight(4), 2)),
        node(ex.Disjunction, some(tight(5), 2)),
        node(ex.Conditional, inner, inner, inner),
    )


def _parenthesized(drawn: ex.Expression, level: int) -> ex.Expression:
    loose = _LOOSENESS.get(type(drawn), 0) > level
    return ex.Parenthesis(_HERE, drawn) if loose else drawn


def _call(inner: SearchStrategy[ex.Expression]) -> SearchStrategy[ex.Call]:
    name = words("ToLower", "Join", "Not", "IIF", "Case", "Switch", "If", "_custom", "Mid2")
    parameter = maybe(words("regexPattern", "source", "x"))
    slots = some(maybe(node(ex.Argument, parameter, inner)), 0, 6)
    return node(ex.Call, name, slots.map(_called))


def _called(slots: tuple[ex.Argument | None, ...]) -> tuple[ex.Argument | None, ...]:
    """Return the slots of a call; a single empty one reads as none at all."""
    return () if slots == (None,) else slots


def _case(inner: SearchStrategy[ex.Expression]) -> SearchStrategy[ex.Case]:
    keys = some(string | number | reference, 1, 5)
    return node(ex.Case, inner, some(node(ex.Arm, keys, inner)), maybe(inner))


def _starts_with_word(drawn: ex.Expression) -> bool:
    """Tell whether an expression would be read as a bare source attribute at first."""
    match drawn:
        case ex.Word():
            return True
        case ex.Joined() | ex.Coalesced() | ex.Conjunction() | ex.Disjunction():
            return _starts_with_word(drawn.parts[0])
        case ex.Comparison(left=left):
            return _starts_with_word(left)
        case _:
            return False


# --- scopes --------------------------------------------------------------------------------------

_scope_attribute = node(Name, st.sampled_from(PLAIN + DOTTED + ODD))


def _tests(value: SearchStrategy[Any], *operators: str) -> SearchStrategy[tree.ScopeTest]:
    return node(tree.ScopeTest, _scope_attribute, st.sampled_from(operators), value)


_scope_test = st.one_of(
    _tests(string | number | reference, "=", "<>", ">", ">=", "<", "<="),
    _tests(string, "matches", "not matches", "ends with", "includes"),
    _tests(st.none(), "is null", "is not null", "is true", "is false", "is not true"),
    _tests(number, "has bits", "lacks bits"),
)


@cache
def scope_expression(depth: int = _DEEPEST) -> SearchStrategy[tree.ScopeExpression]:
    """Draw a scope's test of so many levels at most."""
    if depth == 0:
        return _scope_test
    inner = scope_expression(depth - 1)

    def tight(*loose: type[Any]) -> SearchStrategy[tree.ScopeExpression]:
        return inner.map(lambda drawn: _grouped(drawn, loose))

    return st.one_of(
        _scope_test,
        node(tree.ScopeGroup, inner),
        node(tree.ScopeNot, tight(tree.ScopeAnd, tree.ScopeOr)),
        node(tree.ScopeAnd, some(tight(tree.ScopeAnd, tree.ScopeOr), 2)),
        node(tree.ScopeOr, some(tight(tree.ScopeOr), 2)),
    )


def _grouped(drawn: tree.ScopeExpression, loose: tuple[type[Any], ...]) -> tree.ScopeExpression:
    return tree.ScopeGroup(_HERE, drawn) if isinstance(drawn, loose) else drawn


# --- blocks --------------------------------------------------------------------------------------

allow = node(
    tree.Allow,
    words("MAP301", "mutable-identifier", "no"),
    maybe(words("2099-12-31")),
    string,
)
option: SearchStrategy[tree.Option] = st.one_of(
    node(tree.Match, integer),
    node(tree.OnCreate),
    node(tree.FlowAlways),
    node(tree.FlowType, words("MultiValueAddOnly")),
    node(tree.Default, string | reference),
    node(tree.Because, string),
    allow,
)
_source = st.one_of(
    node(tree.Direct, node(Name, st.sampled_from(PLAIN + DOTTED))),
    node(tree.Nothing),
    expression().map(lambda e: ex.Parenthesis(_HERE, e) if _starts_with_word(e) else e),
)
row = node(tree.Row, _source, target, some(option))
entry: SearchStrategy[tree.Entry] = st.one_of(
    row,
    row,
    node(tree.Drop, target),
    node(tree.Actions, some(words("create", "update", "delete"))),
    node(tree.Scope, maybe(words("input", "category")), scope_expression()),
)
_ends = st.tuples(st.none(), st.none()) | st.tuples(brief, brief)


def _block(kind: Name, ends: tuple[Any, Any], *rest: Any) -> tree.Block:
    return tree.Block(_HERE, kind, *ends, *rest)


def _rule(name: String, ends: tuple[Any, Any], blocks: tuple[tree.Block, ...]) -> tree.RuleBlock:
    return tree.RuleBlock(_HERE, name, *ends, blocks)


_inside = (st.booleans(), some(allow, 0, 2), some(entry, 0, 5))
block = st.builds(_block, words("users", "groups"), _ends, *_inside) | st.builds(
    _block, words("object"), st.tuples(brief, brief), *_inside
)
rule = st.builds(_rule, string, _ends, some(block, 0, 2))

# --- tests ---------------------------------------------------------------------------------------

_key = node(Name, st.sampled_from([*PLAIN, "default", "match", "true"])) | string
_scalar: SearchStrategy[tree.Json] = st.one_of(
    string,
    node(tree.JsonNumber, st.sampled_from(["0", "-1", "2.50"])),
    node(tree.JsonWord, st.sampled_from(["true", "false", "null"])),
)


@cache
def json(depth: int = 2) -> SearchStrategy[tree.Json]:
    """Draw a value of so many levels at most."""
    if depth == 0:
        return _scalar
    return st.one_of(_scalar, record(depth), node(tree.JsonArray, some(json(depth - 1))))


def record(depth: int = 2) -> SearchStrategy[tree.JsonObject]:
    return node(tree.JsonObject, some(node(tree.JsonPair, _key, json(depth - 1))))


_expectation: SearchStrategy[tree.Expectation] = st.one_of(
    node(tree.Sends, json(), target),
    node(tree.SendsNothing, target),
    node(tree.OutOfScope),
    node(tree.NoRequest),
)
test = node(
    tree.Test,
    maybe(words("users", "groups")),
    string,
    record(),
    maybe(st.booleans()),
    maybe(record()),
    st.booleans(),
    some(_expectation),
)

# --- files ---------------------------------------------------------------------------------------

header = node(tree.Header, string, maybe(brief), maybe(brief), some(allow, 0, 2))
declaration = node(
    tree.Declaration,
    node(Name, st.sampled_from([*PLAIN, "extension_9d98ed114c4840d298fad781915f27e4_a"])) | string,
    words("string", "integer", "boolean", "datetime", "reference", "binary"),
    some(words("multivalued", "required", "anchor", "case-exact", "read-only", "immutable")),
)
item: SearchStrategy[tree.Item] = st.one_of(
    node(tree.Param, identifier, maybe(string)),
    node(tree.Let, identifier, expression()),
    node(tree.Attributes, words("source", "target"), some(declaration)),
    block,
    block,
    rule,
    test,
)
files = node(tree.File, maybe(header), some(item, 0, 5))
