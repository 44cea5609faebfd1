"""The colours of the language in editors: a TextMate grammar, made from the language's own tables.

`python -m mapping_dsl.report.textmate` writes it, in a checkout. Patterns are for Oniguruma, and
say the same to Python's `re`. A TextMate grammar sees one line at a time: where the language lets
a line break stand between two words that are coloured together, such as `->` and its target, the
canonical layout has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.syntax.tables import LITERALS

FILES = ("editors/mapping.tmLanguage.json", "editors/vscode/mapping.tmLanguage.json")
"""Two copies: an extension of VS Code can take a grammar from its own folder only."""

Rule: TypeAlias = dict[str, Any]

_WORD = r"[A-Za-z_]\w*(?:[.\-]\w+)*"
_STRING = r'"(?:\\.|[^"\\])*"'
_PATH = (
    r"`[^`]+`|[A-Za-z](?:\w|:|-(?!>)|\.(?=\w))*"
    r'(?:\[(?:"[^"]*"|[^\]"])*\])?(?:\.\$?\w+)*'
)
_BEFORE, _AFTER = r"(?<![\w$])(?<!\w[.\-])", r"(?![.\-]?\w)"
"""What makes a keyword a word of its own, not a part of `case-exact` or `manager.type`."""
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RULE = r"(?:MAP[0-9]{3}|[a-z][a-z0-9-]*)"

_SCOPES = {
    "storage.type": "TYPE",
    "storage.modifier": "DISABLED MODIFIER SIDE",
    "constant.language": "ABSENT BOOL NONE NULL",
    "constant.language.action": "ACTION",
    "keyword.control": "CASE ELSE IF THEN",
    "keyword.operator.wordlike": "AND BITS ENDS HAS INCLUDES IS LACKS MATCHES NOT OR WITH",
}
_BY_TERMINAL = {terminal: scope for scope, all_ in _SCOPES.items() for terminal in all_.split()}
"""The scopes of keywords, by the first terminal of each; any other is `keyword.other`."""


def text() -> str:
    """Return the grammar as a file."""
    return json.dumps(grammar(), indent=2) + "\n"


def grammar() -> Rule:
    """Return the grammar."""
    everywhere = ("comment", "attributes", "record", "expect", "statement", "expression", "bare")
    return {
        "comment": "Made by `make generate` from the tables of mapping-dsl: do not edit.",
        "name": "Mapping DSL",
        "scopeName": "source.mapping-dsl",
        "fileTypes": ["mapping"],
        "patterns": _use(*everywhere),
        "repository": {**_blocks(), **_statements(), **_expressions(), **_leaves()},
    }


def _blocks() -> Rule:
    """Return the parts in braces where words and brackets mean something of their own."""
    sides = _alternatives(word for word, terminals in LITERALS.items() if "SIDE" in terminals)
    name = _match(rf"{_WORD}(?=\s*:)", "variable.other.attribute")
    key = _match(rf"(?:{_WORD}|{_STRING})(?=\s*:)", "support.type.property-name")
    pair = _use("comment", "key", "string", "number", "word", "object", "list", "sign")
    return {
        "attributes": _between(
            rf"\b(attributes)\s+({sides})\s*(\{{)",
            r"\}",
            ("keyword.other", "storage.modifier", "punctuation.section.block"),
            [*_use("comment"), name, *_use("string", "word", "sign")],
        ),
        "record": _between(
            r"\b(given|current)\s*(\{)", r"\}", ("keyword.other", "punctuation.section.block"), pair
        ),
        "expect": _between(
            r"\b(expect)(?:\s+(on)\s+(update))?\s*(\{)",
            r"\}",
            (*["keyword.other"] * 3, "punctuation.section.block"),
            [*_use("arrow"), *pair],
        ),
        "object": _between(r"(\{)", r"\}", ("punctuation.section.block",), pair),
        "list": _between(r"(\[)", r"\]", ("punctuation.section.brackets",), pair),
        "key": key,
    }


def _statements() -> Rule:
    """Return what goes by its first word, and the arrow, for both say what the next word is."""
    target = {"name": "entity.name.type.target", "patterns": _use("string")}
    return {
        "statement": {"patterns": _use("arrow", "drop", "definition", "allow", "flow")},
        "arrow": _match(rf"(->)(?:\s*({_PATH}))?", "", "keyword.operator.arrow", target),
        "drop": _match(rf"\b(drop)\s+({_PATH})", "", "keyword.other", target),
        "definition": _match(
            r"\b(let|param)\s+([A-Za-z_]\w*)", "", "keyword.other", "variable.other.constant"
        ),
        "allow": _match(
            rf"\b(allow)\s+({_RULE})(?:\s+(until)\s+({_DATE}))?",
            "",
            "keyword.other",
            "variable.other.constant.rule",
            "keyword.other",
            "constant.numeric.date",
        ),
        "flow": _match(
            r"\b(flow)\s+(type)\s+(\w+)",
            "",
            "keyword.other",
            "keyword.other",
            "constant.language.flow",
        ),
    }


def _expressions() -> Rule:
    """Return calls, in which a bare word is none of an attribute, and what stands in them."""
    known = _alternatives(FUNCTIONS)
    value = ("comment", "string", "attribute", "constant", "number", "word", "call")
    inside = _use("parameter", *value, "parenthesis", "member", "sign")
    scopes = ("support.function", "entity.name.function", "punctuation.section.parens")
    return {
        "expression": {"patterns": _use(*value, "sign")},
        "call": _between(rf"(?<![\w$.])(?:({known})|({_WORD}))\s*(\()", r"\)", scopes, inside),
        "parenthesis": _between(r"(\()", r"\)", ("punctuation.section.parens",), inside),
        "parameter": _match(r"[A-Za-z_]\w*(?=\s*:)", "variable.parameter"),
        "member": _match(r"[A-Za-z_]\w*", "variable.other.enummember"),
        "attribute": _match(
            r"(\[)([^\]]+)(\])",
            "",
            "punctuation.definition.attribute",
            "variable.other.attribute",
            "punctuation.definition.attribute",
        ),
        "constant": _match(r"\$[A-Za-z_]\w*|%\w+%", "variable.other.constant"),
    }


def _leaves() -> Rule:
    """Return what stands alone: comments, strings, numbers, keywords, signs, names."""
    groups: dict[str, list[str]] = {}
    for word, terminals in LITERALS.items():
        if word[0].isalpha():
            scope = _BY_TERMINAL.get(terminals[0].lstrip("_"), "keyword.other")
            groups.setdefault(scope, []).append(word)
    words = [_match(rf"{_BEFORE}(?:{_alternatives(w)}){_AFTER}", s) for s, w in groups.items()]
    return {
        "comment": _match(r"#.*$", "comment.line.number-sign"),
        "string": {
            "name": _named("string.quoted.double"),
            "begin": '"',
            "end": '"',
            "patterns": [_match(r'\\["\\]', "constant.character.escape")],
        },
        "number": {
            "patterns": [
                _match(r"&H[0-9A-Fa-f]+\b", "constant.numeric.hex"),
                _match(rf"\b{_DATE}\b", "constant.numeric.date"),
                _match(r"(?<!\w)-?[0-9]+(?:\.[0-9]+)?\b", "constant.numeric"),
            ]
        },
        "word": {"patterns": words},
        "sign": {
            "patterns": [
                _match(r"=>|\?\?|<>|>=|<=|[=<>&]", "keyword.operator"),
                _match(r"[{}()\[\],:]", "punctuation"),
            ]
        },
        "bare": _match(_WORD, "variable.other.attribute"),
    }


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _named(scope: str) -> str:
    return f"{scope}.mapping-dsl"


def _use(*names: str) -> list[Rule]:
    return [{"include": f"#{name}"} for name in names]


def _match(pattern: str, scope: str, *captures: str | Rule) -> Rule:
    """Return a rule for something within a line, with scopes for its groups."""
    made: Rule = {"name": _named(scope)} if scope else {}
    made["match"] = pattern
    return {**made, "captures": _captures(captures)} if captures else made


def _between(begin: str, end: str, captures: tuple[str, ...], inside: list[Rule]) -> Rule:
    """Return a rule for what may take many lines; the end looks as the beginning's last group."""
    return {
        "begin": begin,
        "beginCaptures": _captures(captures),
        "end": end,
        "endCaptures": {"0": {"name": _named(captures[-1])}},
        "patterns": inside,
    }


def _captures(scopes: tuple[str | Rule, ...]) -> Rule:
    """Return the scopes of groups 1 and up; one that is a rule has patterns, too."""
    made: Rule = {}
    for number, scope in enumerate(scopes, 1):
        rule = {"name": scope} if isinstance(scope, str) else scope
        made[str(number)] = {**rule, "name": _named(rule["name"])}
    return made


if __name__ == "__main__":
    for name in FILES:
        Path(name).write_text(text(), encoding="utf-8")
