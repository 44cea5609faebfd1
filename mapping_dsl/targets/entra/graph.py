"""What Graph's types have in common: names in camel case, enumerations that grow, and flags."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PrivateAttr,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, core_schema

Int32 = Annotated[int, Field(ge=-(2**31), lt=2**31)]


class Resource(BaseModel):
    """A type of Graph's metadata.

    What the metadata does not have is kept beside it, and so are the order of the keys and the
    difference between null and not there: what was read is what `written` gives.
    """

    model_config = ConfigDict(
        extra="allow", strict=True, alias_generator=to_camel, protected_namespaces=()
    )
    _order: tuple[str, ...] = PrivateAttr(())

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, data: Any, handler: ValidatorFunctionWrapHandler) -> Self:  # noqa: ANN401
        made: Self = handler(data)
        made._order = tuple(data) if isinstance(data, dict) else ()
        return made

    def written(self) -> dict[str, Any]:
        """Return the document as JSON has it, keys in the order in which they were read."""
        known = {name: getattr(self, field) for field, name in self._names() if field in self._set}
        found = known | (self.model_extra or {})
        order = dict.fromkeys((*self._order, *found))
        return {key: _written(found[key]) for key in order if key in found}

    @property
    def _set(self) -> set[str]:
        return self.model_fields_set

    @classmethod
    def _names(cls) -> list[tuple[str, str]]:
        return [(field, info.alias or field) for field, info in cls.model_fields.items()]


def _written(value: object) -> Any:  # noqa: ANN401 (JSON is anything)
    match value:
        case Resource():
            return value.written()
        case list():
            return [_written(item) for item in value]
        case str():
            return str(value)
        case _:
            return value


class Choice(str):
    """A member of an enumeration, as it was written; it may be one that came later."""

    MEMBERS: ClassVar[tuple[str, ...]] = ()
    __slots__ = ()

    @property
    def meant(self) -> str | None:
        """The member whose name this is but for the case; none where it is no known one."""
        return _member(self, self.MEMBERS)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_after_validator_function(cls, handler(str))


class Flags(Choice):
    """Members joined by commas, with or without a blank; their order says nothing."""

    __slots__ = ()

    @property
    def written_members(self) -> tuple[str, ...]:
        """The members as they are written; `None` is none."""
        names = (name.strip() for name in self.split(","))
        return tuple(name for name in names if name and name.casefold() != "none")

    @property
    def members(self) -> frozenset[str]:
        """The members: known ones in their own spelling, others as they are written."""
        return frozenset(_member(n, self.MEMBERS) or n for n in self.written_members)


def _member(name: str, members: tuple[str, ...]) -> str | None:
    return next((known for known in members if known.casefold() == name.casefold()), None)
