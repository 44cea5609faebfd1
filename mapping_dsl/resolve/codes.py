"""What is found while names, calls and bases are resolved: without these there is no model."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule


def _row(code: str, slug: str, *evidence: str, text: str) -> Rule:
    return Rule(code, slug, Severity.ERROR, text, evidence, False)


_FUNCTIONS = "Microsoft Learn, functions for customizing application data (2026-04)"
_FILTERS = "Microsoft Learn, scoping filters (2026)"

UNKNOWN_FUNCTION = _row(
    "MAP103",
    "unknown-function",
    _FUNCTIONS,
    "Microsoft Learn: the syntax is case-sensitive",
    text="""There is no function of this name, or none that this tool can evaluate yet.

    Names are said to be case-sensitive, but pages of Microsoft's have `switch` and `Instr` too: one
    that is written in other case is a warning, and the function that is meant. A function that
    Entra has and this version of the tool has not is named as such: the row cannot be compiled or
    previewed, and nothing is guessed about it.

    Bad:
        users { Uppercase([displayName]) -> title on create }

    Good:
        users { ToUpper([displayName]) -> title on create }
    """,
)
WRONG_ARGUMENTS = _row(
    "MAP104",
    "wrong-arguments",
    _FUNCTIONS,
    text="""A call has too many, too few or misnamed arguments.

    Two of these happen to everybody: `Replace` has seven slots, and each comma counts; and the keys
    and values of `Switch` come in pairs, after its source and its default. Named arguments spare
    the counting: `Replace([mail], oldValue: "@contoso.com", replacementValue: "")`.

    Bad:
        users { Replace([displayName], "-", , , "_", ) -> title }

    Good:
        users { Replace([displayName], "-", , , "_", , ) -> title }
    """,
)
UNDEFINED_NAME = _row(
    "MAP110",
    "undefined-name",
    text="""A `$name` is neither a `let` nor a `param` of this file or its bases.

    Bad:
        users { $staff -> title }

    Good:
        let staff = "employee"
        users { $staff -> title }
    """,
)
DUPLICATE_DEFINITION = _row(
    "MAP111",
    "duplicate-definition",
    text="""Something that can stand once stands twice in one file.

    Two definitions of one name, two blocks of one kind, two scopes of one block, or two options of
    one row: only one of them could hold, and which one a reader cannot see.

    Bad:
        let staff = "employee"
        let staff = "colleague"
        users { $staff -> title }

    Good:
        let staff = "employee"
        users { $staff -> title }
    """,
)
LET_CIRCLE = _row(
    "MAP112",
    "let-circle",
    text="""A `let` needs itself, or one that gives another value each time is used more than once.

    A `let` is written out wherever it is used. A random or time-dependent one that stands in two
    places would have two values.

    Bad:
        let first = $second & "a"
        let second = $first & "b"
        users { $first -> title }

    Good:
        let first = [displayName] & "a"
        users { $first -> title }
    """,
)
MISSING_PARAMETER = _row(
    "MAP113",
    "missing-parameter",
    text="""A `param` without a default has no value here.

    Give one with `--param name=value`, or in an environment of the configuration file.

    Bad:
        param domain
        users { [objectId] & "@" & $domain -> nickName }

    Good:
        param domain = "contoso.com"
        users { [objectId] & "@" & $domain -> nickName }
    """,
)
BAD_BASE = _row(
    "MAP114",
    "bad-base",
    text="""What the mapping extends cannot be had.

    A base is a preset of this tool, such as `webex/default@1`, or a file of the same repository,
    by a path relative to the file that extends it. It may not extend itself by a detour.

    Bad:
        mapping "contoso" extends "webex/defualt@1"

    Good:
        mapping "contoso" extends "webex/default@1"
    """,
)
UNKNOWN_SYSTEM = _row(
    "MAP116",
    "unknown-system",
    text="""A mapping is `for "webex"`, which is the default, or `for "other"`.

    The rules about Webex are silent for another system, so that a misspelt one would silence them.

    Bad:
        mapping "contoso" for "webx" extends "webex/default@1"

    Good:
        mapping "contoso" for "webex" extends "webex/default@1"
    """,
)
SCOPE_UNSUPPORTED = _row(
    "MAP405",
    "scope-unsupported",
    _FILTERS,
    text="""A scoping filter of Entra's cannot express this.

    Entra has no "less than", and nothing that says exactly "not greater" or "does not end with";
    `>` and bits are for whole numbers; and a filter has at most fifty groups here. Attributes that
    cannot be used in a filter at all are MAP411's.

    Bad:
        users { scope not userPrincipalName ends with "@contoso.com" }

    Good:
        users { scope not userPrincipalName matches "@contoso\\\\.com$" }
    """,
)
EXPRESSION_TOO_LONG = _row(
    "MAP601",
    "expression-too-long",
    "Microsoft Learn, known issues: an expression has at most 10,000 characters",
    text="""Written out as Entra stores it, the expression has more than 10,000 characters.

    `and`, `or` and `let` are written out, which copies what they hold. A `case` does not copy.

    Bad:
        let a = [displayName] & [displayName] & [displayName] & [displayName] & [displayName]
        let b = $a & $a & $a & $a & $a & $a & $a & $a & $a & $a
        let c = $b & $b & $b & $b & $b & $b & $b & $b & $b & $b
        let d = $c & $c & $c & $c & $c & $c & $c & $c & $c & $c
        users { $d -> title }

    Good:
        users { [displayName] & " (" & [objectId] & ")" -> title }
    """,
)

ENUM_CASE = _row(
    "MAP606",
    "enum-case",
    "Graph metadata (CSDL v1.0, 2026-08): attributeFlowType",
    "msgraph-beta-sdk-java issue 542: another case is answered with HTTP 406",
    text="""A flow type or a matching precedence is none that the service takes.

    The service refuses a document that says `objectAddOnly`. A precedence is a number from 1 on.
    In a schema that is imported this is about every enumeration that Graph has.

    Bad:
        users { department -> title flow type objectAddOnly }

    Good:
        users { department -> title flow type ObjectAddOnly }
    """,
)

CODES: tuple[Rule, ...] = (
    UNKNOWN_FUNCTION,
    WRONG_ARGUMENTS,
    UNDEFINED_NAME,
    DUPLICATE_DEFINITION,
    LET_CIRCLE,
    MISSING_PARAMETER,
    BAD_BASE,
    UNKNOWN_SYSTEM,
    SCOPE_UNSUPPORTED,
    EXPRESSION_TOO_LONG,
    ENUM_CASE,
)
