"""The bodies of functions as syntax trees, to be inlined."""

from __future__ import annotations

import ast
import builtins
import linecache
from collections import ChainMap
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from types import FunctionType
from typing import Any

from mapping_dsl.frozen import Frozen

_OURS = __name__.partition(".")[0] + "."


class Body(Frozen, aside=("expression", "names")):
    """What a function returns: one expression over its parameters and the names of its module.

    `rest` is the name of a `*parameter`, or empty.
    """

    parameters: tuple[str, ...]
    rest: str
    expression: ast.expr
    names: Mapping[str, Any]

    def takes(self, count: int) -> bool:
        """Tell whether so many arguments can be given, each of them by its place."""
        fixed = len(self.parameters)
        return count == fixed or bool(self.rest and count > fixed)


@cache
def body_of(function: object) -> Body | None:
    """Return the body of a function of this package; None if it is more than one expression."""
    if not isinstance(function, FunctionType) or not function.__module__.startswith(_OURS):
        return None
    code = function.__code__
    definition = _definitions(code.co_filename).get((code.co_name, code.co_firstlineno))
    if definition is None or function.__closure__:
        return None
    match [statement for statement in definition.body if not _is_docstring(statement)]:
        case [ast.Return(ast.expr() as expression)]:
            pass
        case _:
            return None
    arguments = definition.args
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.kwarg:
        return None
    parameters = tuple(argument.arg for argument in arguments.args)
    rest = arguments.vararg.arg if arguments.vararg else ""
    return Body(parameters, rest, expression, ChainMap(function.__globals__, vars(builtins)))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


@cache
def _definitions(path: str) -> Mapping[tuple[str, int], ast.FunctionDef]:
    """Return the functions of a module by name and first line; none if its text is not at hand."""
    tree = ast.parse("".join(linecache.getlines(path)))
    return {
        (node.name, min([node.lineno, *(d.lineno for d in node.decorator_list)])): node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def rewritten(
    node: ast.ListComp | ast.GeneratorExp, over: str, replacement: Callable[[str], str]
) -> str:
    """Return the text of a comprehension that runs over something else, free names replaced."""
    copy = deepcopy(node)
    copy.generators[0].iter = ast.Constant(None)
    names = [name for name in ast.walk(copy) if isinstance(name, ast.Name)]
    own = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    for name in names:
        if name.id not in own:
            name.id = replacement(name.id)
    copy.generators[0].iter = ast.Name(over)
    return ast.unparse(copy)
