"""How an expression came to its result, as a tree for a person at a terminal."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.trace import Trace
from mapping_dsl.report.preview_words import result
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.terminal import draw
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind

_GUIDE = 4
_ROOM = 36  # columns for the words of the deepest steps that are shown


def render_trace(trace: Trace, *, width: int = 80, colour: bool = False) -> str:
    """Return the steps of one evaluation, of an expression given on the command line."""
    return draw(trace_tree(trace, width), width=width, colour=colour)


def trace_tree(trace: Trace, width: int) -> Tree:
    """Return a tree of steps, as deep as the width allows."""
    return _branch(Tree(_step(trace), guide_style="dim"), trace, max(3, (width - _ROOM) // _GUIDE))


def _branch(tree: Tree, trace: Trace, levels: int) -> Tree:
    if trace.children and not levels:
        tree.add(Text("… deeper steps are left out", "dim"))
        return tree
    for child in trace.children:
        if isinstance(trace.expression, Comparison) and isinstance(child.expression, Constant):
            continue  # it stands in the line of the comparison
        _branch(tree.add(_step(child)), child, levels - 1)
    return tree


def _step(trace: Trace) -> Text:
    text = Text()
    text.append(f"{trace.parameter}: " if trace.parameter else "", "dim")
    text.append(_what(trace.expression), "dim" if trace.result is None else "")
    if trace.result is None:
        text.append("  not evaluated", "dim italic")
    elif not _speaks_for_itself(trace):
        text.append(" → ", "dim")
        text.append(result(trace.result), _style(trace.result))
    if trace.note:
        text.append(f"\n{trace.note}", "yellow")
    return text


def _what(expression: Expression) -> str:
    """Return an expression in a few words, a call without its arguments."""
    match expression:
        case Attribute(name):
            return revealed(f"[{name}]")
        case Constant(text, Kind.LITERAL):
            return revealed(quoted(text))
        case Constant(text):
            return revealed(text)
        case Comparison(left, operator, right):
            return f"{_side(left)} {operator} {_side(right)}"
        case Call(function):
            return revealed(function)


def _side(expression: Expression) -> str:
    return "…" if isinstance(expression, Comparison) else _what(expression)


def _speaks_for_itself(trace: Trace) -> bool:
    return isinstance(trace.expression, Constant) and isinstance(trace.result, Value)


def _style(found: Result) -> str:
    match found:
        case Value():
            return "green"
        case Absent() | Skipped():
            return "dim"
        case Failed():
            return "bold red"
        case Unknown():
            return "yellow"
