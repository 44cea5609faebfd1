"""Expressions for many records: one straight function, made of the bodies of all that they call.

They are the very bodies that the trace calls; tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeAlias
from zlib import crc32

from mapping_dsl.evaluate.depth import SHALLOW, depth, room
from mapping_dsl.evaluate.expressions import Writer
from mapping_dsl.evaluate.program import Program, Unfit, lines, plain
from mapping_dsl.evaluate.result import Absent, Failed, Record, Result, Skipped, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.types import EvaluationError, Missing, Skip
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.model import Expression

Found: TypeAlias = Plain | Result
"""What an expression comes to: a value as it is, None where it is absent, else the result."""

Run: TypeAlias = Callable[[Record], list[Found]]

_FEW = 50
"""Records that are evaluated step by step in the time that inlining takes."""

_TROUBLE = (Skip, EvaluationError, Missing, KeyError)


class Evaluator:
    """Evaluates expressions for one record after the other, and inlines them when they are many."""

    def __init__(self, expressions: Sequence[Expression | None]) -> None:
        self._expressions = expressions
        self._run: Run = partial(_step_by_step, expressions)
        self._left = _FEW

    def __call__(self, record: Record) -> list[Found]:
        """Return what each expression comes to; none disturbs another."""
        if self._left:
            self._left -= 1
            if not self._left:
                self._run = inline(self._expressions)
        return self._run(record)


def inline(expressions: Sequence[Expression | None]) -> Run:
    """Return a function, written for these expressions, that evaluates them all for a record.

    None instead of an expression is absent.
    """
    program = Program()
    program.names |= {"TROUBLE": _TROUBLE, "steps": _steps, "trouble": _trouble}
    with room(4 * SHALLOW):
        text = "".join(f"{line}\n" for line in _function(program, expressions))
    name = f"inlined {crc32(text.encode()):08x}"
    program.names |= {"__name__": name, "__loader__": _Text(text)}
    exec(compile(text, name, "exec"), program.names)  # noqa: S102 (no text of a user's is in it)
    run: Run = program.names["run"]
    return run


def settled(found: Found) -> Result:
    """Return the result that is said in short."""
    if found is None:
        return Absent()
    return Value(found) if isinstance(found, str | int | tuple) else found


def short(result: Result) -> Found:
    """Say a result in short: the opposite of `settled`."""
    match result:
        case Value(value):
            return value
        case Absent():
            return None
        case _:
            return result


def _step_by_step(expressions: Sequence[Expression | None], record: Record) -> list[Found]:
    return [None if one is None else _steps(one, record) for one in expressions]


def _steps(expression: Expression, record: Record) -> Found:
    return short(evaluate(expression, record))


def _trouble(error: Exception, expression: Expression, record: Record) -> Found:
    """Return what an expression comes to that raised an error.

    The first attribute that is missing ends it; only the steps tell what else is.
    """
    match error:
        case Skip():
            return Skipped()
        case EvaluationError():
            return Failed(str(error))
        case _:
            return _steps(expression, record)


class _Text(Frozen):
    """The source of generated code, where tracebacks and debuggers look for it."""

    text: str

    def get_source(self, _: str) -> str:
        return self.text


def _function(program: Program, expressions: Sequence[Expression | None]) -> Iterator[str]:
    yield "def run(record):"
    for index, expression in enumerate(expressions):
        yield from _row(program, f"r{index}", expression)
    yield f"    return [{', '.join(f'r{index}' for index in range(len(expressions)))}]"


def _row(program: Program, name: str, expression: Expression | None) -> list[str]:
    """Return the lines that let a local be what an expression comes to.

    What cannot be inlined is evaluated step by step, as is what is too deep.
    """
    if expression is None:
        return [f"    {name} = None"]
    if depth(expression) <= SHALLOW:
        with suppress(Unfit), program.attempt():
            return _inlined(program, name, expression)
    return [f"    {name} = steps({program.constant(expression).text}, record)"]


def _inlined(program: Program, name: str, expression: Expression) -> list[str]:
    with program.branch({}) as block:
        value = Writer(program).value(expression)
    if value.constant and not block:
        return [f"    {name} = {value.text}"]
    tried = lines([*block, f"{name} = {plain(value.text)}"], "        ")
    trouble = f"{name} = trouble(error, {program.constant(expression).text}, record)"
    return ["    try:", *tried, "    except TROUBLE as error:", f"        {trouble}"]
