"""The arguments of a call, by Microsoft's names, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable

from mapping_dsl.lang.types import EvaluationError, integer
from mapping_dsl.resolve.model import Call, Constant, Expression
from mapping_dsl.resolve.shape import ABSENT, Shape

ShapeOf = Callable[[Expression], Shape]


def argument(call: Call, name: str) -> tuple[Expression, ...]:
    """Return what a parameter of a call is given."""
    return next((values for key, values in call.arguments if key == name), ())


def constant(call: Call, name: str) -> str | None:
    """Return the text of a constant argument, or none."""
    values = argument(call, name)
    return values[0].text if values and isinstance(values[0], Constant) else None


class Given:
    """A call whose arguments are looked at as shapes."""

    def __init__(self, call: Call, shape: ShapeOf) -> None:
        self.call = call
        self.shape = shape

    @property
    def all(self) -> list[Shape]:
        """The shapes of all arguments, in the order of the parameters."""
        return [self.shape(value) for _, values in self.call.arguments for value in values]

    def every(self, name: str) -> list[Shape]:
        """Return the shapes of what a repeating parameter is given."""
        return [self.shape(value) for value in argument(self.call, name)]

    def one(self, name: str) -> Shape:
        """Return the shape of what a parameter is given; absent if its slot is empty."""
        values = argument(self.call, name)
        return self.shape(values[0]) if values else ABSENT

    @property
    def first(self) -> Shape:
        """The shape of the first argument, whatever its parameter is called."""
        return self.at(0)

    def at(self, index: int) -> Shape:
        """Return the shape of the argument at a place, counted from 0; absent if it is not there.

        A slot that is empty does not count: this is for functions whose slots are all required.
        """
        given = self.call.arguments
        return self.shape(given[index][1][0]) if index < len(given) and given[index][1] else ABSENT

    def number(self, name: str) -> int | None:
        """Return the integer that an argument always is, if it is known."""
        text = self.one(name).text
        try:
            return None if text is None else integer(text)
        except EvaluationError:
            return None
