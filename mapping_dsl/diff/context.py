"""What a rule may ask besides the pair that it looks at."""

from __future__ import annotations

from collections.abc import Callable

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.diff.pair import MappingPair
from mapping_dsl.resolve.facts import of_attribute
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Expression, Mapping, ObjectMapping
from mapping_dsl.resolve.shape import Shape
from mapping_dsl.targets.definitions import Definitions, sources


class Context:
    """One comparison: the pair, what was found so far, and what is known of attributes."""

    def __init__(self, pair: MappingPair) -> None:
        self.pair = pair
        self.found: list[Change] = []
        self._definitions: dict[tuple[int, int], Definitions] = {}

    @property
    def changed(self) -> bool:
        """Whether anything was found that is more than a spelling."""
        return any(change.risk is not Risk.STYLE for change in self.found)

    def sources(self, objects: ObjectMapping, *, new: bool = True) -> Definitions:
        """Return what a block can read, with what its mapping declares."""
        mapping: Mapping = self.pair.new if new else self.pair.old
        key = id(mapping), id(objects)
        if key not in self._definitions:
            self._definitions[key] = sources(mapping, objects)
        return self._definitions[key]

    def shape(self, objects: ObjectMapping, *, new: bool = True) -> Callable[[Expression], Shape]:
        """Return what tells the shapes of a block's expressions."""
        known = self.sources(objects, new=new)
        named = {a.name: a for a in known.catalog.attributes} if known.catalog else {}
        declared = {d.name: known.of(d.name) for d in known.declared}

        def attribute(name: str) -> Shape:
            return of_attribute(name, declared.get(name) or named.get(name))

        return Inference(attribute).shape

    def boolean(self, objects: ObjectMapping) -> Callable[[str], bool]:
        """Return what tells whether an attribute is but true, false or absent, before and after."""
        known = self.sources(objects)
        return lambda name: known.of(name).type is AttributeType.BOOLEAN

    def nullable(self, objects: ObjectMapping) -> Callable[[str], bool]:
        """Return what tells whether an attribute can be absent."""
        known = self.sources(objects)
        return lambda name: known.of(name).nullable
