"""What the parser itself can find: one row a slip that people make."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule


def _row(code: str, slug: str, text: str) -> Rule:
    return Rule(code, slug, Severity.ERROR, text, ("the grammar of this language",), False)


SYNTAX_ERROR = _row(
    "MAP001",
    "syntax-error",
    """The text does not follow the grammar here.

    The message says what was found and what could stand there. The statement is left out; reading
    goes on with the next one.

    Bad:
        users { userPrincipalName -> userName macth 1 }

    Good:
        users { userPrincipalName -> userName match 1 }
    """,
)
MISSING_ARROW = _row(
    "MAP002",
    "missing-arrow",
    """A mapping has no `->` between its source and its target.

    Bad:
        users { userPrincipalName userName match 1 }

    Good:
        users { userPrincipalName -> userName match 1 }
    """,
)
WRONG_ARROW = _row(
    "MAP003",
    "wrong-arrow",
    """A mapping is written `SOURCE -> TARGET`, always in this direction.

    Bad:
        users { userPrincipalName => userName match 1 }

    Good:
        users { userPrincipalName -> userName match 1 }
    """,
)
SINGLE_QUOTES = _row(
    "MAP004",
    "single-quotes",
    """Text stands in double quotes, as in Entra's expressions: not in single, nor in curly ones.

    Bad:
        users { 'employee' -> title }

    Good:
        users { "employee" -> title }
    """,
)
DOUBLE_EQUALS = _row(
    "MAP005",
    "double-equals",
    """Equality is one `=`, as in Entra's expressions.

    Bad:
        users { IIF([country] == "US", "a", "b") -> title }

    Good:
        users { IIF([country] = "US", "a", "b") -> title }
    """,
)
BANG_EQUALS = _row(
    "MAP006",
    "bang-equals",
    """Inequality is `<>`, as in Entra's expressions.

    Bad:
        users { IIF([country] != "US", "a", "b") -> title }

    Good:
        users { IIF([country] <> "US", "a", "b") -> title }
    """,
)
LOGIC_SIGNS = _row(
    "MAP007",
    "logic-signs",
    """Conditions are joined by the words `and` and `or`, not by signs.

    Bad:
        users { if [country] = "US" && [state] = "CA" then "a" else "b" -> title }

    Good:
        users { if [country] = "US" and [state] = "CA" then "a" else "b" -> title }
    """,
)
NULL_SOURCE = _row(
    "MAP008",
    "null-source",
    """A mapping without a source is written `none`; it is the portal's type None.

    Bad:
        users { null -> timezone default "UTC" }

    Good:
        users { none -> timezone default "UTC" }
    """,
)
UNCLOSED_BRACKET = _row(
    "MAP009",
    "unclosed-bracket",
    """A bracket is opened and never closed.

    Bad:
        users { StripSpaces([displayName] -> nickName }

    Good:
        users { StripSpaces([displayName]) -> nickName }
    """,
)
UNCLOSED_QUOTE = _row(
    "MAP010",
    "unclosed-quote",
    """A text is opened with a double quote and not closed on its line.

    Texts may hold a line break, so the parser takes everything up to the next quote for text.

    Bad:
        users { "employee -> title }

    Good:
        users { "employee" -> title }
    """,
)
ALLOW_WITHOUT_REASON = _row(
    "MAP011",
    "allow-without-reason",
    """An `allow` says why: the reason is read by whoever reviews the mapping next year.

    Bad:
        users { userPrincipalName -> externalId allow mutable-identifier }

    Good:
        users { userPrincipalName -> externalId allow mutable-identifier because "a pilot" }
    """,
)
TOO_DEEP = _row(
    "MAP012",
    "nested-too-deep",
    """Brackets or conditions are nested so deep that nobody could read them, nor this tool.

    Some two hundred levels are read. Chains of conditions are better written as `case`.

    Bad:
        users { ((((...)))) -> title }

    Good:
        users { case [usageLocation] { "US" => "a" else => "b" } -> title on create }
    """,
)
UNBRACKETED_ATTRIBUTE = _row(
    "MAP013",
    "unbracketed-attribute",
    """In an expression an attribute stands in brackets; bare it is a mapping's whole source.

    Bad:
        users { displayName & "x" -> title }

    Good:
        users { [displayName] & "x" -> title }
    """,
)

CODES: tuple[Rule, ...] = (
    SYNTAX_ERROR,
    MISSING_ARROW,
    WRONG_ARROW,
    SINGLE_QUOTES,
    DOUBLE_EQUALS,
    BANG_EQUALS,
    LOGIC_SIGNS,
    NULL_SOURCE,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
    ALLOW_WITHOUT_REASON,
    TOO_DEEP,
    UNBRACKETED_ATTRIBUTE,
)
