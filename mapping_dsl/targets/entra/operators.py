"""The operators of scoping filters, as the language and as Graph's JSON write them."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen

_LISTED = "Graph's filterOperators response"
_EXPORTED = "a real export"
_PORTAL = "the portal's list only: no JSON with it was seen"


class Operator(Frozen):
    """One operator: `words` of the language, `name` in the JSON.

    `verified` says that the name was seen in JSON; what only the portal shows may be spelled
    differently there.
    """

    words: str
    name: str
    verified: bool
    evidence: str
    unary: bool = False


OPERATORS = {
    operator.words: operator
    for operator in (
        Operator("=", "EQUALS", verified=True, evidence=_LISTED),
        Operator("<>", "NOT EQUALS", verified=True, evidence=_EXPORTED),
        Operator("matches", "REGEX MATCH", verified=True, evidence=_LISTED),
        Operator("not matches", "NOT REGEX MATCH", verified=True, evidence=_EXPORTED),
        Operator("is null", "IS NULL", verified=True, evidence=_LISTED, unary=True),
        Operator("is not null", "IS NOT NULL", verified=True, evidence=_EXPORTED, unary=True),
        Operator("is true", "IS TRUE", verified=True, evidence=_LISTED, unary=True),
        Operator("is false", "IS FALSE", verified=True, evidence=_EXPORTED, unary=True),
        Operator("ends with", "ENDS_WITH", verified=True, evidence=_EXPORTED),
        Operator("includes", "Includes", verified=False, evidence=_PORTAL),
        Operator(">", "Greater_Than", verified=False, evidence=_PORTAL),
        Operator(">=", "Greater_Than_OR_EQUALS", verified=False, evidence=_PORTAL),
        Operator("has bits", "&", verified=False, evidence=_PORTAL),
        Operator("lacks bits", "!&", verified=True, evidence=_EXPORTED),
    )
}
"""By the language's words."""

OF_BOOLEANS = ("is true", "is false", "is null", "is not null")
"""What Graph lists for Booleans; what another operator does with one is not documented."""
