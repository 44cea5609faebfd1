"""The immutable value class of trees, models and findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, ClassVar, Self, dataclass_transform


class _Maker(type):
    """Give a class slots and an `__init__` from its annotations, as a dataclass has."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], aside: tuple[str, ...] = ()
    ) -> _Maker:
        own = tuple(body.get("__annotations__", ())) if bases else ()
        inherited = getattr(bases[0], "__match_args__", ()) if bases else ()
        aside += getattr(bases[0], "_aside", ()) if bases else ()
        fields = inherited + own
        defaults = {field: body.pop(field) for field in own if field in body}
        body |= {"__slots__": own, "__match_args__": fields, "_aside": aside}
        body["_content"] = attrgetter(*(f for f in fields if f not in aside), "__class__")
        made = super().__new__(cls, name, bases, body)
        if fields:
            made.__init__ = _first(made, fields, defaults)  # type: ignore[misc]
        return made


def _first(made: type, fields: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    """Return the `__init__` of the first value of a class, which makes that of all others.

    To make one takes as long as a class, and half of the classes have no value in a run.
    """

    def first(self: object, *values: object, **named: object) -> None:
        code = _assigning(len(fields)).replace(co_varnames=("self", *fields), co_names=fields)
        init = FunctionType(code, {}, "__init__", tuple(defaults.values()))
        made.__init__ = init  # type: ignore[misc]
        made.__init__(self, *values, **named)  # type: ignore[misc]

    return first


@cache
def _assigning(count: int) -> CodeType:
    """Return the code of an `__init__` with so many fields, which lacks only their names.

    To compile takes ten times as long as to put other names in.
    """
    names = [f"_{number}" for number in range(count)]
    lines = "".join(f"\n    self.{name} = {name}" for name in names)
    scope: dict[str, FunctionType] = {}
    exec(f"def __init__(self, {', '.join(names)}):{lines}", scope)  # noqa: S102 (see DESIGN 2)
    return scope["__init__"].__code__


@dataclass_transform(frozen_default=True)
class Frozen(metaclass=_Maker):
    """A value: equal when its class and its fields are, `aside` fields not counted.

    A dataclass costs half a millisecond to create and lint starts some seventy of them, so this
    one makes only what is used. That nobody assigns to a field is checked by mypy, not at run time.
    """

    _content: ClassVar[attrgetter[Any]]
    _aside: ClassVar[tuple[str, ...]]
    __match_args__: ClassVar[tuple[str, ...]]

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self._content(self) == self._content(other)

    def __hash__(self) -> int:
        return hash(self._content(self))

    def __repr__(self) -> str:
        shown = (f"{f}={getattr(self, f)!r}" for f in self.__match_args__ if f not in self._aside)
        return f"{type(self).__name__}({', '.join(shown)})"

    def but(self, **changes: Any) -> Self:  # noqa: ANN401 (a field's value is anything)
        """Return the same value with some fields changed."""
        return type(self)(**{f: getattr(self, f) for f in self.__match_args__} | changes)
