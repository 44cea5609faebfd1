"""A Python function while it is being written: its locals, its constants and its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import NoneType
from typing import Any, TypeAlias

from mapping_dsl.evaluate.conditions import Facts, Test
from mapping_dsl.evaluate.operand import Kinds, Operand, of_condition

_DEEPEST = 60  # of the hundred levels of indentation that Python reads
_LONGEST = 100
_LITERAL = (bool, int, NoneType)


class Unfit(Exception):  # noqa: N818 (there are other ways to compute it)
    """Raised for what cannot be inlined."""


class Choice:
    """An `if`; `target` is the local that both of its blocks give a value to."""

    def __init__(self, test: str, target: str, then: Block, otherwise: Block) -> None:
        self.test, self.target = test, target
        self.then, self.otherwise = then, otherwise

    def lines(self, indent: str, word: str = "if") -> Iterator[str]:
        """Yield the lines of the statement."""
        yield f"{indent}{word} {plain(self.test)}:"
        yield from lines(self.then, f"{indent}    ")
        match self.otherwise:
            case []:
                pass
            case [Choice() as other]:
                yield from other.lines(indent, "elif")
            case _:
                yield f"{indent}else:"
                yield from lines(self.otherwise, f"{indent}    ")


Block: TypeAlias = list[str | Choice]


def lines(block: Block, indent: str) -> Iterator[str]:
    """Yield the lines of some statements."""
    for statement in block:
        if isinstance(statement, Choice):
            yield from statement.lines(indent)
        else:
            yield indent + statement


def plain(text: str) -> str:
    """Return an expression without the parentheses around all of it; a tuple keeps them."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if not depth:
            return text[1:-1] if at == len(text) - 1 > 1 and text[-2] != "," else text
    return text


class Program:
    """What is written so far.

    `names` are the globals of the function, and all constants: no text of a user's is ever part of
    the source. `block` takes the next statements; `known` are the values that locals hold there, by
    whatever identifies them, and `facts` is what else is known of locals.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.block: Block = []
        self.known: dict[Any, Operand] = {}
        self.facts: dict[str, Kinds] = {}
        self._constants: dict[Any, Operand] = {}
        self._locals = 0
        self._depth = 0

    # --- values ----------------------------------------------------------------------------------

    def constant(self, value: Any) -> Operand:  # noqa: ANN401 (any value)
        """Return a constant: a literal if it is a number or such, else a global."""
        kinds = frozenset({type(value)})
        if type(value) in _LITERAL:
            text = str(value) if value is None or value >= 0 else f"({value})"
            return Operand(text, kinds, atomic=True, constant=(value,))
        key = (str, value) if type(value) is str else id(value)
        if key not in self._constants:
            name = getattr(value, "__name__", "")
            if not name.isidentifier() or name in self.names:
                name = f"k{len(self._constants)}"
            self.names[name] = value
            self._constants[key] = Operand(name, kinds, atomic=True, constant=(value,))
        return self._constants[key]

    def folded(self, function: Callable[..., Any], arguments: Sequence[Operand]) -> Operand | None:
        """Return what a function gives for constants, if they are.

        None, too, for what fails, so that it fails for each record, and for what is used up by use.
        """
        constants = [argument.constant for argument in arguments if argument.constant]
        if constants and len(constants) == len(arguments):
            with suppress(Exception):
                result = function(*(constant[0] for constant in constants))
                if not hasattr(result, "__next__"):
                    return self.constant(result)
        return None

    def assign(self, operand: Operand) -> Operand:
        """Write that a new local holds a value: of a truth, whether."""
        self._locals += 1
        name = f"v{self._locals}"
        self.block.append(f"{name} = {plain(operand.truth or operand.text)}")
        if operand.truth:
            return of_condition(name)
        return Operand(name, operand.kinds, atomic=True)

    def bound(self, operand: Operand) -> Operand:
        """Return a value that is computed here and can be written down any number of times."""
        return operand if operand.atomic else self.assign(operand)

    def seen(self, operand: Operand) -> Operand:
        """Return a value with what tests have shown of it."""
        kinds = self.facts.get(operand.text)
        return operand if kinds is None else operand.but(kinds=kinds)

    # --- statements ------------------------------------------------------------------------------

    @contextmanager
    def branch(self, facts: Facts) -> Iterator[Block]:
        """Write a block in which some facts hold; what is computed there is not known after it."""
        before = self.block, self.known, self.facts
        self.block, self.known, self.facts = [], {**self.known}, {**self.facts, **facts}
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                raise Unfit
            yield self.block
        finally:
            self._depth -= 1
            self.block, self.known, self.facts = before

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Write nothing at all if something turns out to be Unfit, which is raised again."""
        length = len(self.block)
        known, facts = {**self.known}, {**self.facts}
        try:
            yield
        except Unfit:
            del self.block[length:]
            self.known, self.facts = known, facts
            raise

    def choose(
        self, test: Test, then: Callable[[], Operand], otherwise: Callable[[], Operand]
    ) -> Operand:
        """Return one of two values: in one expression if they are short ones, else by an `if`."""
        if test.always is not None:
            return then() if test.always else otherwise()
        with self.branch(test.true) as block:
            yes = then()
        with self.branch(test.false) as other:
            no = otherwise()
        if block or other or len(yes.text) + len(no.text) > _LONGEST:
            return self.decide(Choice(test.text, "", block, other), yes, no)
        one, two = _truth(yes), _truth(no)
        if one and two:
            return of_condition(_both(test, one, two))
        return Operand(f"({yes.text} if {test.text} else {no.text})", yes.kinds | no.kinds)

    def decide(self, choice: Choice, yes: Operand, no: Operand) -> Operand:
        """Write an `if` whose blocks come to these two values, and return the one that it is."""
        one, two = _truth(yes), _truth(no)
        if not (one and two):
            one, two = yes.text, no.text
        last = choice.otherwise[-1] if choice.otherwise else None
        if isinstance(last, Choice) and last.target == two:
            choice.target = two  # an `elif` goes on with the same local
        else:
            self._locals += 1
            choice.target = f"v{self._locals}"
            choice.otherwise.append(f"{choice.target} = {plain(two)}")
        choice.then.append(f"{choice.target} = {plain(one)}")
        self.block.append(choice)
        if _truth(yes) and _truth(no):
            return of_condition(choice.target)
        return Operand(choice.target, yes.kinds | no.kinds, atomic=True)


def _truth(operand: Operand) -> str:
    """Return the condition of which a value is the text; `""` if it is of none."""
    if operand.truth:
        return operand.truth
    if operand.constant and operand.constant[0] in ("True", "False"):
        return str(operand.constant[0])
    return ""


def _both(test: Test, yes: str, no: str) -> str:
    match yes, no:
        case "True", "False":
            return test.text
        case "False", "True":
            return test.inverted().text
        case _:
            return f"({yes} if {test.text} else {no})"
