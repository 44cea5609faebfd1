"""Write `tables.py`: the LALR tables that Lark makes of the grammar. Run by `make generate`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lark import Lark
from lark.grammar import Rule as Production
from lark.grammar import Symbol
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

from mapping_dsl import resources

STARTS = ("file", "expression")
_TYPES = {
    "STARTS": "dict[str, int]",
    "ENDS": "dict[str, int]",
    "LITERALS": "dict[str, list[str]]",
    "PRODUCTIONS": "list[tuple[str, str, int, list[int]]]",
    "ACTIONS": "list[int | dict[str, int]]",
    "GOTOS": "list[dict[str, int]]",
}
_WORDS = re.compile(r"(?:\(\?:)?([a-z|\\-]+)\)?(?:\(\?!.+\))?")


def lark() -> Lark:
    """Return Lark's own parser of the grammar: what the tables are made from and tested against."""
    text = resources.read("grammars", "mapping.lark")
    return Lark(text, parser="lalr", start=list(STARTS), maybe_placeholders=True)


def _texts(terminal: TerminalDef) -> list[str]:
    """Return what a terminal can be, if that is a fixed set of texts."""
    if isinstance(terminal.pattern, PatternStr):
        return [terminal.pattern.value]
    words = _WORDS.fullmatch(terminal.pattern.to_regexp())
    return words[1].replace("\\", "").split("|") if words else []


def _placeholders(production: Production) -> list[int]:
    """Return how many absent optional parts stand before each symbol, and at the end."""
    marks = production.options.empty_indices or (False,) * len(production.expansion)
    return [len(ones) for ones in "".join("01"[m] for m in marks).split("0")]


def _children(production: Production) -> list[int]:
    """Return which symbols a node keeps, by position, with -1 where an optional part is absent."""
    kept: list[int] = []
    absent = _placeholders(production)
    for position, symbol in enumerate(production.expansion):
        kept += [-1] * absent[position]
        if not (symbol.is_term and symbol.filter_out):  # type: ignore[attr-defined]
            kept.append(position)
    return kept + [-1] * absent[len(production.expansion)]


def _production(production: Production) -> tuple[str, str, int, list[int]]:
    """Return what is reduced to, how it is built ("" for a list, "=" unchanged), and from what."""
    name = str(production.origin.name)
    kept = _children(production)
    passes = len(kept) == 1 and kept[0] >= 0
    if passes and (production.options.expand1 or (name[0] == "_" and name[1] != "_")):
        built = "="
    else:
        built = "" if name.startswith("_") else name
    return name, built, len(production.expansion), kept


def _known(symbols: list[Symbol]) -> set[str]:
    return {symbol.name for symbol in symbols if symbol.is_term}


def _numbers(made: Any) -> dict[int, int]:  # noqa: ANN401 (Lark's own)
    """Return new numbers of the states, by their distance from a start: Lark's own are random."""
    order = list(dict.fromkeys(made.start_states[name] for name in STARTS))
    for state in order:
        symbols = sorted(made.states[state].items())
        following = dict.fromkeys(to for _, (kind, to) in symbols if kind is Shift)
        order += [to for to in following if to not in order]
    return {state: number for number, state in enumerate(order)}


def tables() -> dict[str, Any]:
    """Return every table by its name in `tables.py`."""
    parser = lark()
    made = parser.parser.parser._parse_table  # noqa: SLF001 (what Lark.save writes, too)
    number = {production: index for index, production in enumerate(parser.rules)}
    states = _numbers(made)
    actions: list[Any] = []
    gotos: list[dict[str, int]] = []
    for state in states:
        row: dict[str, int] = {}
        goto: dict[str, int] = {}
        for symbol, (kind, argument) in sorted(made.states[state].items()):
            if kind is Shift:
                is_terminal = symbol == "$END" or symbol.isupper() or symbol.startswith("__ANON")
                (row if is_terminal else goto)[str(symbol)] = states[argument] + is_terminal
            elif argument in number:
                row[str(symbol)] = -number[argument] - 1
        only = set(row.values())
        actions.append(only.pop() if len(only) == 1 and min(only) < 0 else row)
        gotos.append(goto)
    literals: dict[str, list[str]] = {}
    for terminal in parser.terminals:
        for text in _texts(terminal):
            literals.setdefault(text, []).append(terminal.name)
    return {
        "STARTS": {name: states[made.start_states[name]] for name in STARTS},
        "ENDS": {name: states[made.end_states[name]] for name in STARTS},
        "LITERALS": dict(sorted(literals.items())),
        "PRODUCTIONS": [_production(production) for production in parser.rules],
        "ACTIONS": actions,
        "GOTOS": gotos,
    }


def text() -> str:
    """Return the module `tables.py`, one table a line."""
    lines = [
        '"""Made by `make generate` from grammars/mapping.lark: do not edit."""',
        "",
        "# fmt: off",
    ]
    lines += [f"{name}: {_TYPES[name]} = {table!r}" for name, table in tables().items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("tables.py").write_text(text(), encoding="utf-8")
